"""Which rules held when."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bode.policy import ERAS, PURPOSES, Route, UnknownPurpose, UnknownRoute, era_at, explain

ALLOWED = [each.code for each in PURPOSES.values() if each.allowed]
FORBIDDEN = [each.code for each in PURPOSES.values() if not each.allowed]
BEFORE, EXCLUDED, ENFORCED, LICENSED = (
    "before_rules",
    "exclusion",
    "enforcement",
    "licence_through_bsp",
)


@given(st.dates())
def test_every_day_falls_in_exactly_one_era(day: date) -> None:
    holding = [
        era
        for era in ERAS
        if (era.first_day is None or era.first_day <= day)
        and (era.last_day is None or day <= era.last_day)
    ]

    assert holding == [era_at(day)]


def test_the_eras_follow_each_other_without_gap() -> None:
    assert ERAS[0].first_day is None
    assert ERAS[-1].last_day is None
    for earlier, later in pairwise(ERAS):
        assert earlier.last_day is not None
        assert later.first_day == earlier.last_day + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "era"),
    [
        (date.min, BEFORE),
        (date(2016, 12, 31), BEFORE),
        (date(2017, 1, 1), EXCLUDED),
        (date(2019, 12, 6), EXCLUDED),
        (date(2019, 12, 7), ENFORCED),
        (date(2021, 1, 14), ENFORCED),
        (date(2021, 1, 15), LICENSED),
        (date.max, LICENSED),
    ],
)
def test_the_days_on_which_the_rules_changed(day: date, era: str) -> None:
    assert era_at(day).code == era


@pytest.mark.parametrize(
    ("day", "routes"),
    [
        (date(2015, 6, 1), {"private_app", "isv"}),
        (date(2018, 6, 1), set()),
        (date(2020, 6, 1), set()),
        (date(2022, 3, 1), {"bsp"}),
        (date(2026, 11, 24), {"bsp"}),
    ],
)
@pytest.mark.parametrize("purpose", ALLOWED)
def test_which_routes_were_open(day: date, routes: set[str], purpose: str) -> None:
    assert {each for each in Route if explain(each, day, purpose).allowed} == routes


@given(st.sampled_from(Route), st.dates(), st.sampled_from(FORBIDDEN))
def test_a_forbidden_purpose_is_never_allowed(route: str, day: date, purpose: str) -> None:
    assert not explain(route, day, purpose).allowed


@given(st.sampled_from(Route), st.dates(), st.sampled_from(list(PURPOSES)))
def test_every_answer_names_its_rule_and_source(route: str, day: date, purpose: str) -> None:
    answer = explain(route, day, purpose)

    assert answer.rule
    assert answer.rule_en
    assert answer.source
    assert answer.source_en
    assert answer.era == era_at(day).code


def test_the_source_says_that_only_mid_january_is_known() -> None:
    assert "half januari" in explain("bsp", date(2022, 1, 1), "permits").source


@pytest.mark.parametrize("route", Route)
def test_an_unknown_purpose_is_told_apart_from_a_forbidden_one(route: str) -> None:
    with pytest.raises(UnknownPurpose):
        explain(route, date(2022, 1, 1), "onbekend")


def test_an_unknown_route_is_told_apart_from_one_that_is_not_allowed() -> None:
    with pytest.raises(UnknownRoute):
        explain("fax", date(2022, 1, 1), "permits")
