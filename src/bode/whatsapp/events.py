"""What a webhook tells, as typed events. `envelope.parse_webhook` makes them.

Every event names the account (`waba_id`; empty where the webhook did not say) and, where it
belongs to a number, `phone_number_id`, by which it is routed to a municipality.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from bode.whatsapp.account_events import (
    AccountAlert,
    AccountEvent,
    AccountReview,
    AccountUpdate,
    BusinessCapability,
    Certification,
    ChangedButton,
    CountryStart,
    Event,
    FlowUpdate,
    InternationalRate,
    NumberName,
    NumberQuality,
    NumberSecurity,
    Partner,
    Restriction,
    TemplateCategory,
    TemplateComponents,
    TemplateEvent,
    TemplateQuality,
    TemplateStatus,
    Unused,
    VolumeTier,
)
from bode.whatsapp.contents import (
    ButtonReply,
    CardAddress,
    CardEmail,
    CardPhone,
    CardUrl,
    ChangedIdentity,
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


class Identity(Struct, frozen=True, kw_only=True, gc=False):
    """Who a citizen is on the platform. At least one of `phone` and `user_id` is known."""

    phone: str | None = None
    """Digits, without plus sign. None for a citizen who goes by a username."""
    user_id: str | None = None
    parent_user_id: str | None = None
    username: str | None = None
    name: str | None = None
    key_hash: str | None = None
    """Of the citizen's security code; for who asked the platform to tell it."""


class Product(Struct, frozen=True, kw_only=True):
    """A thing from a catalogue that a message is about."""

    catalog_id: str | None = None
    product_retailer_id: str | None = None


class Referral(Struct, frozen=True, kw_only=True):
    """The advertisement or post that led a citizen here."""

    source_url: str | None = None
    source_id: str | None = None
    source_type: str | None = None
    """ad or post."""
    headline: str | None = None
    body: str | None = None
    media_type: str | None = None
    image_url: str | None = None
    video_url: str | None = None
    thumbnail_url: str | None = None
    ctwa_clid: str | None = None
    """The platform's id of the click."""
    welcome_text: str | None = None


class Context(Struct, frozen=True, kw_only=True):
    """What a message refers to."""

    reply_to: str | None = None
    """The wamid of the message that is answered."""
    forwarded: bool = False
    frequently_forwarded: bool = False
    product: Product | None = None


class Pricing(Struct, frozen=True, kw_only=True, gc=False, rename={"model": "pricing_model"}):
    """How the platform charges a message."""

    category: str | None = None
    billable: bool | None = None
    model: str | None = None
    type: str | None = None


class EntryPoint(Struct, frozen=True, kw_only=True):
    """The conversation that the platform charges, or not: since v24 for free entry points alone."""

    id: str | None = None
    origin: str | None = None
    expires_at: datetime | None = None


class InboundMessage(Event, frozen=True, kw_only=True):
    """A citizen sent something. The natural key is (phone_number_id, wamid)."""

    wamid: str
    timestamp: datetime
    """When the platform took it in: the service window counts from here."""
    sender: Identity
    type: str
    content: Content
    context: Context = Context()
    referral: Referral | None = None
    group_id: str | None = None
    errors: tuple[PlatformError, ...] = ()
    """Why the platform could not pass it on, or not as a whole."""
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


class StatusUpdate(Event, frozen=True, kw_only=True, gc=False):
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
    entry_point: EntryPoint | None = None
    group_participant: str | None = None
    """Which member of a group, for a message to a group."""
    raw: bytes


class ValueErrors(Event, frozen=True, kw_only=True):
    """The platform reports trouble with the app or the account, not with one message."""

    errors: tuple[PlatformError, ...]
    raw: bytes


class UserPreference(Event, frozen=True, kw_only=True):
    """A citizen no longer wants messages of a category, or wants them again."""

    citizen: Identity
    category: str
    """marketing_messages; others may come."""
    value: str
    """stop, resume or signup."""
    timestamp: datetime
    detail: str | None = None
    signup_id: str | None = None
    raw: bytes


class HistoryMessage(Event, frozen=True, kw_only=True):
    """A message from before the number was connected, either way. Nothing new: it wakes nobody."""

    wamid: str
    timestamp: datetime
    citizen: Identity
    from_business: bool
    type: str
    content: Content
    context: Context = Context()
    status: str | None = None
    """How far it had come, in the app's own word: READ, DELIVERED, …"""
    errors: tuple[PlatformError, ...] = ()
    """Why the platform could not pass it on, or not as a whole."""
    raw: bytes


class HistoryProgress(Event, frozen=True, kw_only=True):
    """How much of the history has come. Its pieces come in any order."""

    phase: int | None = None
    """0: the last day; 1: the last 90 days; 2: the last 180."""
    chunk_order: int | None = None
    progress: int | None = None
    """In percent."""
    raw: bytes


class PhoneBookEntry(Event, frozen=True, kw_only=True):
    """Someone was added to, or removed from, the phone book of the app on the phone."""

    action: str
    phone: str | None = None
    full_name: str | None = None
    first_name: str | None = None
    timestamp: datetime | None = None
    raw: bytes


class Unknown(Event, frozen=True, kw_only=True):
    """Anything else, kept as it came. `reason` says why it was not understood."""

    field: str | None = None
    raw: bytes
    reason: str


__all__ = [
    "AccountAlert",
    "AccountEvent",
    "AccountReview",
    "AccountUpdate",
    "BusinessCapability",
    "ButtonReply",
    "CardAddress",
    "CardEmail",
    "CardPhone",
    "CardUrl",
    "Certification",
    "ChangedButton",
    "ChangedIdentity",
    "ContactCard",
    "ContactCards",
    "Content",
    "Context",
    "CountryStart",
    "Edit",
    "EntryPoint",
    "Event",
    "FlowUpdate",
    "HistoryMessage",
    "HistoryProgress",
    "Identity",
    "InboundMessage",
    "InteractiveReply",
    "InternationalRate",
    "Location",
    "Media",
    "MessageEcho",
    "NumberName",
    "NumberQuality",
    "NumberSecurity",
    "Order",
    "OrderItem",
    "Partner",
    "PhoneBookEntry",
    "PlatformError",
    "Pricing",
    "Product",
    "Reaction",
    "Referral",
    "Restriction",
    "Revoke",
    "StatusUpdate",
    "System",
    "TemplateCategory",
    "TemplateComponents",
    "TemplateEvent",
    "TemplateQuality",
    "TemplateStatus",
    "Text",
    "Unknown",
    "UnknownContent",
    "Unsupported",
    "Unused",
    "UserPreference",
    "ValueErrors",
    "VolumeTier",
]
