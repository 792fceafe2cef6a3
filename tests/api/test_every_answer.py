"""What holds for every answer, whatever was asked."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from django.test import override_settings
from tests.api.programs import Program, text

from bode.organisations.models import ApiToken

ADDRESSES = ["/purposes", "/applications", "/nowhere", "/openapi.json", "/messages", "/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_tells_the_version(anyones: Program, db: None, address: str) -> None:
    assert anyones.get(address)["API-Version"] == "1.0.0"


def test_an_unknown_address_is_a_problem(anyones: Program, db: None) -> None:
    answer = anyones.get("/nowhere")

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "not_found"
    assert answer.json()["status"] == 404


def test_a_trailing_slash_makes_another_address(alices: Program) -> None:
    assert alices.get("/applications/").status_code == 404


def test_an_id_that_is_none_names_nothing(alices: Program) -> None:
    for address in ("/messages/one", "/applications/2", "/conversations/x/messages"):
        assert alices.get(address).status_code == 404


def test_another_method_is_refused_with_the_ones_that_are(alices: Program) -> None:
    answer = alices.call("DELETE", "/applications")

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, POST"
    assert answer.json()["code"] == "method_not_allowed"


def test_head_is_answered_like_get(anyones: Program, db: None) -> None:
    answer = anyones.call("HEAD", "/purposes")

    assert answer.status_code == 200
    assert answer.content == b""


def test_without_a_token_nothing_is_told(anyones: Program, db: None) -> None:
    answer = anyones.get("/applications")

    assert answer.status_code == 401
    assert answer.json()["code"] == "unauthenticated"
    assert answer["WWW-Authenticate"] == 'Bearer realm="bode"'


def test_a_token_that_nobody_has_is_refused(db: None) -> None:
    answer = Program("made-up").get("/applications")

    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]


def test_a_revoked_token_is_refused(alices: Program) -> None:
    ApiToken.objects.update(revoked_at="2026-07-01T00:00:00Z")

    assert alices.get("/applications").status_code == 401


@pytest.mark.parametrize(
    "address",
    ["/applications", "/licences", "/conversations", f"/messages/{UUID(int=7)}"],
)
def test_a_token_without_the_scope_may_not(bobs: Program, address: str) -> None:
    answer = bobs.get(address)

    assert answer.status_code == 403
    assert answer.json()["code"] == "not_allowed"


@pytest.mark.parametrize("address", ["/applications", "/messages", "/consents"])
def test_a_token_without_the_scope_may_not_post_either(bobs: Program, address: str) -> None:
    assert bobs.post(address, {}).status_code == 403


def test_what_is_no_json_is_refused(alices: Program) -> None:
    for body in ('{"to": ', "NaN", b"\xff\xfe", "[" * 5000):
        answer = alices.post("/messages", body)

        assert answer.status_code == 400
        assert answer.json()["code"] == "json_malformed"


def test_nothing_at_all_is_no_json_either(alices: Program) -> None:
    answer = alices.post("/messages", Content_Type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (400, "json_malformed")


def test_another_content_type_is_refused(alices: Program) -> None:
    answer = alices.post("/messages", text(), content_type="text/plain")

    nothing = alices.post("/messages")

    for each in (answer, nothing):
        assert each.status_code == 415
        assert each.json()["code"] == "content_type_unsupported"


def test_a_body_that_is_too_large_is_refused(alices: Program) -> None:
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100):
        answer = alices.post("/messages", text("lang" * 100))

    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"


@pytest.mark.parametrize("body", [[], "text", 7, {}])
def test_a_body_of_another_shape_is_refused(alices: Program, body: object) -> None:
    answer = alices.post("/messages", json.dumps(body))

    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid"
    assert answer.json()["invalid_params"]


def test_every_wrong_field_is_named(alices: Program) -> None:
    answer = alices.post(
        "/applications",
        {"municipality": 5, "route": "bsp", "purposes": [{"code": "permits"}, {}], "colour": "red"},
    )

    assert answer.status_code == 422
    wrong = {param["name"]: param["code"] for param in answer.json()["invalid_params"]}
    assert wrong == {
        "municipality": "string_type",
        "provider": "missing",
        "purposes.1.code": "missing",
        "colour": "extra_forbidden",
    }


def test_text_with_a_nul_is_refused_by_name(alices: Program) -> None:
    answer = alices.post("/messages", text(recipient="a\0b"))

    assert answer.status_code == 422
    assert answer.json()["invalid_params"][0]["name"] == "recipient"
    assert alices.get("/licences?municipality=GM%00").status_code == 422


def test_errors_are_told_in_dutch_first(alices: Program) -> None:
    def title(**headers: str) -> str:
        return str(alices.get(f"/messages/{UUID(int=7)}", **headers).json()["title"])

    assert title() == "Niet gevonden"
    assert title(Accept_Language="fr") == "Niet gevonden"
    assert title(Accept_Language="en-GB,en;q=0.9") == "Not found"


def test_a_program_may_not_be_remembered_by_caches(alices: Program) -> None:
    assert alices.get("/applications")["Cache-Control"] == "no-store"
