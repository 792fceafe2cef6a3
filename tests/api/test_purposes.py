"""GET /purposes."""

from __future__ import annotations

from tests.api.programs import Program


def test_anyone_may_read_the_purposes(anyones: Program, db: None) -> None:
    answer = anyones.get("/purposes")

    assert answer.status_code == 200
    assert answer.json()["next"] is None
    purposes = {each["code"]: each for each in answer.json()["results"]}
    assert {code for code, each in purposes.items() if each["allowed"]} == {
        "crisis_response",
        "permits",
        "appointments",
        "municipal_services",
        "tourism",
    }
    assert {code for code, each in purposes.items() if not each["allowed"]} == {
        "promotion",
        "political_campaign",
        "voter_data",
        "election_influence",
    }
    assert purposes["permits"]["name"] == "Vergunningen"
    assert purposes["permits"]["examples"]


def test_the_purposes_are_told_in_english_when_asked(anyones: Program, db: None) -> None:
    results = anyones.get("/purposes", Accept_Language="en").json()["results"]

    assert "Permits" in {each["name"] for each in results}
