"""GET /licences."""

from __future__ import annotations

from tests.api.programs import Program

from bode.licensing.models import PhoneNumber


def test_a_municipality_sees_its_licence(alices: Program, number: PhoneNumber) -> None:
    results = alices.get("/licences?municipality=GM9911").json()["results"]

    assert len(results) == 1
    licence = results[0]
    assert licence["municipality"] == "GM9911"
    assert licence["provider"] == "proefbode"
    assert "permits" in licence["purposes"]
    assert licence["status"] == "active"
    assert licence["phone_numbers"] == ["+31850000091"]
    assert licence["valid_from"].endswith("Z")
    assert licence["id"]


def test_the_provider_sees_the_licences_through_it(doras: Program, number: PhoneNumber) -> None:
    assert len(doras.get("/licences").json()["results"]) == 1
    assert doras.get("/licences?municipality=GM9912").json()["results"] == []


def test_a_stranger_sees_none(charlies: Program, number: PhoneNumber) -> None:
    assert charlies.get("/licences?municipality=GM9911").json()["results"] == []
