"""Requests to the platform's messages endpoint, built."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson


def build_send(
    to: str | None,
    recipient: str | None,
    type: str,  # noqa: A002 - the platform's own word
    content: Mapping[str, Any] | list[Any],
    callback_data: str | None = None,
    reply_to: str | None = None,
) -> bytes:
    """Build the body of a send. `to` (digits) wins over `recipient` (a user id).

    `content` is what stands under the type's own name; a list for contacts alone.
    """
    message: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "type": type,
        type: content,
    }
    message |= _address(to, recipient)
    if reply_to:
        message["context"] = {"message_id": reply_to}
    if callback_data:
        message["biz_opaque_callback_data"] = callback_data
    return orjson.dumps(message)


def readdress_send(body: bytes, to: str | None, recipient: str | None) -> bytes:
    """Build the same send anew, to another address."""
    message = orjson.loads(body)
    message.pop("to", None)
    message.pop("recipient", None)
    return orjson.dumps(message | _address(to, recipient))


def _address(to: str | None, recipient: str | None) -> dict[str, str | None]:
    return {"to": to} if to else {"recipient": recipient}


def mark_as_read(wamid: str, typing: bool = False) -> bytes:
    """Build the body that shows the citizen blue ticks, and "typing…" for 25 seconds if asked."""
    body: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": wamid,
    }
    if typing:
        body["typing_indicator"] = {"type": "text"}
    return orjson.dumps(body)
