"""When a municipality answers, by its hours, the holidays and days of its own."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.automation.weeks import HERE, WEEK, here

from bode.automation.hours import (
    ClosedDays,
    Hours,
    Span,
    closed_since,
    days_closed,
    is_open,
    next_opening,
)


@pytest.mark.parametrize(
    ("at", "open_then"),
    [
        ("2026-12-01T09:00", True),
        ("2026-12-01T08:59", False),
        ("2026-12-01T17:00", False),
        ("2026-12-03T17:30", False),  # a pause on Thursday
        ("2026-12-03T18:30", True),
        ("2026-12-05T10:00", False),  # Saturday
        ("2026-12-25T10:00", False),  # Christmas, on a Friday
        ("2026-04-27T10:00", False),
        ("2027-05-05T10:00", True),  # Liberation Day, in no fifth year
        ("2027-03-26T10:00", True),  # Good Friday, as most are open
        ("2026-03-29T10:00", False),  # a Sunday, when the clock went forward
        ("2026-03-30T09:30", True),
    ],
)
def test_is_open_by_the_clock_in_the_netherlands(at: str, open_then: bool) -> None:
    assert is_open(WEEK, here(at)) is open_then


def test_good_friday_and_liberation_day_are_for_the_municipality_to_choose() -> None:
    friday, liberation = here("2027-03-26T10:00"), here("2027-05-05T10:00")

    assert not is_open(replace(WEEK, good_friday=True), friday)
    assert not is_open(replace(WEEK, liberation_day="always"), liberation)
    assert not is_open(WEEK, here("2025-05-05T10:00"))
    assert is_open(replace(WEEK, liberation_day="never"), here("2025-05-05T10:00"))


def test_a_closed_day_of_its_own_closes_it() -> None:
    brug = ClosedDays(date(2026, 12, 28), date(2026, 12, 31), "Kerstreces")
    hours = replace(WEEK, closed=(brug,))

    assert not is_open(hours, here("2026-12-30T10:00"))
    assert next_opening(hours, here("2026-12-24T18:00")) == here("2027-01-04T09:00")
    assert dict(days_closed(hours, date(2026, 12, 24), date(2027, 1, 1))) == {
        date(2026, 12, 25): "christmas",
        date(2026, 12, 26): "boxing_day",
        **{date(2026, 12, day): "Kerstreces" for day in range(28, 32)},
        date(2027, 1, 1): "new_year",
    }


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-12-01T07:00", "2026-12-01T09:00"),
        ("2026-12-01T12:00", "2026-12-02T09:00"),
        ("2026-12-03T17:30", "2026-12-03T18:00"),
        ("2026-12-04T17:00", "2026-12-07T09:00"),
        ("2026-12-24T20:00", "2026-12-28T09:00"),
    ],
)
def test_tells_when_it_opens_next(at: str, opens: str) -> None:
    assert next_opening(WEEK, here(at)) == here(opens)


def test_who_never_opens_has_no_next_opening() -> None:
    assert next_opening(Hours(), here("2026-12-01T12:00")) is None
    assert closed_since(Hours(), here("2026-12-01T12:00")) is None


times = st.integers(0, 23 * 4 + 2).map(lambda n: time(n // 4, n % 4 * 15))


@st.composite
def weeks(draw: st.DrawFn) -> Hours:
    def day() -> tuple[Span, ...]:
        at = sorted(draw(st.sets(times, max_size=4)))
        return tuple(Span(*at[n : n + 2]) for n in range(0, len(at) - 1, 2))

    return Hours(week=tuple(day() for _ in range(7)))


@given(weeks(), st.datetimes(datetime(2026, 1, 1), datetime(2031, 1, 1)))
def test_between_closing_and_opening_it_is_closed(hours: Hours, wall: datetime) -> None:
    at = wall.replace(tzinfo=HERE)
    opens = next_opening(hours, at)
    if opens is None:
        assert not is_open(hours, at)
        return
    assert opens > at
    assert is_open(hours, opens)
    if not is_open(hours, at):
        since = closed_since(hours, at)
        assert not is_open(hours, opens - timedelta(minutes=1)) or opens.minute == 0
        assert since is None or since <= at
        assert since is None or not is_open(hours, since)
