"""GET /monitor."""

from __future__ import annotations

import pytest
from tests.api.programs import Program

pytestmark = pytest.mark.usefixtures("municipalities")


def test_anyone_may_read_the_monitor(anyones: Program) -> None:
    answer = anyones.get("/monitor?date=2021-01-01")

    assert answer.status_code == 200
    found = answer.json()
    assert (found["day"], found["licence"], found["next"]) == ("2021-01-01", "CC0-1.0", None)
    assert len(found["results"]) == 352
    assert {each["route"] for each in found["results"]} == {"unknown"}


def test_it_takes_the_filters_of_the_pages(anyones: Program) -> None:
    found = anyones.get("/monitor?province=Utrecht&size=largest&route=unknown").json()

    assert {each["name"] for each in found["results"]} == {"Amersfoort", "Utrecht"}
    assert anyones.get("/monitor?route=bsp").json()["results"] == []


@pytest.mark.parametrize(
    ("query", "field"), [("date=1999-01-01", "date"), ("date=x", "date"), ("route=duif", "route")]
)
def test_a_wrong_filter_is_named(anyones: Program, query: str, field: str) -> None:
    answer = anyones.get(f"/monitor?{query}")

    assert answer.status_code == 422
    assert [param["name"] for param in answer.json()["invalid_params"]] == [field]
