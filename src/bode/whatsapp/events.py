"""What a webhook tells, as typed events. `envelope.parse_webhook` makes them.

Every event names the account (`waba_id`; empty where the webhook did not say) and, where it
belongs to a number, `phone_number_id`, by which it is routed to a municipality.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from bode.whatsapp.contents import (
    ButtonReply,
    CardEmail,
    CardPhone,
    ContactCard,
    ContactCards,
    Content,
    Edit,
    InteractiveReply,
    Location,
    Media,
    Order,
    OrderItem,
    Reaction,
    Revoke,
    System,
    Text,
    UnknownContent,
    Unsupported,
)
from bode.whatsapp.errors import PlatformError


class Identity(Struct, frozen=True, kw_only=True):
    """Who a citizen is on the platform. At least one of `phone` and `user_id` is known."""

    phone: str | None = None
    """Digits, without plus sign. None for a citizen who goes by a username."""
    user_id: str | None = None
    parent_user_id: str | None = None
    username: str | None = None
    name: str | None = None


class Context(Struct, frozen=True, kw_only=True):
    """What a message refers to."""

    reply_to: str | None = None
    """The wamid of the message that is answered."""
    forwarded: bool = False
    frequently_forwarded: bool = False


class Pricing(Struct, frozen=True, kw_only=True):
    """How the platform charges a message."""

    category: str | None = None
    billable: bool | None = None
    model: str | None = None
    type: str | None = None


class Event(Struct, frozen=True, kw_only=True):
    """What all events have."""

    waba_id: str = ""
    phone_number_id: str | None = None
    display_phone_number: str | None = None


class InboundMessage(Event, frozen=True, kw_only=True):
    """A citizen sent something. The natural key is (phone_number_id, wamid)."""

    wamid: str
    timestamp: datetime
    """When the platform took it in: the service window counts from here."""
    sender: Identity
    type: str
    content: Content
    context: Context = Context()
    referral: bytes | None = None
    """The advertisement that led here, as raw JSON."""
    group_id: str | None = None
    raw: bytes


class MessageEcho(Event, frozen=True, kw_only=True):
    """The business itself sent something from the app on the phone. Never an inbound message."""

    wamid: str
    timestamp: datetime
    recipient: Identity
    type: str
    content: Content
    context: Context = Context()
    raw: bytes


class StatusUpdate(Event, frozen=True, kw_only=True):
    """What became of a message that was sent. The natural key is (wamid, status, recipient)."""

    wamid: str
    status: str
    """sent, delivered, read, failed, played; others may come."""
    timestamp: datetime
    recipient: Identity
    callback_data: str | None = None
    """Our own id, given when sending."""
    errors: tuple[PlatformError, ...] = ()
    pricing: Pricing | None = None
    raw: bytes


class ValueErrors(Event, frozen=True, kw_only=True):
    """The platform reports trouble with the app or the account, not with one message."""

    errors: tuple[PlatformError, ...]
    raw: bytes


class TemplateStatus(Event, frozen=True, kw_only=True):
    """A template was approved, rejected, paused, …"""

    event: str
    template_id: str
    name: str | None = None
    language: str | None = None
    reason: str | None = None
    category: str | None = None
    raw: bytes


class Unknown(Event, frozen=True, kw_only=True):
    """Anything else, kept as it came. `reason` says why it was not understood."""

    field: str | None = None
    raw: bytes
    reason: str


__all__ = [
    "ButtonReply",
    "CardEmail",
    "CardPhone",
    "ContactCard",
    "ContactCards",
    "Content",
    "Context",
    "Edit",
    "Event",
    "Identity",
    "InboundMessage",
    "InteractiveReply",
    "Location",
    "Media",
    "MessageEcho",
    "Order",
    "OrderItem",
    "PlatformError",
    "Pricing",
    "Reaction",
    "Revoke",
    "StatusUpdate",
    "System",
    "TemplateStatus",
    "Text",
    "Unknown",
    "UnknownContent",
    "Unsupported",
    "ValueErrors",
]
