"""What the simulated platform remembers. Each record is also a line of the journal."""

from __future__ import annotations

from typing import Any

from msgspec import Raw, Struct, field

ACCEPTED, SENT, DELIVERED, READ, FAILED = "accepted", "sent", "delivered", "read", "failed"
STEPS = (ACCEPTED, SENT, DELIVERED, READ, FAILED)
"""A status never goes back in this order."""

TO_CITIZEN, FROM_CITIZEN = "to_citizen", "from_citizen"


class Phone(Struct, kw_only=True, tag="phone", tag_field="record"):
    """A citizen's phone, and how it behaves."""

    digits: str
    name: str
    username: str | None = None
    """With a username the citizen's number is kept from businesses."""
    has_whatsapp: bool = True
    online: bool = True
    reads: bool = True
    blocks: list[str] = field(default_factory=list)
    """Phone number ids of businesses whose messages never arrive."""


class Message(Struct, kw_only=True, tag="message", tag_field="record", omit_defaults=True):
    """A message as the citizen's phone shows it."""

    id: str
    phone: str
    """Digits of the citizen's number."""
    number: str
    """Phone number id of the business."""
    direction: str
    type: str
    content: Raw
    """The JSON value under the type's own name."""
    timestamp: int
    status: str = ACCEPTED
    callback_data: str | None = None
    context: dict[str, Any] | None = None
    extra: dict[str, Any] | None = None
    """Of a citizen's message: what stands beside the type's value, such as `errors`."""
    category: str = "service"
    """For pricing: service, or the template's category in small letters."""
    to_user_id: bool = False
    """Sent to a user id instead of a number."""
    seq: int = 0
    """Of the webhook that tells of a citizen's message."""


class StatusChange(Struct, kw_only=True, tag="status", tag_field="record", omit_defaults=True):
    """A message went a step further, of which webhook `seq` tells; 0: none does."""

    id: str
    status: str
    at: int
    seq: int = 0
    error: int = 0


class Value(Struct, kw_only=True, tag="value", tag_field="record"):
    """A webhook value that is sent as it was given."""

    seq: int
    waba: str
    field: str
    value: Raw
    at: int


class Done(Struct, tag="done", tag_field="record"):
    """These webhooks were answered 200."""

    seqs: list[int]


class MediaFile(Struct, kw_only=True, tag="media", tag_field="record"):
    """A file on the platform; its bytes lie elsewhere."""

    id: str
    owner: str
    """Phone number id of the business that may fetch it."""
    mime_type: str
    sha256: str
    """Hexadecimal."""
    size: int
    filename: str
    expires_at: int


class MediaGone(Struct, tag="media_gone", tag_field="record"):
    """A file was removed."""

    id: str


class Template(Struct, kw_only=True, tag="template", tag_field="record"):
    """A template of a WhatsApp Business Account."""

    id: str
    waba: str
    name: str
    language: str
    category: str
    status: str
    parameter_format: str
    components: list[dict[str, Any]]


class TemplateGone(Struct, tag="template_gone", tag_field="record"):
    """A template was removed."""

    id: str


class Subscription(Struct, kw_only=True, tag="subscription", tag_field="record"):
    """Whether an account's webhooks are sent, and where; None: where its numbers say."""

    waba: str
    active: bool = True
    override: str | None = None


class Profile(Struct, kw_only=True, tag="profile", tag_field="record"):
    """A business profile."""

    number: str
    fields: dict[str, Any]


class Totals(Struct, kw_only=True, tag="totals", tag_field="record"):
    """Counters that outlive the messages they counted."""

    seq: int = 0
    """The last webhook's."""
    accepted: int = 0
    delivered: int = 0
    duplicates: int = 0
    webhooks_sent: int = 0


Record = (
    Phone
    | Message
    | StatusChange
    | Value
    | Done
    | MediaFile
    | MediaGone
    | Template
    | TemplateGone
    | Subscription
    | Profile
    | Totals
)
