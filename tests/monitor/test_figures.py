"""The numbers add up, whatever is asked."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.monitor import samples
from tests.monitor.samples import claim, town

from bode.monitor.choosing import Choice, candidates, choose
from bode.monitor.claims import SourceKind
from bode.monitor.figures import Group, count, shares, through_the_years
from bode.monitor.towns import Size
from bode.monitor.uses import Use

CHOICES = st.builds(
    Choice,
    day=samples.days,
    province=st.sampled_from(["", "Utrecht"]),
    size=st.sampled_from([None, *Size]),
    provider=st.sampled_from(["", "Waterlijn"]),
    purpose=st.sampled_from(["", "tourism"]),
    use=st.sampled_from([None, *Use]),
)
DAY = date(2024, 6, 1)


@given(st.lists(samples.towns(), max_size=8), CHOICES)
def test_all_routes_together_are_the_municipalities_of_the_day_that_are_asked_for(
    towns: list[samples.Town], choice: Choice
) -> None:
    chosen = choose(towns, choice)

    assert sum(count(chosen).values()) == len(chosen)
    assert all(each.town.exists(choice.day) and choice.matches(each) for each in chosen)
    assert through_the_years(towns, choice)[-1].total == len(chosen)
    for group in (Group.PROVINCE, Group.SIZE, Group.PROVIDER):
        rows = shares(chosen, candidates(towns, choice, choice.day), group)
        assert sum(row.total for row in rows) == len(chosen)
        assert all(row.total <= row.of for row in rows)


@given(st.lists(samples.towns(), max_size=8), CHOICES)
def test_each_municipality_has_one_route_so_asking_for_each_gives_all(
    towns: list[samples.Town], choice: Choice
) -> None:
    asked = {"day": choice.day, "province": choice.province, "size": choice.size}
    whole = choose(towns, Choice(**asked))
    parts = [choose(towns, Choice(**asked, use=use)) for use in Use]

    assert sum(map(len, parts)) == len(whole)


def test_without_any_filter_every_municipality_of_the_day_counts() -> None:
    ended = town(claim(), valid_to=date(2024, 5, 31))
    begun = town(valid_from=DAY)
    later = town(valid_from=date(2024, 6, 2))

    assert [each.town for each in choose([ended, begun, later], Choice(day=DAY))] == [begun]


def test_what_was_known_of_a_merged_municipality_still_counts_on_a_day_before() -> None:
    merged = town(claim(Use.ISV), valid_to=date(2024, 5, 31))

    assert count(choose([merged], Choice(day=date(2024, 5, 31))))[Use.ISV] == 1
    assert choose([merged], Choice(day=DAY)) == []


def test_by_purpose_a_municipality_counts_in_each_of_them() -> None:
    both = town(claim(purposes=("permits", "tourism")))
    unknown = town()

    rows = shares(choose([both, unknown], Choice(day=DAY)), [both, unknown], Group.PURPOSE)

    assert [(row.key, row.total) for row in rows] == [("permits", 1), ("tourism", 1), ("", 1)]


@pytest.mark.parametrize(
    ("population", "size"),
    [
        (None, Size.UNKNOWN),
        (24_999, Size.SMALL),
        (25_000, Size.MEDIUM),
        (99_999, Size.LARGE),
        (100_000, Size.LARGEST),
    ],
)
def test_a_class_of_size_begins_at_its_own_number(population: int | None, size: Size) -> None:
    assert town(population=population).size == size


def test_asked_for_a_route_the_chosen_are_a_part_of_all_of_that_province() -> None:
    elsewhere = town(claim(), code="GM9913", province="Zeeland")
    towns = [town(claim()), town(code="GM9912"), elsewhere]
    choice = Choice(day=DAY, province="Utrecht", use=Use.BSP)
    there = candidates(towns, choice, DAY)

    now = through_the_years(towns, choice)[-1]
    [row] = shares(choose(towns, choice), there, Group.PROVINCE)

    assert (now.total, now.of) == (1, 2)
    assert (row.total, row.of) == (1, 2)


def test_what_is_invented_is_told_of_all_figures_that_hold_it() -> None:
    towns = [town(claim(is_invented=True)), town(code="GM9912", province="Zeeland")]
    chosen = choose(towns, Choice(day=DAY))

    assert [each.is_invented for each in chosen] == [True, False]
    rows = shares(chosen, towns, Group.PROVINCE)
    assert [(row.key, row.has_invented) for row in rows] == [("Utrecht", True), ("Zeeland", False)]
    assert through_the_years(towns, Choice(day=date(2022, 1, 1)))[-1].has_invented is False
    assert through_the_years(towns, Choice(day=DAY))[-1].has_invented


def test_an_own_licence_stays_until_bode_knows_of_its_end() -> None:
    licensed = town(claim(kind=SourceKind.OWN_LICENCE, until=None))

    assert count(choose([licensed], Choice(day=date(2026, 11, 1))))[Use.BSP] == 1
