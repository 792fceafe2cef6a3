"""The states of messages and conversations. Pure."""

from __future__ import annotations

from enum import StrEnum


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


BESIDE_BODE = "WhatsApp Business-app"
"""As whose author a message shows that staff sent in the app on the phone: Bode judged nothing."""


class MessageStatus(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"  # the platform accepted it, or may have
    SENT = "sent"
    FAILED = "failed"
    DELIVERED = "delivered"
    READ = "read"
    RECEIVED = "received"  # an inbound message


class Forwarded(StrEnum):
    """How often a citizen's message was passed on before it came, as the platform tells it."""

    NO = ""
    SOME = "some"
    OFTEN = "often"  # more than five times


# A status never moves a message backwards. `failed` ranks below `delivered`: the platform
# sometimes reports a failure and then delivers all the same, and never the other way round.
RANK: dict[str, int] = {
    MessageStatus.QUEUED: 0,
    MessageStatus.SENDING: 1,
    MessageStatus.SENT: 2,
    MessageStatus.FAILED: 3,
    MessageStatus.DELIVERED: 4,
    MessageStatus.READ: 5,
}


class ConsentHow(StrEnum):
    """By which way a citizen said yes or no."""

    CHAT = "chat"  # in a message of theirs
    COUNTER = "counter"
    PHONE = "phone"
    LETTER = "letter"
    FILE = "file"  # in a file from elsewhere, which says where in its own words
    PROGRAM = "program"  # told by a program, which says where in its own words


class ConsentImportStatus(StrEnum):
    """waiting → applied, or waiting → discarded."""

    WAITING = "waiting"  # someone looks at what is in it
    APPLIED = "applied"
    DISCARDED = "discarded"


class OfItself(StrEnum):
    """Why Bode said something of itself; rooms above this one have rules of their own for it."""

    MENU = "menu"
    STOPPED = "stopped"  # the answer to a word that says no
    CONSENT = "consent"  # the question to who wrote START, or a word to subscribe by
    TOLD = "told"  # the answer to who asks what they get
    EMAIL = "email"  # the answer to who says where they may be mailed


class PurposeFrom(StrEnum):
    """From what a conversation has its purpose."""

    NOBODY = ""
    TEMPLATE = "template"  # with which it began
    PROGRAM = "program"  # that wrote first
    AGENT = "agent"  # who said what it is about, in words or by an answer
    MENU = "menu"  # from which the citizen chose it


class LanguageFrom(StrEnum):
    """From what is known in which language a citizen writes."""

    NOBODY = ""
    WORDS = "words"  # of the citizen
    AGENT = "agent"  # who said so


class ConversationStatus(StrEnum):
    OPEN = "open"  # the citizen is waiting for us
    WAITING = "waiting"  # we wait for the citizen
    CLOSED = "closed"


class EventKind(StrEnum):
    """What agents, or Bode of itself, did with a conversation besides writing in it."""

    ASSIGNED = "assigned"  # to a person
    RELEASED = "released"  # by whoever had it, or from them
    HANDED_OVER = "handed_over"  # to a person or a team
    TEAM_CHANGED = "team_changed"  # to the team that it seems to be for
    ROUTED = "routed"  # to the team that the municipality chose for what the citizen chose
    SNOOZED = "snoozed"
    WOKEN = "woken"
    CLOSED = "closed"
    REOPENED = "reopened"
    MERGED = "merged"  # with one of another contact of the same citizen
    RAISED = "raised"  # it is urgent
    LOWERED = "lowered"  # it is not, or no longer


class Findable(StrEnum):
    """What is found by its words."""

    MESSAGE = "message"
    CONTACT = "contact"
    NOTE = "note"  # of agents, in a conversation


class Attention(StrEnum):
    """Why a conversation stands first for whoever has it, until they do something with it."""

    NONE = ""
    WOKEN = "woken"  # it was snoozed until now
    HANDED_OVER = "handed_over"
    DUE = "due"  # an answer is due soon, or late: for everyone, not only for whoever has it


class OverrideStatus(StrEnum):
    REQUESTED = "requested"  # a second person has not decided yet
    ALLOWED = "allowed"  # who asked may send it, once
    REFUSED = "refused"
    EXPIRED = "expired"
    USED = "used"


# What may become of a request to send a text that the content check blocks.
OVERRIDE_STEPS: dict[OverrideStatus, frozenset[OverrideStatus]] = {
    OverrideStatus.REQUESTED: frozenset(
        {OverrideStatus.ALLOWED, OverrideStatus.REFUSED, OverrideStatus.EXPIRED}
    ),
    OverrideStatus.ALLOWED: frozenset({OverrideStatus.USED, OverrideStatus.EXPIRED}),
    OverrideStatus.REFUSED: frozenset(),
    OverrideStatus.EXPIRED: frozenset(),
    OverrideStatus.USED: frozenset(),
}
