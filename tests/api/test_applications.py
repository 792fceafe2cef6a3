"""POST and GET /applications, and the steps of the procedure."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from tests.api.programs import Program

from bode.licensing.models import Licence
from bode.organisations.models import Organisation

PERMITS = {"code": "permits", "explanation": "Wij melden of een vergunning klaar is."}


def application(**changed: Any) -> dict[str, Any]:
    return {
        "municipality": "GM9911",
        "route": "bsp",
        "provider": "proefbode",
        "purposes": [PERMITS],
        **changed,
    }


@pytest.fixture
def draft(alices: Program, provider: Organisation) -> str:
    answer = alices.post("/applications", application())
    assert answer.status_code == 201
    return f"/applications/{answer.json()['id']}"


def test_a_municipality_starts_an_application(alices: Program, provider: Organisation) -> None:
    answer = alices.post("/applications", application())

    assert answer.status_code == 201
    started = answer.json()
    assert started["status"] == "draft"
    assert started["municipality"] == "GM9911"
    assert started["provider"] == "proefbode"
    assert started["purposes"] == [PERMITS]
    assert [event["transition"] for event in started["events"]] == ["create"]
    assert started["events"][0]["actor"] == "Programma van Proefstad"
    assert started["allowed"] == ["sign", "withdraw"]


def test_the_isv_route_is_refused_with_its_rule(alices: Program, provider: Organisation) -> None:
    answer = alices.post("/applications", application(route="isv"))

    assert answer.status_code == 422
    refused = answer.json()
    assert refused["code"] == "route_not_allowed"
    assert refused["rule"]
    assert refused["source"]
    assert refused["advice"]
    assert refused["invalid_params"][0]["name"] == "route"


def test_a_forbidden_purpose_is_named(alices: Program, provider: Organisation) -> None:
    purposes = [PERMITS, {"code": "promotion", "explanation": "Kom naar de markt."}]

    answer = alices.post("/applications", application(purposes=purposes))

    assert answer.status_code == 422
    assert answer.json()["code"] == "purpose_forbidden"
    assert answer.json()["purpose"] == "promotion"
    assert answer.json()["invalid_params"][0]["name"] == "purposes.1.code"


def test_what_is_licensed_already_is_not_applied_for_again(
    alices: Program, licence: Licence
) -> None:
    answer = alices.post("/applications", application())

    assert (answer.status_code, answer.json()["code"]) == (422, "purpose_licensed_already")
    assert answer.json()["invalid_params"][0]["name"] == "purposes"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"purposes": []}, "purposes_missing"),
        ({"purposes": [PERMITS, PERMITS]}, "purpose_twice"),
        ({"purposes": [{"code": "weather", "explanation": "Regen."}]}, "purpose_unknown"),
        ({"purposes": [{"code": "permits", "explanation": " "}]}, "explanation_missing"),
        ({"route": "pigeon"}, "route_not_allowed"),
        ({"provider": "nobody"}, "organisation_unknown"),
        ({"municipality": "GM9912"}, "organisation_unknown"),
    ],
)
def test_what_the_rules_forbid_is_refused(
    alices: Program,
    provider: Organisation,
    other_municipality: Organisation,
    changed: dict[str, Any],
    code: str,
) -> None:
    answer = alices.post("/applications", application(**changed))

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.json()["invalid_params"]
    assert alices.get("/applications").json()["results"] == []


def test_a_municipality_that_merged_is_refused_with_who_came_after(
    doras: Program, provider: Organisation, municipalities: None
) -> None:
    answer = doras.post("/applications", application(municipality="GM0457"))

    assert (answer.status_code, answer.json()["code"]) == (422, "organisation_unknown")
    reason = answer.json()["invalid_params"][0]["reason"]
    assert reason == "Deze gemeente ging op 24-03-2022 op in Amsterdam."


def test_each_party_takes_its_own_steps_until_there_is_a_licence(
    alices: Program, doras: Program, draft: str
) -> None:
    for program, step, reason in (
        (alices, "sign", None),
        (doras, "return", {"reason": "De uitleg is te kort."}),
        (alices, "sign", None),
        (doras, "accept", {}),
        (doras, "submit", None),
        (doras, "approve", {"reason": "WhatsApp keurde het goed."}),
    ):
        answer = program.post(f"{draft}/{step}", reason)
        assert answer.status_code == 200, answer.json()

    done = alices.get(draft).json()
    assert done["status"] == "approved"
    assert [event["transition"] for event in done["events"]] == [
        "create",
        "sign",
        "return",
        "sign",
        "accept",
        "submit",
        "approve",
    ]
    assert done["events"][2]["reason"] == "De uitleg is te kort."
    licences = alices.get("/licences?municipality=GM9911").json()["results"]
    assert [licence["purposes"] for licence in licences] == [["permits"]]


def test_a_step_out_of_turn_is_refused_with_the_ones_that_are_possible(
    alices: Program, doras: Program, draft: str
) -> None:
    answer = alices.post(f"{draft}/approve", {"reason": "Graag."})

    assert answer.status_code == 409
    assert answer.json()["code"] == "transition_not_allowed"
    assert answer.json()["allowed"] == ["sign", "withdraw"]
    assert doras.post(f"{draft}/accept").json()["allowed"] == []
    assert alices.post(f"{draft}/dance").status_code == 409


def test_a_step_that_needs_a_reason_says_so(alices: Program, doras: Program, draft: str) -> None:
    alices.post(f"{draft}/sign")

    answer = doras.post(f"{draft}/return")

    assert answer.status_code == 422
    assert answer.json()["code"] == "reason_missing"
    assert answer.json()["invalid_params"][0]["name"] == "reason"


def test_a_stranger_finds_no_application(charlies: Program, draft: str) -> None:
    assert charlies.get(draft).status_code == 404
    assert charlies.post(f"{draft}/sign").status_code == 404
    assert charlies.get("/applications").json()["results"] == []


def test_an_application_that_is_not_there_is_not_found(alices: Program) -> None:
    assert alices.get(f"/applications/{uuid4()}").status_code == 404


def test_applications_come_in_pages(alices: Program, provider: Organisation) -> None:
    started = [alices.post("/applications", application()).json()["id"] for _ in range(5)]

    found, address = [], "/applications?limit=2"
    while address:
        page = alices.get(address).json()
        assert len(page["results"]) <= 2
        found += [each["id"] for each in page["results"]]
        address = (page["next"] or "").removeprefix("http://testserver/api/v1")

    assert found == started[::-1]


@pytest.mark.parametrize("query", ["cursor=x", "cursor=%C3%A9", "cursor=", "limit=0", "limit=x"])
def test_a_page_that_can_not_be_is_refused(alices: Program, query: str) -> None:
    answer = alices.get(f"/applications?{query}")

    assert answer.status_code == 422
    assert answer.json()["invalid_params"][0]["name"] == query.partition("=")[0]


def test_a_program_signs_what_it_read(alices: Program, draft: str) -> None:
    read = alices.get(draft).json()["versions"]

    other = alices.post(f"{draft}/sign", {"versions": {**read, "contacts": read["contacts"] + 1}})

    assert (other.status_code, other.json()["code"]) == (409, "section_changed")
    assert other.json()["section"] == "contacts"
    assert alices.post(f"{draft}/sign", {"versions": read}).status_code == 200
