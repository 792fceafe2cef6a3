"""The messages of a conversation, as the desk shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zlib import crc32

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.basics import in_order, now
from bode.conversations.explaining import Explained, explain_trouble, repeatable_from
from bode.conversations.models import Message
from bode.conversations.queries import list_reactions, list_repeats
from bode.conversations.states import Direction, Forwarded, MessageStatus
from bode.web.automation.words import automatic_label

from .attachments import Attachment, attachment_of
from .details import (
    Choice,
    Detail,
    choices_of,
    details_of,
    frame_of,
    header_of,
    opener_of,
)
from .hiding import Veil
from .saying import name_of, text_to_show
from .waiting import explain_waits

TICKS = {
    MessageStatus.QUEUED: gettext_noop("In de wachtrij"),
    MessageStatus.SENDING: gettext_noop("Wordt verstuurd"),
    MessageStatus.SENT: gettext_noop("Verstuurd"),
    MessageStatus.DELIVERED: gettext_noop("Afgeleverd"),
    MessageStatus.READ: gettext_noop("Gelezen"),
    MessageStatus.FAILED: gettext_noop("Niet verstuurd"),
}

# Types of message by the fragment that shows them; all others show what could not be read.
KINDS = {
    "text": "text",
    "button": "text",
    "interactive": "text",
    "order": "text",
    "template": "text",
    "image": "image",
    "sticker": "image",
    "video": "video",
    "audio": "audio",
    "document": "document",
    "location": "location",
    "contacts": "contacts",
    "reaction": "reaction",
    "system": "system",
    "request_welcome": "system",
}

LABELS = {
    "template": gettext_noop("Sjabloon"),
    "button": gettext_noop("Gekozen knop"),
    "button_reply": gettext_noop("Gekozen knop"),
    "list_reply": gettext_noop("Gekozen uit de lijst"),
}  # above the words, by type, or by the kind of answer
FORWARDED = {
    Forwarded.SOME: gettext_noop("Doorgestuurd"),
    Forwarded.OFTEN: gettext_noop("Vaak doorgestuurd"),
}
WITH_DETAILS = {"order", "interactive"}


@dataclass(frozen=True, kw_only=True)
class Place:
    latitude: str
    longitude: str
    name: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Card:
    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Quote:
    id: UUID
    author: str
    text: str
    wamid: str | None = None


@dataclass(frozen=True, kw_only=True)
class Version:
    """What a message said before it was changed or taken back."""

    text: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Bubble:
    """One message, ready to be shown."""

    id: UUID
    conversation_id: UUID
    day: date
    kind: str
    type: str
    is_ours: bool
    author: str
    label: str
    text: str
    line: str
    at: datetime
    status: str
    tick: str
    waits: str
    error: Explained | None
    asks: bool
    may_repeat: bool
    repeatable_from: datetime | None
    repeated_at: datetime | None
    forwarded: str
    edited: bool
    revoked: bool
    earlier: tuple[Version, ...]
    quote: Quote | None
    reactions: tuple[str, ...]
    header: str
    """What is above the words, if it is no text: a file of this kind, or a location."""
    attachment: Attachment | None
    place: Place | None
    cards: tuple[Card, ...]
    above: str
    below: str
    details: tuple[Detail, ...]
    opener: str
    choices: tuple[Choice, ...]
    hidden: tuple[str, ...] = ()
    """What stands in it that is kept from sight, in words."""
    version_closed: int = 0
    """Of one that shows all: its version with that hidden, by which a page leaves it as it is."""

    @property
    def fragment(self) -> str:
        """The template that shows what it says."""
        return f"desk/contents/{self.kind}.html"

    @property
    def header_fragment(self) -> str:
        """The template that shows what is above the words, with the words."""
        return f"desk/contents/{self.header}.html"

    @property
    def may_be_reacted_to(self) -> bool:
        """Whether it is something that a citizen said, and still says."""
        return not self.is_ours and not self.revoked and self.kind not in ("system", "reaction")

    @property
    def version(self) -> int:
        """Another number when anything to be seen has changed."""
        return self.version_closed or crc32(repr(self).encode())


def show_messages(messages: Sequence[Message], citizen: str) -> list[Bubble]:
    """Messages, ready to be shown; `citizen` is what to call who wrote them."""
    waits, repeats = explain_waits(messages), list_repeats(messages)
    return [
        show_message(each, citizen, waits=waits.get(each.id, ""), repeated_at=repeats.get(each.id))
        for each in messages
    ]


def show_message(
    message: Message,
    citizen: str,
    *,
    waits: str = "",
    repeated_at: datetime | None = None,
    is_opened: bool = False,
) -> Bubble:
    """One message, ready to be shown; `waits` says why it has not left yet, `repeated_at` when it
    was sent once more, `is_opened` that nothing in it is hidden.
    """
    is_ours = message.direction == Direction.OUT
    veil = Veil(is_lifted=is_ours or is_opened)
    failed = message.status == MessageStatus.FAILED
    asks = message.status == MessageStatus.SENDING and message.error_code == "unsettled"
    content = message.content if isinstance(message.content, Mapping) else {}
    repeatable = repeatable_from(message) if failed and repeated_at is None else None
    header, shown = header_of(content) if is_ours else ("", {})
    what, inner = (header, shown) if header else (message.type, content)
    details = details_of(content) if message.type in WITH_DETAILS and not is_ours else ()
    above, below = frame_of(content) if message.type == "interactive" else ("", "")
    return Bubble(
        id=message.id,
        conversation_id=message.conversation_id,
        day=timezone.localtime(message.at).date(),
        kind=_kind(message),
        type=message.type,
        is_ours=is_ours,
        author=(message.author_name or _("Automatisch")) if is_ours else citizen,
        label=_label(message, content),
        text=veil(text_to_show(message)),
        line=name_of(message),
        at=message.at,
        status=message.status,
        tick=_(TICKS[MessageStatus(message.status)]) if is_ours else "",
        waits=waits,
        error=explain_trouble(message),
        asks=asks,
        may_repeat=repeatable is not None and repeatable <= now(),
        repeatable_from=repeatable,
        repeated_at=repeated_at,
        forwarded=_(FORWARDED[Forwarded(message.forwarded)]) if message.forwarded else "",
        edited=message.edited_at is not None,
        revoked=message.revoked_at is not None,
        earlier=tuple(replace(each, text=veil(each.text)) for each in _earlier(message)),
        quote=_quote(message.reply_to, citizen) if message.reply_to else None,
        reactions=tuple(each.emoji for each in list_reactions(message)),
        header=header,
        attachment=attachment_of(message, what, inner),
        place=_place(inner) if what == "location" else None,
        cards=_cards(message.content) if message.type == "contacts" else (),
        above=above,
        below=below,
        details=tuple(replace(each, value=veil(each.value)) for each in details),
        opener=opener_of(content) if message.type == "interactive" else "",
        choices=choices_of(content) if message.type == "interactive" else (),
        hidden=veil.hidden,
    )


def _kind(message: Message) -> str:
    """Which fragment shows it; a file that the platform itself has lost came as no kind at all."""
    lost = message.type not in KINDS and hasattr(message, "media")
    return "missing" if lost else KINDS.get(message.type, "unsupported")


def _label(message: Message, content: Mapping[str, Any]) -> str:
    if message.automatic:
        return automatic_label(message.automatic)
    label = LABELS.get(message.type) or LABELS.get(str(content.get("kind")))
    return _(label) if label else ""


def _earlier(message: Message) -> tuple[Version, ...]:
    """The versions that are no longer shown, the first one first."""
    kept = sorted(message.versions.all(), key=lambda each: (each.wamid != message.wamid, each.at))
    versions = [Version(text=each.text, at=each.at) for each in kept]
    if message.revoked_at is None:
        versions = versions[:-1]
    elif not versions:
        versions = [Version(text=message.text, at=message.at)]
    return tuple(each for each in versions if each.text)


def _quote(answered: Message, citizen: str) -> Quote:
    ours = answered.direction == Direction.OUT
    return Quote(
        id=answered.id,
        author=(answered.author_name or _("Automatisch")) if ours else citizen,
        text=name_of(answered),
    )


def _place(content: Mapping[str, Any]) -> Place:
    return Place(
        latitude=str(content.get("latitude", "")),
        longitude=str(content.get("longitude", "")),
        name=in_order(str(content.get("name") or "")),
        address=in_order(str(content.get("address") or "")),
    )


def _cards(content: Any) -> tuple[Card, ...]:
    """Contact cards: as citizens' cards are kept, or in the platform's shape for our own."""
    cards = content.get("cards", []) if isinstance(content, Mapping) else content
    return tuple(_card(each) for each in cards if isinstance(each, Mapping))


def _card(card: Mapping[str, Any]) -> Card:
    name = card.get("name")
    named = name.get("formatted_name") if isinstance(name, Mapping) else None
    lines = [each.get("phone") for each in card.get("phones", ())]
    lines += [each.get("email") for each in card.get("emails", ())]
    org = card.get("org")
    company = org.get("company") if isinstance(org, Mapping) else None
    lines.insert(0, card.get("organisation") or company)
    return Card(
        name=in_order(str(card.get("formatted_name") or named or "")),
        lines=tuple(in_order(str(line)) for line in lines if line),
    )
