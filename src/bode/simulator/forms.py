"""Bodies that are forms: the platform takes them wherever it takes JSON."""

from __future__ import annotations

from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from bode.simulator.refusals import invalid

_PLAIN = "application/x-www-form-urlencoded"
_WITH_FILES = "multipart/form-data"


def is_form(request: Request) -> bool:
    """Say whether the body is a form."""
    return _kind(request) in (_PLAIN, _WITH_FILES)


async def read_form(request: Request) -> dict[str, Any]:
    """Return what a form gives, with its objects and lists, which are written as JSON in it.

    Raises Refusal.
    """
    try:
        form = await request.form()
    except (HTTPException, MultiPartException) as error:
        raise invalid(f"The form could not be read: {error}") from error
    return {name: _read(value) for name, value in form.items()}


async def token_in(request: Request) -> str:
    """Return the access token that a form without files gives; empty when there is none."""
    if _kind(request) != _PLAIN:
        return ""
    return str((await request.form()).get("access_token", ""))


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _read(value: object) -> Any:
    if not isinstance(value, str) or not value.startswith(("{", "[")):
        return value
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        return value
