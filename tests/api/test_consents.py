"""POST /consents."""

from __future__ import annotations

from typing import Any

import pytest
from tests.api.programs import CITIZEN, Program

from bode.conversations.models import Consent, ConsentEmail
from bode.organisations.tenancy import every_tenant

USER_ID = "NL.800200300400500601"


def consents(*phones: str, **changed: Any) -> dict[str, Any]:
    return {
        "phones": list(phones),
        "purpose": "appointments",
        "wording": "Stuur mij een herinnering via WhatsApp.",
        "given_at": "2026-07-01T09:30:00+02:00",
        "source": "Formulier afspraak maken",
        **changed,
    }


def count() -> int:
    with every_tenant("a test looks"):
        return Consent.objects.count()


def test_consents_are_recorded_once(alices: Program) -> None:
    first = alices.post("/consents", consents(CITIZEN, "06 1234 5679", "14030"))
    again = alices.post("/consents", consents(CITIZEN))

    assert first.status_code == 200
    assert first.json() == {
        "recorded": 2,
        "unchanged": 0,
        "refused": [{"phone": "14030", "code": "not_mobile"}],
    }
    assert again.json() == {"recorded": 0, "unchanged": 1, "refused": []}
    assert count() == 2


def test_an_e_mail_address_is_kept_by_the_number_as_it_was_given(alices: Program) -> None:
    emails = {"06 1234 5679": "een@mail.example", "+31612345670": "niemand@mail.example"}
    alices.post("/consents", consents(CITIZEN, "06 1234 5679", emails=emails))

    with every_tenant("a test looks"):
        found = ConsentEmail.objects.values_list("address", "email")
        assert list(found) == [("31612345679", "een@mail.example")]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"emails": {CITIZEN: "een@"}}, f"emails.{CITIZEN}"),
        ({"phones": [CITIZEN, 31612345679]}, "phones.1"),
        ({"phones": CITIZEN}, "phones"),
        ({"phones": []}, "phones"),
        ({"wording": ""}, "wording"),
        ({"source": None}, "source"),
        ({"given_at": "yesterday"}, "given_at"),
        ({"given_at": 1_800_000_000}, "given_at"),
        ({"given_at": "2126-07-01T09:30:00+02:00"}, "given_at"),
        ({"purpose": "weather"}, "purpose"),
        ({"purpose": "promotion"}, "purpose"),
        ({"phones": [CITIZEN] * 100_001}, "phones"),
        ({"user_ids": [USER_ID] * 100_001}, "user_ids"),
        ({"user_ids": [USER_ID, 7]}, "user_ids.1"),
    ],
)
def test_a_malformed_body_records_nothing(
    alices: Program, changed: dict[str, Any], field: str
) -> None:
    answer = alices.post("/consents", consents(CITIZEN) | changed)

    assert answer.status_code == 422
    assert answer.json()["invalid_params"][0]["name"] == field
    assert count() == 0


def test_only_a_municipality_has_citizens_who_consent(doras: Program) -> None:
    answer = doras.post("/consents", consents(CITIZEN))

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert count() == 0


def test_of_very_many_wrong_fields_enough_are_named(alices: Program) -> None:
    answer = alices.post("/consents", consents() | {"phones": [None] * 5000})

    assert len(answer.json()["invalid_params"]) == 100


def test_a_moment_without_distance_is_dutch_time(alices: Program) -> None:
    alices.post("/consents", consents(CITIZEN, given_at="2026-07-01T09:30:00"))

    with every_tenant("a test looks"):
        assert Consent.objects.get().given_at.isoformat() == "2026-07-01T07:30:00+00:00"


def test_a_hundred_thousand_are_taken_at_once(alices: Program) -> None:
    phones = [f"+316{10_000_000 + each}" for each in range(100_000)]

    answer = alices.post("/consents", consents(*phones))

    assert answer.json()["recorded"] == 100_000


def test_who_has_no_number_consents_under_their_user_id(alices: Program) -> None:
    ids = [USER_ID, "nobody", USER_ID]
    first = alices.post("/consents", consents(CITIZEN, "14030", user_ids=ids))
    alone = alices.post("/consents", {**consents(), "user_ids": [USER_ID]})

    assert first.status_code == alone.status_code == 200
    assert first.json() == {
        "recorded": 2,
        "unchanged": 1,
        "refused": [
            {"phone": "14030", "code": "not_mobile"},
            {"user_id": "nobody", "code": "not_a_user_id"},
        ],
    }
    assert alone.json() == {"recorded": 0, "unchanged": 1, "refused": []}
    assert count() == 2


def test_who_has_no_number_says_no_under_their_user_id(alices: Program) -> None:
    alices.post("/consents", consents(user_ids=[USER_ID]))

    answer = alices.post(
        "/consents/withdraw", {"user_ids": [USER_ID, "nobody"], "purpose": "appointments"}
    )
    again = alices.post("/consents", consents(user_ids=[USER_ID]))

    assert answer.status_code == 200
    assert answer.json() == {
        "withdrawn": 1,
        "refused": [{"user_id": "nobody", "code": "not_a_user_id"}],
    }
    assert again.json() == {"recorded": 0, "unchanged": 1, "refused": []}


@pytest.mark.parametrize(
    ("named", "field"),
    [
        ({}, "phones"),
        ({"phones": [], "user_ids": []}, "phones"),
        ({"user_ids": []}, "phones"),
        ({"user_ids": [7]}, "user_ids.0"),
        ({"user_ids": USER_ID}, "user_ids"),
        ({"user_ids": [USER_ID] * 1_001}, "user_ids"),
    ],
)
def test_a_withdrawal_names_someone(alices: Program, named: dict[str, Any], field: str) -> None:
    answer = alices.post("/consents/withdraw", {**named, "purpose": "appointments"})

    assert answer.status_code == 422
    assert [each["name"] for each in answer.json()["invalid_params"]] == [field]
    assert count() == 0


def test_who_says_no_gets_no_more_messages(alices: Program) -> None:
    alices.post("/consents", consents(CITIZEN))

    answer = alices.post(
        "/consents/withdraw", {"phones": [CITIZEN, "14030"], "purpose": "appointments"}
    )
    again = alices.post("/consents", consents(CITIZEN))

    assert answer.status_code == 200
    assert answer.json() == {
        "withdrawn": 1,
        "refused": [{"phone": "14030", "code": "not_mobile"}],
    }
    assert again.json() == {"recorded": 0, "unchanged": 1, "refused": []}
