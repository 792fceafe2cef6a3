"""Receiving a webhook's body, and telling whether it is JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

import msgspec

from bode.whatsapp.limits import WEBHOOK_BODY_BYTES

from .errors import SenderGone, TooLarge

Receive = Callable[[], Awaitable[dict[str, Any]]]

_FAST = msgspec.json.Decoder(msgspec.Raw)  # looks at every sign, and makes no value of it
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
    """Whether these bytes are JSON in UTF-8, however deeply nested.

    The fast parser refuses escaped halves of surrogate pairs, which an emoji that the platform
    cut in two leaves behind, and what is nested deeply; the slow one decides about those.
    """
    try:
        body.decode()  # the fast parser takes any bytes inside a string
        _FAST.decode(body)
    except (UnicodeDecodeError, msgspec.DecodeError, RecursionError):
        return _is_odd_json(body)
    return True


def _is_odd_json(body: bytes) -> bool:
    try:
        text = body.decode()
        try:
            _JSON.decode(text)
        except RecursionError:
            _check_level_by_level(text)
    except ValueError:
        return False
    return True


def _no_constant(_name: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")


_JSON = json.JSONDecoder(parse_constant=_no_constant)

# A string goes whole, so that no bracket in it counts; one without an end goes to the end.
_STRING_OR_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[{\]}]', re.DOTALL)
_LEAF = " 0 "  # with spaces, so that it joins no neighbour; as a key it is not valid either


def _check_level_by_level(text: str) -> None:
    """Read each array and object as if what is nested in it were a number.

    Raises `ValueError` when one of them is not JSON.
    """
    parts: list[str] = []
    began: list[int] = []  # for each level that is open, the part with which it begins
    at = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        match found[0]:
            case "[" | "{":
                parts.append(text[at : found.start()])
                began.append(len(parts))
                at = found.start()
            case "]" | "}":
                if not began:
                    raise ValueError("closed without being opened")
                parts.append(text[at : found.end()])
                first = began.pop()
                _JSON.decode("".join(parts[first:]))
                parts[first:] = [_LEAF]
                at = found.end()
    if began:
        raise ValueError("opened without being closed")
    _JSON.decode("".join(parts) + text[at:])
