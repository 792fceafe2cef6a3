"""GET /licences."""

from __future__ import annotations

from typing import Any

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


WHY = {"cause": "violation", "reason": "Zie de brief van 3 november."}


def only(program: Program) -> dict[str, Any]:
    licence: dict[str, Any] = program.get("/licences").json()["results"][0]
    return licence


def test_each_side_suspends_and_resumes_and_the_history_tells_both(
    alices: Program, doras: Program, number: PhoneNumber
) -> None:
    path = f"/licences/{only(alices)['id']}"

    stopped = alices.post(f"{path}/suspend", WHY).json()
    assert (stopped["status"], stopped["suspended_by"]) == ("suspended", ["municipality"])
    assert stopped["allowed"] == ["suspend", "resume", "end"]  # the platform may stop it besides

    refused = doras.post(f"{path}/resume", WHY)
    assert (refused.status_code, refused.json()["code"]) == (409, "transition_not_allowed")
    assert "vergunning" in refused.json()["detail"]
    doras.post(f"{path}/suspend", WHY | {"by": "platform"})
    assert alices.post(f"{path}/resume", WHY).json()["status"] == "suspended"

    lived = doras.post(f"{path}/resume", WHY | {"by": "platform"}).json()
    assert lived["status"] == "active"
    assert [(each["what"], each["by"]) for each in lived["events"]] == [
        ("suspend", "municipality"),
        ("suspend", "platform"),
        ("resume", "municipality"),
        ("resume", "platform"),
    ]


def test_an_end_is_final(doras: Program, number: PhoneNumber) -> None:
    path = f"/licences/{only(doras)['id']}"

    assert doras.post(f"{path}/end", {"cause": "other"}).json()["code"] == "reason_missing"
    ended = doras.post(f"{path}/end", WHY).json()

    assert (ended["status"], ended["allowed"]) == ("ended", [])
    assert ended["valid_to"] is not None
    assert doras.post(f"{path}/resume", WHY).json()["allowed"] == []


def test_a_stranger_finds_no_licence_to_stop(
    charlies: Program, alices: Program, number: PhoneNumber
) -> None:
    assert charlies.post(f"/licences/{only(alices)['id']}/end", WHY).status_code == 404
    assert only(alices)["status"] == "active"
