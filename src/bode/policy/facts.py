"""What the decision to send needs to know; whoever asks has looked it up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .contents import NOWHERE, Place
from .eras import NOW, Era


class Consent(StrEnum):
    """Whether a citizen asked for messages with a purpose."""

    NONE = "none"
    IMPLIED = "implied"  # a question of theirs is in a conversation that still runs
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True, slots=True)
class LicenceFacts:
    """The licence under which a message would leave."""

    status: str
    """`active`, or why not: `suspended`, `ended`."""
    purposes: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateFacts:
    """The template that a message names, as the platform last told of it."""

    exists: bool
    """In that language too."""
    status: str
    """`APPROVED`, or why not: `PAUSED`, `REJECTED`, …"""
    category: str
    """In the platform's own word: `UTILITY`, `MARKETING`, `AUTHENTICATION`."""
    mismatch: tuple[str, str] | None
    """What of the message doesn't fit the template: a sentence in Dutch and in English."""
    purpose: str = ""
    """What it is for; empty: nobody said."""
    is_declared: bool = False
    """The municipality said what it is for; otherwise the purpose is no more than a proposal."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SendRequest:
    """A message that someone wants to send."""

    recipient_valid: bool
    recipient_problem: str | None
    """Why the recipient is not valid: a code of `basics.RecipientInvalid`, or `not_a_user_id`."""
    purpose: str
    licence: LicenceFacts | None
    message_type: str
    """`template`, or a free-form type: `text`, `image`, …"""
    template: TemplateFacts | None
    """For a template alone."""
    last_inbound_at: datetime | None
    """The citizen's last message, by the platform's own timestamp."""
    now: datetime
    consent: Consent
    marketing_stopped: bool
    """The citizen told the platform that they want no marketing from this municipality."""
    texts: tuple[str, ...]
    """Everything in the message that the citizen will read."""
    place: Place = NOWHERE
    """Where it is sent, for the elections and the names there."""
    content_allowed: bool = False
    """A second person has looked, and allows exactly these texts to this citizen."""
    era: Era = NOW
    """The version of the rules that holds now."""
    by_person: bool = False
    """Someone sends it by hand; otherwise a program does."""
    bound_to: str = ""
    """The one purpose of the program's token; empty for a person, and for a token for all."""
