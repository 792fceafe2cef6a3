"""A program that calls the API, and a message that it may send."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.test import Client

from bode.organisations.actors import token_digest
from bode.organisations.models import ApiToken, Organisation, Person

CITIZEN = "+31612345678"


class Program:
    """A program with a token (or none), in Dutch unless it says otherwise."""

    def __init__(self, token: str | None) -> None:
        self.token = token
        self._client = Client(raise_request_exception=False)

    def get(self, address: str, **headers: str) -> HttpResponse:
        return self._client.get(f"/api/v1{address}", headers=self._headers(headers))  # type: ignore[return-value]

    def post(self, address: str, body: Any = None, **headers: str) -> HttpResponse:
        content = body if isinstance(body, (bytes, str)) else json.dumps(body)
        return self._client.post(  # type: ignore[return-value]
            f"/api/v1{address}",
            data="" if body is None else content,
            content_type=headers.pop("content_type", "application/json"),
            headers=self._headers(headers),
        )

    def call(self, method: str, address: str) -> HttpResponse:
        return self._client.generic(method, f"/api/v1{address}", headers=self._headers({}))  # type: ignore[return-value]

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        asked = {name.replace("_", "-"): value for name, value in headers.items()}
        return asked | ({"Authorization": f"Bearer {self.token}"} if self.token else {})


def program_of(
    organisation: Organisation, *scopes: str, purpose: str = "", maker: Person | None = None
) -> Program:
    """A program with these rights, for one purpose or for all of the licence.

    Whoever made it made no other, unless it is told.
    """
    token = f"token-of-{organisation.code}-{'-'.join(scopes)}{purpose}"
    ApiToken.objects.create(
        organisation=organisation,
        name=f"Programma van {organisation.name}",
        digest=token_digest(token),
        scopes=list(scopes),
        purpose=purpose,
        every_purpose_because="" if purpose else "Een proef",
        made_by=maker or Person.objects.create(email=f"{token}@example.nl", name="Maker"),
    )
    return Program(token)


def text(body: str = "Uw vergunning is klaar.", **changed: Any) -> dict[str, Any]:
    """A message that may be sent to a citizen who wrote."""
    return {
        "to": CITIZEN,
        "purpose": "permits",
        "type": "text",
        "text": {"body": body},
        **changed,
    }


def let_ask(program: Program, phones: Sequence[str]) -> None:
    """These citizens ask for messages about appointments, as this program records."""
    consents = {
        "phones": list(phones),
        "purpose": "appointments",
        "wording": "Ja, graag.",
        "given_at": "2026-07-01T09:30:00+02:00",
        "source": "balie",
    }
    assert program.post("/consents", consents).status_code == 200
