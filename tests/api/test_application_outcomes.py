"""Beyond yes and no over the API: in part, more information, objections, applying again."""

from __future__ import annotations

import pytest
from tests.api.programs import Program

from bode.organisations.models import Organisation

PURPOSES = [
    {"code": "permits", "explanation": "Wij melden of een vergunning klaar is."},
    {"code": "tourism", "explanation": "Wij beantwoorden vragen van bezoekers."},
]


@pytest.fixture
def submitted(alices: Program, doras: Program, provider: Organisation) -> str:
    body = {"municipality": "GM9911", "route": "bsp", "provider": "proefbode", "purposes": PURPOSES}
    address = f"/applications/{alices.post('/applications', body).json()['id']}"
    alices.post(f"{address}/sign")
    doras.post(f"{address}/accept")
    doras.post(f"{address}/submit")
    return address


def in_part(program: Program, address: str, *codes: str) -> dict[str, object]:
    body = {
        "reason": "WhatsApp staat alleen dit toe.",
        "purposes": list(codes),
        "refusals": {"tourism": "Te algemeen."},
        "told_by": "Support",
        "reference": "T-1",
        "decided_on": "2026-07-01",
    }
    answer = program.post(f"{address}/approve", body)
    return {"code": answer.status_code, **answer.json()}


def test_some_of_the_purposes_can_be_approved(
    alices: Program, doras: Program, submitted: str
) -> None:
    answer = in_part(doras, submitted, "permits")

    assert (answer["code"], answer["status"]) == (200, "partly_approved")
    (licence,) = alices.get("/licences?municipality=GM9911").json()["results"]
    assert licence["purposes"] == ["permits"]
    told = alices.get(submitted).json()["purpose_details"]
    assert [(each["code"], each["granted"], each["refusal"]) for each in told] == [
        ("permits", True, ""),
        ("tourism", False, "Te algemeen."),
    ]


def test_naming_all_of_them_is_an_ordinary_approval(doras: Program, submitted: str) -> None:
    assert in_part(doras, submitted, "permits", "tourism")["status"] == "approved"


@pytest.mark.parametrize(
    ("codes", "problem"),
    [((), "purposes_missing"), (("permits", "appointments"), "purpose_not_declared")],
)
def test_only_declared_purposes_can_be_approved(
    doras: Program, submitted: str, codes: tuple[str, ...], problem: str
) -> None:
    answer = doras.post(f"{submitted}/approve", {"reason": "Ja.", "purposes": list(codes)})

    assert (answer.status_code, answer.json()["code"]) == (422, problem)
    assert doras.get(submitted).json()["status"] == "submitted"


def test_an_objection_can_bring_the_rest_into_force(
    alices: Program, doras: Program, submitted: str
) -> None:
    in_part(doras, submitted, "permits")

    objected = alices.post(f"{submitted}/object", {"reason": "Toerisme is van de gemeente."})
    assert objected.json()["status"] == "partly_objected"
    answer = doras.post(f"{submitted}/approve", {"reason": "Toch goed."})

    assert answer.json()["status"] == "approved"
    (licence,) = alices.get("/licences?municipality=GM9911").json()["results"]
    assert licence["purposes"] == ["permits", "tourism"]


def test_an_objection_that_is_dismissed_leaves_things_as_they_were(
    alices: Program, doras: Program, submitted: str
) -> None:
    in_part(doras, submitted, "permits")
    alices.post(f"{submitted}/object", {"reason": "Toerisme is van de gemeente."})

    answer = doras.post(f"{submitted}/dismiss_objection", {"reason": "Nee."})

    assert answer.json()["status"] == "partly_approved"
    assert alices.get(submitted).json()["next"] is None


def test_more_information_has_a_last_day(alices: Program, doras: Program, submitted: str) -> None:
    body = {"reason": "Stuur de voorbeelden.", "answer_by": "2031-03-01"}

    answer = doras.post(f"{submitted}/ask_information", body).json()

    assert (answer["status"], answer["next"]) == ("information_asked", "municipality")
    assert answer["due_on"] == "2031-03-01"
    assert alices.post(f"{submitted}/sign").json()["status"] == "signed"


def test_after_a_refusal_one_applies_again_with_the_same_words(
    alices: Program, doras: Program, submitted: str
) -> None:
    doras.post(f"{submitted}/reject", {"reason": "Onduidelijk."})

    again = alices.post(f"{submitted}/reapply")

    assert again.status_code == 201
    assert again.json()["purposes"] == PURPOSES
    assert again.json()["follows"] == submitted.rpartition("/")[2]
    once_more = alices.post(f"{submitted}/reapply")
    assert (once_more.status_code, once_more.json()["code"]) == (409, "followed_already")
    assert once_more.json()["application"] == again.json()["id"]


def test_a_signature_of_a_program_says_what_bode_does_not_have(
    doras: Program, submitted: str
) -> None:
    read = doras.get(submitted).json()

    assert "municipality.kvk_number" in read["missing"]
    assert "dpia.dpia" in read["missing"]


def test_only_an_approval_grants_and_only_a_question_sets_the_last_day(
    alices: Program, doras: Program, submitted: str
) -> None:
    body = {"reason": "Onduidelijk.", "purposes": ["permits"], "answer_by": "2030-01-01"}

    rejected = doras.post(f"{submitted}/reject", body).json()

    assert (rejected["status"], rejected["due_on"]) == ("rejected", None)
    assert [each["granted"] for each in rejected["purpose_details"]] == [False, False]
    again = alices.post(f"{submitted}/reapply").json()
    assert again["purposes"] == PURPOSES
    later = {"answer_by": "2030-01-01"}
    signed = alices.post(f"/applications/{again['id']}/sign", later).json()
    assert signed["due_on"] < "2030-01-01"
