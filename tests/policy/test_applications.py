"""What may be applied for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bode.policy import PURPOSES, check_application

TODAY = date(2026, 11, 24)
GOOD = [("permits", "Berichten over aanvragen."), ("tourism", "Vragen van bezoekers.")]


def test_allowed_purposes_through_a_bsp_may_be_applied_for() -> None:
    assert check_application("bsp", GOOD, TODAY) == []


@pytest.mark.parametrize("route", ["isv", "business_app", "private_app", "fax", ""])
def test_no_other_route_may(route: str) -> None:
    (problem,) = check_application(route, GOOD, TODAY)

    assert (problem.code, problem.field) == ("route_not_allowed", "route")
    assert "BSP" in problem.advice_nl


def test_before_there_were_licences_none_may() -> None:
    (problem,) = check_application("bsp", GOOD, date(2020, 12, 31))

    assert problem.code == "route_not_allowed"


def test_a_further_application_adds_a_purpose() -> None:
    (problem,) = check_application("bsp", GOOD, TODAY, licensed=["permits", "tourism"])

    assert (problem.code, problem.field) == ("purpose_licensed_already", "purposes")
    assert check_application("bsp", GOOD, TODAY, licensed=["permits"]) == []


@pytest.mark.parametrize(
    ("purposes", "found"),
    [
        ([], [("purposes_missing", "purposes", None)]),
        ([("promotion", "x")], [("purpose_forbidden", "purposes.0.code", "promotion")]),
        ([("feest", "x")], [("purpose_unknown", "purposes.0.code", "feest")]),
        ([*GOOD, GOOD[0]], [("purpose_twice", "purposes.2.code", "permits")]),
        ([("permits", " \n")], [("explanation_missing", "purposes.0.explanation", "permits")]),
        (
            [("permits", ""), ("voter_data", "")],
            [
                ("explanation_missing", "purposes.0.explanation", "permits"),
                ("purpose_forbidden", "purposes.1.code", "voter_data"),
                ("explanation_missing", "purposes.1.explanation", "voter_data"),
            ],
        ),
    ],
)
def test_every_problem_is_named_beside_its_field(
    purposes: list[tuple[str, str]], found: list[tuple[str, str, str | None]]
) -> None:
    problems = check_application("bsp", purposes, TODAY)

    assert [(each.code, each.field, each.purpose) for each in problems] == found


declarations = st.lists(
    st.tuples(st.sampled_from([*PURPOSES, "feest"]), st.sampled_from(["", " ", "Waarom."])),
    max_size=5,
)


@given(st.sampled_from(["bsp", "isv", "fax"]), declarations, st.dates())
def test_an_application_without_problems_names_only_what_is_allowed(
    route: str, purposes: list[tuple[str, str]], day: date
) -> None:
    problems = check_application(route, purposes, day)

    if problems:
        assert all(each.reason_nl and each.advice_nl and each.source_en for each in problems)
    else:
        assert route == "bsp"
        assert all(PURPOSES[code].allowed and why.strip() for code, why in purposes)
        assert len({code for code, _ in purposes}) == len(purposes) > 0
