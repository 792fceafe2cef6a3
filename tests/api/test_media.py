"""A program gives a file, and names it in messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings
from tests.api.conftest import StartConversation
from tests.api.programs import CITIZEN, Program

from bode.conversations.models import Upload
from bode.organisations.tenancy import every_tenant
from bode.simulator.samples import sample

PLAN = sample("application/pdf")


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def give(
    program: Program, name: str = "plan.pdf", data: bytes = PLAN, **headers: str
) -> HttpResponse:
    asked = {key.replace("_", "-"): value for key, value in headers.items()}
    if program.token:
        asked["Authorization"] = f"Bearer {program.token}"
    file = SimpleUploadedFile(name, data, "application/octet-stream")
    return Client(raise_request_exception=False).post(  # type: ignore[return-value]
        "/api/v1/media", {"file": file}, headers=asked
    )


def document(media_id: Any, **changed: Any) -> dict[str, Any]:
    content = {"id": media_id, "filename": "plan.pdf"}
    message = {"to": CITIZEN, "purpose": "permits", "type": "document", "document": content}
    return message | changed


def test_a_file_is_given_and_named_in_messages(
    alices: Program, start_conversation: StartConversation
) -> None:
    start_conversation()

    given = give(alices)
    sent = alices.post("/messages", document(given.json()["id"]))

    assert given.status_code == 201
    assert given.json()["mime_type"] == "application/pdf"
    assert given.json()["size"] == len(PLAN)
    assert sent.status_code == 202
    assert alices.get(f"/messages/{sent.json()['id']}").json()["type"] == "document"


def test_another_municipality_does_not_know_it(
    alices: Program, charlies: Program, start_conversation: StartConversation
) -> None:
    start_conversation()
    theirs = give(charlies).json()["id"]

    answer = alices.post("/messages", document(theirs))

    assert answer.status_code == 422
    assert answer.json()["code"] == "content_malformed"
    assert answer.json()["invalid_params"][0]["name"] == "document.id"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("leeg.pdf", b"", "empty"),
        ("plan.exe", b"MZ", "type_not_taken"),
        ("plan.pdf", b"MZ\0", "wrong_type"),
        ("foto.png", sample("image/png") + bytes(5 * 1024 * 1024), "too_large"),
    ],
)
def test_what_whatsapp_would_not_take_is_refused(
    alices: Program, name: str, data: bytes, reason: str
) -> None:
    answer = give(alices, name, data)

    assert answer.status_code == 422
    assert answer.json()["code"] == "file_refused"
    assert [(each["name"], each["code"]) for each in answer.json()["invalid_params"]] == [
        ("file", reason)
    ]


def test_a_file_comes_in_a_form(alices: Program) -> None:
    for content_type in ("application/json", "multipart/form-data", "application/pdf"):
        answer = alices.post("/media", "%PDF-1.4", content_type=content_type)

        assert answer.status_code == 415
        assert answer.json()["code"] == "content_type_unsupported"


def test_a_form_without_a_file_names_what_is_missing(alices: Program) -> None:
    form = '--x\r\nContent-Disposition: form-data; name="other"\r\n\r\na\r\n--x--\r\n'

    answer = alices.post("/media", form, content_type="multipart/form-data; boundary=x")

    assert answer.status_code == 422
    assert answer.json()["invalid_params"][0]["name"] == "file"


def test_the_same_key_and_file_are_kept_once(alices: Program) -> None:
    first = give(alices, Idempotency_Key="one")
    again = give(alices, Idempotency_Key="one")
    other = give(alices, data=PLAN + b"%", Idempotency_Key="one")

    assert first.content == again.content
    assert other.json()["code"] == "idempotency_key_reused"
    with every_tenant("a test looks"):
        assert Upload.objects.count() == 1


def test_a_token_without_the_scope_may_not(bobs: Program, anyones: Program) -> None:
    assert give(bobs).status_code == 403
    assert give(anyones).status_code == 401
