"""What the simulated platform remembers. Each record is also a line of the journal."""

from __future__ import annotations

from typing import Any

from msgspec import Raw, Struct, field

from bode.simulator.config import STANDARD

ACCEPTED, SENT, DELIVERED, READ, FAILED = "accepted", "sent", "delivered", "read", "failed"
PLAYED = "played"
"""Of a voice message: the citizen listened to it."""
STEPS = (ACCEPTED, SENT, DELIVERED, READ, PLAYED, FAILED)
"""A status never goes back in this order."""
ARRIVED = (DELIVERED, READ, PLAYED)
"""The citizen has the message."""

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
    charged: bool = False
    """An answer beyond the free ones of its month."""
    opens: bool = False
    """The business wrote first: the citizen wrote nothing in the 24 hours before."""
    fails_with: int = 0
    """The error code with which it will fail; 0: none."""
    template_id: str = ""
    """Of a template message."""
    stays: bool = False
    """The phone is off and stays so: it never arrives."""
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
    quality: str = "UNKNOWN"
    reason: str = "NONE"
    """Why it was rejected."""
    previous_category: str | None = None
    created_at: int = 0
    edited_at: list[int] = field(default_factory=list)
    """When it was edited after its approval, of the last 30 days."""
    archived_from: str = "APPROVED"
    """The status that it had before it was archived."""
    pauses: int = 0
    paused_until: int = 0
    archived_at: int = 0
    time_to_live: int | None = None
    """Seconds for which the platform tries to deliver."""


class TemplateGone(Struct, tag="template_gone", tag_field="record"):
    """A template was removed."""

    id: str


class Subscription(Struct, kw_only=True, tag="subscription", tag_field="record"):
    """Whether an account's webhooks are sent, and where; None: where its numbers say."""

    waba: str
    active: bool = True
    override: str | None = None


class NewNumber(Struct, kw_only=True, tag="new_number", tag_field="record"):
    """A number that a business added to its account."""

    phone_number_id: str
    display_number: str
    waba_id: str
    portfolio: str


class NumberState(Struct, kw_only=True, tag="number_state", tag_field="record"):
    """What changes of a business number."""

    number: str
    """Its phone number id."""
    name: str
    """The display name that citizens see."""
    wanted_name: str | None = None
    """A new display name that is being reviewed."""
    name_status: str = "APPROVED"
    verified: bool = True
    registered: bool = True
    code: str | None = None
    """The code that was sent to prove that the number is theirs."""
    pin: str | None = None
    """For two-step verification."""
    wrong_pins: int = 0
    quality: str = "GREEN"
    throughput: str = STANDARD
    raised_at: int = 0
    """When its throughput will have been raised: it sends nothing until then; 0: no raise."""
    username: str | None = None
    callback: str | None = None
    """Where this number's webhooks go; None: where its account's go."""
    forwarded: dict[str, str] | None = None
    """The headers with which 360dialog passes them on; None: they come from the platform."""
    settings: dict[str, Any] = field(default_factory=dict)
    commerce: dict[str, Any] = field(default_factory=dict)
    automation: dict[str, Any] = field(default_factory=dict)
    public_key: str | None = None

    @property
    def checks_identity(self) -> bool:
        """The business asked to be told by what it may see that a number has the same owner."""
        return bool(self.settings.get("user_identity_change", {}).get("enable_identity_key_check"))


class AccountState(Struct, kw_only=True, tag="account_state", tag_field="record"):
    """How an account stands with the platform."""

    waba: str
    connected: bool = True
    """False: it was deleted or left the platform, which no longer knows it."""
    banned: bool = False
    ban_at: int = 0
    """When it will be banned, in Unix seconds; 0: no ban is planned."""
    paid: bool = True
    """False: there is no way to pay, so what costs money fails."""
    restrictions: dict[str, int] = field(default_factory=dict)
    """By kind: until when it holds, in Unix seconds."""


class Reach(Struct, kw_only=True, tag="reach", tag_field="record"):
    """To how many citizens a portfolio may write first in 24 hours; None: to any number."""

    portfolio: str
    limit: int | None


class QrCode(Struct, kw_only=True, tag="qr_code", tag_field="record"):
    """A code that opens a chat with a message ready to send; without a message it is gone."""

    number: str
    code: str
    message: str | None


class Blocked(Struct, kw_only=True, tag="blocked", tag_field="record"):
    """A business blocked a citizen, or unblocked one again."""

    number: str
    digits: str
    blocked: bool = True


class Profile(Struct, kw_only=True, tag="profile", tag_field="record"):
    """A business profile."""

    number: str
    fields: dict[str, Any]


class ClockMoved(Struct, kw_only=True, tag="clock_moved", tag_field="record"):
    """The platform's clock goes ahead of this machine's by so many seconds from here on."""

    ahead: int


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
    | NewNumber
    | NumberState
    | AccountState
    | Reach
    | QrCode
    | Blocked
    | ClockMoved
    | Totals
)
