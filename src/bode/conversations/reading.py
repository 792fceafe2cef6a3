"""What a person reads of a message: the text of each type. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from bode.whatsapp import (
    ButtonReply,
    ContactCards,
    Content,
    InteractiveReply,
    Location,
    Media,
    Order,
    System,
    Text,
)

PREVIEW_LENGTH = 120


def text_of(content: Content) -> str:
    """What a citizen's message says in words; empty where there are none."""
    match content:
        case Text():
            return content.body
        case Media():
            return content.caption or ""
        case Location():
            return ", ".join(part for part in (content.name, content.address) if part)
        case ContactCards():
            return ", ".join(card.formatted_name or "" for card in content.cards)
        case ButtonReply():
            return content.text or ""
        case InteractiveReply():
            return content.title or ""
        case System():
            return content.body or ""
        case Order():
            return content.text or ""
        case _:
            return ""


def stored(content: Content) -> Any:
    """The content as it is kept: plain values, without what is not known."""
    return _known(msgspec.to_builtins(content))


def text_sent(kind: str, content: Mapping[str, Any] | list[Any]) -> str:
    """What our own message says in words; a template's text needs the template (see sending)."""
    if not isinstance(content, Mapping):
        return ""
    if kind == "interactive":
        body = content.get("body")
        return str(body.get("text", "")) if isinstance(body, Mapping) else ""
    key = {"text": "body", "location": "name", "reaction": "emoji"}.get(kind, "caption")
    return str(content.get(key) or "")


def _known(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _known(each) for key, each in value.items() if each is not None}
    if isinstance(value, list | tuple):
        return [_known(each) for each in value]
    return value if not isinstance(value, bytes) else value.decode(errors="replace")
