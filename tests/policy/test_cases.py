"""The rules agree with what is published about them, case by case."""

from __future__ import annotations

import json
from datetime import date, timedelta
from hashlib import sha256

import pytest
from tests.policy.cases import CASES, Case

from bode.policy import ERAS, PURPOSES, Era, Route, content_of, explain


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.day}-{case.route}-{case.purpose}")
def test_the_rules_agree_with_what_is_published(case: Case) -> None:
    answer = explain(case.route, date.fromisoformat(case.day), case.purpose)

    assert (answer.allowed, answer.era) == (case.allowed, case.era)
    assert case.source in answer.source


def test_the_table_covers_what_there_is() -> None:
    assert len(set(CASES)) == len(CASES) >= 60
    assert {case.route for case in CASES} == set(Route)
    assert {case.purpose for case in CASES} == set(PURPOSES)
    days = {date.fromisoformat(case.day) for case in CASES}
    for era in ERAS[1:]:
        assert era.first_day is not None
        assert {era.first_day, era.first_day - timedelta(days=1)} <= days


def test_an_answer_names_the_version_and_how_long_it_held() -> None:
    version = explain("isv", date(2018, 6, 1), "permits").version

    assert (version.first_day, version.last_day) == (date(2017, 1, 1), date(2019, 12, 6))
    assert "alleen het jaar" in version.reckoned_nl.lower()
    assert version.reckoned_en


DIGESTS = {
    "before_rules": "d8c2cfdecf4cb6f9",
    "exclusion": "394218d6ab2860fe",
    "enforcement": "020c53af474d4276",
    "licence_through_bsp": "e2b11bf526d3329d",
}


@pytest.mark.parametrize("era", ERAS, ids=lambda era: era.code)
def test_a_version_that_came_out_never_changes(era: Era) -> None:
    """Where this fails: leave the version as it was, and add a later one."""
    told = json.dumps([str(era.first_day), era.reckoned_nl, content_of(era)], sort_keys=True)

    assert sha256(told.encode()).hexdigest()[:16] == DIGESTS[era.code]
