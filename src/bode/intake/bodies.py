"""Receiving a webhook's body, and telling whether it is JSON."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

import orjson

from bode.whatsapp.limits import WEBHOOK_BODY_BYTES

from .errors import SenderGone, TooLarge

Receive = Callable[[], Awaitable[dict[str, Any]]]

_DISCARDED_AT_MOST = 8 * WEBHOOK_BODY_BYTES  # bytes


async def receive_body(receive: Receive) -> bytes:
    """The whole body. Raises `TooLarge`, `SenderGone`.

    Of a body that is too large the rest is read on without keeping it, within bounds, so that a
    sender who is still busy sending sees the answer.
    """
    message = await receive()
    if not message.get("more_body") and message["type"] == "http.request":
        return _within_bounds(message["body"])
    parts: list[bytes] = []
    size = 0
    while True:
        if message["type"] == "http.disconnect":
            raise SenderGone
        size += len(message["body"])
        if size <= WEBHOOK_BODY_BYTES:
            parts.append(message["body"])
        if size > _DISCARDED_AT_MOST:
            raise TooLarge
        if not message.get("more_body"):
            break
        message = await receive()
    if size > WEBHOOK_BODY_BYTES:
        raise TooLarge
    return b"".join(parts)


def _within_bounds(body: bytes) -> bytes:
    if len(body) > WEBHOOK_BODY_BYTES:
        raise TooLarge
    return body


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
