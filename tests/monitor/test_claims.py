"""Which of several claims is shown, and for how long."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.monitor import samples
from tests.monitor.samples import FIRST, LAST, claim

from bode.monitor.claims import KEEPS, SourceKind, by_precedence, claim_at, end_of, history
from bode.monitor.uses import Use

TODAY = date(2024, 6, 1)


def shown(*claims: samples.Claim) -> Use:
    found = claim_at(by_precedence(claims), TODAY)
    return found.use if found else Use.UNKNOWN


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    list(pairwise(SourceKind)),
)
def test_a_stronger_kind_of_source_wins_however_old(
    stronger: SourceKind, weaker: SourceKind
) -> None:
    old = claim(Use.BSP, kind=stronger, day=date(2023, 1, 1))
    new = claim(Use.NONE, kind=weaker, day=date(2024, 5, 1))

    assert shown(old, new) == shown(new, old) == Use.BSP


def test_of_the_same_kind_the_newest_source_wins() -> None:
    old = claim(Use.NONE, day=date(2023, 1, 1))
    new = claim(Use.BSP, day=date(2024, 5, 1))

    assert shown(old, new) == shown(new, old) == Use.BSP


def test_of_the_same_day_what_was_entered_last_wins() -> None:
    first = claim(Use.NONE, entered_at=datetime(2024, 2, 1, tzinfo=UTC))
    last = claim(Use.BSP, entered_at=datetime(2024, 2, 2, tzinfo=UTC))

    assert shown(first, last) == shown(last, first) == Use.BSP


def test_where_no_source_says_anything_nothing_is_known() -> None:
    assert shown() == Use.UNKNOWN
    assert shown(claim(first_day=TODAY + timedelta(days=1))) == Use.UNKNOWN
    assert shown(claim(until=TODAY)) == Use.UNKNOWN


def test_a_source_that_names_no_end_is_believed_for_two_years() -> None:
    said = date(2024, 1, 1)

    assert end_of(None, date(2019, 1, 1), said) == said + KEEPS
    assert end_of(date(2024, 3, 1), date(2019, 1, 1), said) == date(2024, 3, 1)


@given(st.lists(samples.claims(), max_size=6), samples.days)
def test_the_shown_history_has_no_gaps_and_no_overlaps(
    claims: list[samples.Claim], day: date
) -> None:
    ordered = by_precedence(claims)
    periods = history(ordered, FIRST, LAST)

    assert (periods[0].first_day, periods[-1].until) == (FIRST, LAST)
    assert all(before.until == after.first_day for before, after in pairwise(periods))
    assert all(period.first_day < (period.until or LAST) for period in periods)
    if day < LAST:
        [of_day] = [each for each in periods if each.first_day <= day < (each.until or LAST)]
        assert of_day.claim is claim_at(ordered, day)
