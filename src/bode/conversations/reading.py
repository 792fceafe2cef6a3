"""What a person reads of a message: the text of each type. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from bode.whatsapp import (
    ButtonReply,
    ContactCard,
    ContactCards,
    Content,
    InteractiveReply,
    Location,
    Media,
    Order,
    System,
    Text,
    UnknownContent,
)

PREVIEW_LENGTH = 120
TYPE_LENGTH = 40


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
            return ", ".join(filter(None, map(_card_in_words, content.cards)))
        case ButtonReply():
            return content.text or content.payload or ""
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
    return _known(msgspec.to_builtins(content, builtin_types=(bytes,)))


def type_of(kind: str, content: Content) -> str:
    """As which type a message is kept: what holds nothing that can be read is `unsupported`.

    A type that is new to us keeps its own name; what the platform itself tells is never a question.
    """
    if isinstance(content, UnknownContent) and content.is_of_known_type and kind != "system":
        return "unsupported"
    return kind[:TYPE_LENGTH]


def text_sent(kind: str, content: Mapping[str, Any] | list[Any]) -> str:
    """What our own message says in words; a template's text needs the template (see sending)."""
    if not isinstance(content, Mapping):
        return ""
    if kind == "interactive":
        body = content.get("body")
        return str(body.get("text", "")) if isinstance(body, Mapping) else ""
    key = {"text": "body", "location": "name", "reaction": "emoji"}.get(kind, "caption")
    return str(content.get(key) or "")


def preview_of(text: str, content: Any) -> str:
    """A message in one line of the list: its words, or what its file is called."""
    filename = content.get("filename") if isinstance(content, Mapping) else None
    return (text or str(filename or ""))[:PREVIEW_LENGTH]


def preview_type_of(kind: str, content: Any) -> str:
    """As what a message stands in the list: an answer that is no words of the citizen by its kind.

    Those are a form and the answer to whether we may call: the platform words both in English.
    """
    answer = content.get("kind") if isinstance(content, Mapping) else None
    return str(answer) if answer in ("nfm_reply", "call_permission_reply") else kind


def texts_sent(text: str, content: Mapping[str, Any] | list[Any]) -> tuple[str, ...]:
    """Everything in our own message that the citizen will read: `text`, captions, buttons, rows, …

    The values of a template are given by themselves too. A number is not: only the words around
    it, in `text`, tell what number it is.
    """
    parts = (
        part for part in _strings(content, _READABLE) if part not in text or _WORDS.search(part)
    )
    return (text, *parts)


def addresses_sent(content: Mapping[str, Any] | list[Any]) -> tuple[str, ...]:
    """Every page, phone number and e-mail address that our own message leads to."""
    return tuple(_strings(content, _ADDRESSES))


_WORDS = re.compile(r"[^\W\d_]")
_READABLE = frozenset(
    {"body", "text", "caption", "filename", "title", "description", "button", "display_text",
     "flow_cta", "address", "formatted_name", "company", "note", "fallback_value"}
)  # fmt: skip
_ADDRESSES = frozenset({"url", "link", "phone", "email"})


def _strings(content: Mapping[str, Any] | list[Any], keys: frozenset[str]) -> Iterator[str]:
    values = content.items() if isinstance(content, Mapping) else ((None, each) for each in content)
    for key, value in values:
        if isinstance(value, Mapping | list):
            yield from _strings(value, keys)
        elif isinstance(value, str) and key in keys:
            yield value


def _card_in_words(card: ContactCard) -> str:
    numbers = [phone.phone or phone.wa_id for phone in card.phones]
    name = card.formatted_name or " ".join(filter(None, (card.first_name, card.last_name)))
    return name or card.organisation or next(filter(None, numbers), "")


def _known(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _known(each) for key, each in value.items() if each is not None}
    if isinstance(value, list | tuple):
        return [_known(each) for each in value]
    return value.decode(errors="replace") if isinstance(value, bytes) else value
