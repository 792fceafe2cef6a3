"""Receiving a webhook's body, and telling whether it is JSON."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

import orjson

from .errors import SenderGone, TooLarge

Receive = Callable[[], Awaitable[dict[str, Any]]]

LARGEST = 3 * 1024 * 1024  # bytes; the platform's own limit for a webhook
_DISCARDED_AT_MOST = 8 * LARGEST


async def receive_body(receive: Receive) -> bytes:
    """The whole body. Raises `TooLarge`, `SenderGone`."""
    message = await receive()
    if not message.get("more_body") and message["type"] == "http.request":
        body: bytes = message["body"]
        if len(body) > LARGEST:
            raise TooLarge
        return body
    parts: list[bytes] = []
    size = 0
    while True:
        if message["type"] == "http.disconnect":
            raise SenderGone
        parts.append(message["body"])
        size += len(message["body"])
        if size > LARGEST:
            raise TooLarge
        if not message.get("more_body"):
            return b"".join(parts)
        message = await receive()


async def discard_body(receive: Receive) -> None:
    """Read on without keeping, so that a sender who is still busy sending sees our answer."""
    size = 0
    while size < _DISCARDED_AT_MOST:
        message = await receive()
        size += len(message.get("body", b""))
        if not message.get("more_body"):
            return


def is_json(body: bytes) -> bool:
    """Whether these bytes are JSON in UTF-8.

    The fast parser refuses escaped halves of surrogate pairs, which an emoji that the platform
    cut in two leaves behind; the slow one decides about those.
    """
    try:
        orjson.loads(body)
    except orjson.JSONDecodeError:
        return _is_json_with_surrogates(body)
    return True


def _is_json_with_surrogates(body: bytes) -> bool:
    try:
        json.loads(body.decode(), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return False
    return True


def _no_constant(_name: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")
