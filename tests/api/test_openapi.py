"""The OpenAPI document, and that the API is what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS
from tests.api.programs import Program

from bode.api.access import Token
from bode.api.kinds import KINDS
from bode.api.openapi import document
from bode.api.service import api
from bode.organisations.models import TokenScope
from bode.policy import RefusalCode

PUBLIC = {"list_purposes", "explain_policy", "read_monitor"}
DOCUMENT = document(api)


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for address, path in DOCUMENT["paths"].items():
        for method, operation in path.items():
            yield method, address, operation


def test_every_call_says_which_scope_it_needs() -> None:
    for router in api._get_bound_routers():
        for path in router.path_operations.values():
            for operation in path.operations:
                needs = [auth.scope for auth in operation.auth_callbacks if isinstance(auth, Token)]
                assert len(needs) == 1 or operation.view_func.__name__ in PUBLIC


def test_the_document_names_every_call() -> None:
    assert {f"{method.upper()} {address}" for method, address, _ in operations()} == {
        "GET /purposes",
        "GET /policy/explain",
        "GET /monitor",
        "GET /applications",
        "POST /applications",
        "GET /applications/{application_id}",
        "POST /applications/{application_id}/reapply",
        "POST /applications/{application_id}/{transition}",
        "GET /applications/{application_id}/dossier",
        "GET /applications/{application_id}/dossier.pdf",
        "POST /dossiers",
        "GET /dossiers",
        "GET /dossiers/{dossier_id}",
        "GET /licences",
        "GET /licences/{licence_id}",
        "POST /licences/{licence_id}/suspend",
        "POST /licences/{licence_id}/resume",
        "POST /licences/{licence_id}/end",
        "POST /messages",
        "GET /messages/{message_id}",
        "POST /messages/{message_id}/send-again",
        "POST /messages/{message_id}/give-up",
        "POST /media",
        "POST /consents",
        "POST /consents/withdraw",
        "GET /broadcasts",
        "POST /broadcasts",
        "GET /broadcasts/{broadcast_id}",
        "GET /broadcasts/{broadcast_id}/forecast",
        "POST /broadcasts/{broadcast_id}/request-approval",
        "POST /broadcasts/{broadcast_id}/approve",
        "POST /broadcasts/{broadcast_id}/reject",
        "POST /broadcasts/{broadcast_id}/start",
        "POST /broadcasts/{broadcast_id}/pause",
        "POST /broadcasts/{broadcast_id}/resume",
        "POST /broadcasts/{broadcast_id}/stop",
        "GET /conversations",
        "GET /conversations/{conversation_id}",
        "GET /conversations/{conversation_id}/messages",
    }


def test_every_post_offers_an_idempotency_key() -> None:
    for method, address, operation in operations():
        headers = [
            each["name"] for each in operation.get("parameters", []) if each["in"] == "header"
        ]
        assert headers == (["Idempotency-Key"] if method == "post" else []), address


def test_every_error_code_stands_in_the_document() -> None:
    documented = {
        code
        for _, _, operation in operations()
        for answer in operation["responses"].values()
        for code in answer["content"].get("application/problem+json", {}).get("examples", {})
    }

    assert documented == set(KINDS) - {"method_not_allowed"}  # no call answers that to itself
    assert set(RefusalCode) <= documented


def test_every_answer_has_an_example_or_examples() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    for name in (
        "ApplicationShown",
        "ImportedShown",
        "LicenceShown",
        "MessageShown",
        "MediaShown",
        "ConversationShown",
    ):
        assert schemas[name]["examples"]
    for name in ("NewApplication", "NewMessage", "NewConsents"):
        assert schemas[name]["examples"]


def test_the_document_says_how_to_sign_in() -> None:
    schemes = DOCUMENT["components"]["securitySchemes"]

    assert [(each["type"], each["scheme"]) for each in schemes.values()] == [("http", "bearer")]


def test_any_site_may_read_the_document(anyones: Program) -> None:
    answer = anyones.get("/openapi.json")

    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.json()["openapi"].startswith("3.")
    assert answer.json()["info"]["version"] == "1.0.0"
    assert answer.json()["servers"][0]["url"].endswith("/api/v1")


described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@described.auth()
class AlicesToken:
    """Sends the token of the fixture `alices` along."""

    def get(self, case: schemathesis.Case, context: schemathesis.AuthContext) -> str:
        return f"token-of-GM9911-{'-'.join(TokenScope.values)}"

    def set(self, case: schemathesis.Case, data: str, context: schemathesis.AuthContext) -> None:
        case.headers["Authorization"] = f"Bearer {data}"


# Well-formed input may still be refused by the rules, which no schema tells.
NOT_PROMISED = [check for check in CHECKS.get_all() if check.__name__ == "positive_data_acceptance"]


@pytest.fixture
def one_transaction(db: None) -> Iterator[None]:
    """Let the test's transaction outlive a request, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@described.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_the_api_is_what_the_document_says(
    case: schemathesis.Case, one_transaction: None, alices: Program
) -> None:
    case.call_and_validate(excluded_checks=NOT_PROMISED)


def test_every_error_code_and_call_stands_in_the_api_page() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text()

    assert {code for code in KINDS if f"`{code}`" not in page} == set()
    for method, address, _ in operations():
        called = re.sub(r"\{\w+_id}", "{id}", address)
        assert f"`{method.upper()} {called}`" in page
