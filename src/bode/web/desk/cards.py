"""Contact cards: who and how to reach them, to read and to save."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from bode.basics import in_order
from bode.conversations.queries import access_message
from bode.web.access import ActingRequest, allow
from bode.web.saving import to_save

_ADDRESS = ("street", "zip", "city", "country")


@dataclass(frozen=True, kw_only=True)
class Card:
    """Someone whose card was sent; `about` is where they work and as what."""

    name: str
    organisation: str
    role: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    others: tuple[str, ...]
    """Addresses of pages and houses."""

    @property
    def about(self) -> str:
        """Where they work, and as what."""
        return ", ".join(filter(None, (self.role, self.organisation)))


def cards_of(content: Any) -> tuple[Card, ...]:
    """Contact cards: as citizens' cards are kept, or in the platform's shape for our own."""
    cards = content.get("cards", []) if isinstance(content, Mapping) else content
    return tuple(_card(each) for each in cards if isinstance(each, Mapping))


@require_safe
@allow("agent")
def contact_card(request: ActingRequest, message_id: UUID, place: int) -> HttpResponse:  # noqa: ARG001
    """One of the cards of a message, as other programs take it in."""
    message = access_message(message_id)
    cards = cards_of(message.content) if message.type == "contacts" else ()
    if message.revoked_at is not None or place >= len(cards):
        raise Http404
    card = cards[place]
    return to_save(vcard(card), "text/vcard; charset=utf-8", f"{card.name or 'contact'}.vcf")


def vcard(card: Card) -> str:
    """A card in the form of RFC 2426, which every address book reads."""
    return "".join(f"{line}\r\n" for line in _lines(card))


def _lines(card: Card) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"FN:{_escaped(card.name)}"
    yield f"N:{_escaped(card.name)};;;;"
    if card.organisation:
        yield f"ORG:{_escaped(card.organisation)}"
    if card.role:
        yield f"TITLE:{_escaped(card.role)}"
    yield from (f"TEL:{_escaped(each)}" for each in card.phones)
    yield from (f"EMAIL:{_escaped(each)}" for each in card.emails)
    yield from (f"NOTE:{_escaped(each)}" for each in card.others)
    yield "END:VCARD"


def _escaped(text: str) -> str:
    """On one line, so that no text of a citizen's adds a line of its own."""
    plain = " ".join(text.split())
    return plain.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")


def _card(card: Mapping[str, Any]) -> Card:
    name, org = _mapping(card.get("name")), _mapping(card.get("org"))
    return Card(
        name=_text(card.get("formatted_name") or name.get("formatted_name")),
        organisation=_text(card.get("organisation") or org.get("company")),
        role=_text(card.get("title") or org.get("title")),
        phones=_each(card, "phones", "phone", "wa_id"),
        emails=_each(card, "emails", "email"),
        others=(*_each(card, "urls", "url"), *_addresses(card)),
    )


def _each(card: Mapping[str, Any], kind: str, *keys: str) -> tuple[str, ...]:
    """The first of these that each item has."""
    found = (
        next((_text(item[key]) for key in keys if item.get(key)), "")
        for item in map(_mapping, card.get(kind) or ())
    )
    return tuple(dict.fromkeys(filter(None, found)))


def _addresses(card: Mapping[str, Any]) -> Iterator[str]:
    for each in map(_mapping, card.get("addresses") or ()):
        if told := ", ".join(_text(each[part]) for part in _ADDRESS if each.get(part)):
            yield told


def _text(value: Any) -> str:
    return in_order(str(value or ""))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
