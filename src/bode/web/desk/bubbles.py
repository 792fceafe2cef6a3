"""The messages of a conversation, as the desk shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID
from zlib import crc32

from django.utils import formats, timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.basics import now
from bode.conversations.explaining import Explained, explain_trouble, repeatable_from
from bode.conversations.made_of import list_made_of
from bode.conversations.models import Message
from bode.conversations.queries import list_reactions, list_repeats, list_shut, load_versions
from bode.conversations.states import Direction, Forwarded, MessageStatus
from bode.language.sensitive import Kind
from bode.web.automation.words import automatic_label
from bode.whatsapp import TemplateShape

from .attachments import Attachment, attachment_of
from .cards import Card, cards_of
from .details import Detail, details_of, frame_of, header_of
from .hiding import Veil
from .offered import Choice, Parts, choices_of, opener_of, template_parts
from .places import Place, place_of
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
SAID = 120  # characters of what a message says, where it is named in short
WITH_DETAILS = {"order", "interactive"}


@dataclass(frozen=True, kw_only=True)
class Quote:
    id: UUID
    author: str
    text: str
    wamid: str | None = None
    has_ours: bool = False
    """Whether a reaction of ours is at it."""


@dataclass(frozen=True, kw_only=True)
class Reacted:
    """Who put which emoji to a message."""

    emoji: str
    name: str


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
    needs_template: bool
    """Whether sending the same again is in vain: only a template would be let through."""
    repeatable_from: datetime | None
    repeated_at: datetime | None
    forwarded: str
    edited: bool
    revoked: bool
    earlier: tuple[Version, ...]
    quote: Quote | None
    reactions: tuple[Reacted, ...]
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
    hidden_kinds: tuple[Kind, ...] = ()
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

    @cached_property
    def said(self) -> str:
        """What it says in one line that is not too long."""
        return Truncator(self.line).chars(SAID) if len(self.line) > SAID else self.line

    @cached_property
    def clock(self) -> str:
        """Its time of the day in the Netherlands."""
        return formats.date_format(timezone.localtime(self.at), "H:i")

    @property
    def moment(self) -> str:
        """The same with the day, for programs."""
        return timezone.localtime(self.at).isoformat()

    @property
    def to_answer(self) -> str:
        """What its button to answer does, for who does not see where it stands."""
        told = {"author": self.author, "time": self.clock}
        return _("Antwoord op het bericht van %(author)s van %(time)s") % told

    @property
    def to_react(self) -> str:
        """The same of its button to put an emoji to it."""
        told = {"author": self.author, "time": self.clock}
        return _("Reageren op het bericht van %(author)s van %(time)s") % told

    @property
    def may_be_answered(self) -> bool:
        """Whether an answer can quote it."""
        return self.kind != "system" and not self.revoked

    @property
    def may_be_reacted_to(self) -> bool:
        """Whether it is something that a citizen said, and still says."""
        return not self.is_ours and not self.revoked and self.kind not in ("system", "reaction")

    @property
    def has_forms(self) -> bool:
        """Whether something can be done with it, in forms that are signed for each page."""
        return self.error is not None or bool(self.hidden)

    @property
    def version(self) -> int:
        """Another number when anything to be seen has changed."""
        return self.version_closed or crc32(repr(self).encode())


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a message beside what it holds."""

    waits: str = ""
    """Why it has not left yet."""
    repeated_at: datetime | None = None
    """When it was sent once more."""
    made_of: TemplateShape | None = None
    is_shut: bool = False
    """Whether only a template can be sent to the citizen now."""


def show_messages(messages: Sequence[Message], citizen: str) -> list[Bubble]:
    """Messages, ready to be shown; `citizen` is what to call who wrote them."""
    load_versions(messages)
    waits, repeats = explain_waits(messages), list_repeats(messages)
    made_of = list_made_of(messages)
    shut = list_shut(each.conversation_id for each in messages if _needs_window(each))
    return [
        show_message(
            each,
            citizen,
            Known(
                waits=waits.get(each.id, ""),
                repeated_at=repeats.get(each.id),
                made_of=made_of.get(each.id),
                is_shut=each.conversation_id in shut,
            ),
        )
        for each in messages
    ]


def show_message(
    message: Message, citizen: str, known: Known | None = None, *, is_opened: bool = False
) -> Bubble:
    """One message, ready to be shown; `is_opened` says that nothing in it is hidden."""
    known = known or Known()
    is_ours = message.direction == Direction.OUT
    veil = Veil(is_lifted=is_ours or is_opened)
    content = message.content if isinstance(message.content, Mapping) else {}
    repeatable = _repeatable(message, known)
    header, shown = header_of(content) if is_ours else ("", {})
    what, inner = (header, shown) if header else (message.type, content)
    details = details_of(content) if message.type in WITH_DETAILS and not is_ours else ()
    parts = _parts(message, content, known.made_of)
    return Bubble(
        id=message.id,
        conversation_id=message.conversation_id,
        day=timezone.localtime(message.at).date(),
        kind=_kind(message),
        type=message.type,
        is_ours=is_ours,
        author=_author(message) if is_ours else citizen,
        label=_label(message, content),
        text=veil(parts.text),
        line=name_of(message),
        at=message.at,
        status=message.status,
        tick=_(TICKS[MessageStatus(message.status)]) if is_ours else "",
        waits=known.waits,
        error=explain_trouble(message),
        asks=_asks(message),
        may_repeat=repeatable is not None and repeatable <= now(),
        needs_template=known.is_shut and _needs_window(message),
        repeatable_from=repeatable,
        repeated_at=known.repeated_at,
        forwarded=_(FORWARDED[Forwarded(message.forwarded)]) if message.forwarded else "",
        edited=message.edited_at is not None,
        revoked=message.revoked_at is not None,
        earlier=tuple(replace(each, text=veil(each.text)) for each in _earlier(message)),
        quote=_quote(message.reply_to, citizen) if message.reply_to else None,
        reactions=_reactions(message, citizen),
        header=header,
        attachment=attachment_of(message, what, inner),
        place=place_of(inner) if what == "location" else None,
        cards=cards_of(message.content) if message.type == "contacts" else (),
        above=parts.above,
        below=parts.below,
        details=tuple(replace(each, value=veil(each.value)) for each in details),
        opener=opener_of(content) if message.type == "interactive" else "",
        choices=parts.choices,
        hidden=veil.hidden,
        hidden_kinds=tuple(veil.kinds),
    )


def _repeatable(message: Message, known: Known) -> datetime | None:
    """From when it may be sent once more; None for what did not fail, or was sent again."""
    if message.status != MessageStatus.FAILED or known.repeated_at is not None:
        return None
    return repeatable_from(message)


def _asks(message: Message) -> bool:
    """Whether a person decides what becomes of it."""
    return message.status == MessageStatus.SENDING and message.error_code == "unsettled"


def _needs_window(message: Message) -> bool:
    """Whether it failed, and goes only while one may freely answer the citizen."""
    return message.status == MessageStatus.FAILED and message.type != "template"


def _author(message: Message) -> str:
    """Who wrote a message of ours."""
    return message.author_name or _("Automatisch")


def _kind(message: Message) -> str:
    """Which fragment shows it; a file that the platform itself has lost came as no kind at all."""
    lost = message.type not in KINDS and hasattr(message, "media")
    return "missing" if lost else KINDS.get(message.type, "unsupported")


def _parts(message: Message, content: Mapping[str, Any], made_of: TemplateShape | None) -> Parts:
    if made_of is not None:
        return template_parts(made_of, content)
    text = text_to_show(message)
    if message.type != "interactive":
        return Parts(text=text)
    above, below = frame_of(content)
    return Parts(above=above, text=text, below=below, choices=choices_of(content))


def _label(message: Message, content: Mapping[str, Any]) -> str:
    if message.automatic:
        return automatic_label(message.automatic)
    label = LABELS.get(message.type) or LABELS.get(str(content.get("kind")))
    return _(label) if label else ""


def _reactions(message: Message, citizen: str) -> tuple[Reacted, ...]:
    return tuple(
        Reacted(emoji=each.emoji, name=_author(each.sent_as) if each.sent_as else citizen)
        for each in list_reactions(message)
    )


def _earlier(message: Message) -> tuple[Version, ...]:
    """The versions that are no longer shown, the first one first."""
    if message.edited_at is None and message.revoked_at is None:
        return ()
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
        author=_author(answered) if ours else citizen,
        text=name_of(answered),
    )
