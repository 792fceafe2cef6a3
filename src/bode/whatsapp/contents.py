"""What a message holds: one struct for each type of message that a citizen can send."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from bode.whatsapp.errors import PlatformError


class Text(Struct, frozen=True, kw_only=True):
    """Words."""

    body: str


class Media(Struct, frozen=True, kw_only=True):
    """A file kept by the platform for 7 days; fetch it by `id`."""

    kind: str
    """image, document, audio, video or sticker."""
    id: str
    mime_type: str | None = None
    sha256: str | None = None
    """Base64, as the platform gives it."""
    caption: str | None = None
    filename: str | None = None
    voice: bool = False
    """Recorded in the app, as against an audio file."""
    animated: bool = False
    url: str | None = None


class Location(Struct, frozen=True, kw_only=True):
    """A place on the map, in degrees."""

    latitude: float
    longitude: float
    name: str | None = None
    address: str | None = None
    url: str | None = None


class CardPhone(Struct, frozen=True, kw_only=True):
    """A phone number on a contact card; `wa_id` only when it is on WhatsApp."""

    phone: str | None = None
    wa_id: str | None = None
    type: str | None = None


class CardEmail(Struct, frozen=True, kw_only=True):
    """An e-mail address on a contact card."""

    email: str | None = None
    type: str | None = None


class CardAddress(Struct, frozen=True, kw_only=True):
    """A postal address on a contact card."""

    street: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    country: str | None = None
    country_code: str | None = None
    type: str | None = None


class CardUrl(Struct, frozen=True, kw_only=True):
    """A web address on a contact card."""

    url: str | None = None
    type: str | None = None


class ContactCard(Struct, frozen=True, kw_only=True):
    """One contact that the citizen shared; `origin` tells a shared number from another's card."""

    formatted_name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    middle_name: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    organisation: str | None = None
    department: str | None = None
    title: str | None = None
    phones: tuple[CardPhone, ...] = ()
    emails: tuple[CardEmail, ...] = ()
    addresses: tuple[CardAddress, ...] = ()
    urls: tuple[CardUrl, ...] = ()
    birthday: str | None = None
    vcard: str | None = None
    origin: str | None = None
    """`contact_request`: the citizen's own number, given on request."""


class ContactCards(Struct, frozen=True, kw_only=True):
    """Contact cards."""

    cards: tuple[ContactCard, ...]


class Reaction(Struct, frozen=True, kw_only=True):
    """A sign put to an earlier message; an empty `emoji` takes it away."""

    message_id: str
    emoji: str = ""


class ButtonReply(Struct, frozen=True, kw_only=True):
    """A quick reply of a template was pressed."""

    payload: str | None = None
    text: str | None = None


class InteractiveReply(Struct, frozen=True, kw_only=True):
    """An answer to an interactive message."""

    kind: str
    """button_reply, list_reply, nfm_reply (a flow) or call_permission_reply."""
    id: str | None = None
    title: str | None = None
    description: str | None = None
    response_json: str | None = None
    """The filled flow, as JSON in text: for nfm_reply alone."""


class ChangedIdentity(Struct, frozen=True, kw_only=True):
    """A citizen's security code changed: another phone, or the app was installed anew."""

    hash: str | None = None
    created_at: datetime | None = None
    acknowledged: bool | None = None


class System(Struct, frozen=True, kw_only=True):
    """The platform tells of the citizen: a new number, a new user id."""

    kind: str | None = None
    body: str | None = None
    new_phone: str | None = None
    """Digits, without plus sign."""
    user_id: str | None = None
    parent_user_id: str | None = None
    previous_user_id: str | None = None
    previous_parent_user_id: str | None = None
    identity: ChangedIdentity | None = None
    """For customer_identity_changed."""


class OrderItem(Struct, frozen=True, kw_only=True):
    """One line of an order from a catalogue."""

    product_retailer_id: str | None = None
    quantity: int | None = None
    item_price: float | None = None
    currency: str | None = None


class Order(Struct, frozen=True, kw_only=True):
    """An order from a catalogue."""

    catalog_id: str | None = None
    text: str | None = None
    items: tuple[OrderItem, ...] = ()


class Revoke(Struct, frozen=True, kw_only=True):
    """An earlier message was taken back."""

    original_message_id: str


class Unsupported(Struct, frozen=True, kw_only=True):
    """The platform could not pass the message on; `errors` says why."""

    kind: str | None = None
    errors: tuple[PlatformError, ...] = ()


_UNKNOWN_TYPE = "unknown type"


class UnknownContent(Struct, frozen=True, kw_only=True):
    """A type that is not in our list, or a known one that could not be read or holds nothing."""

    raw: bytes
    """The value under the type's name; `null` when there was none."""
    reason: str = _UNKNOWN_TYPE

    @property
    def is_of_known_type(self) -> bool:
        """Whether it could have been read, had it been as the platform promises."""
        return self.reason != _UNKNOWN_TYPE


class Edit(Struct, frozen=True, kw_only=True):
    """An earlier message now reads as `content`."""

    original_message_id: str
    type: str
    content: Content


Content = (
    Text
    | Media
    | Location
    | ContactCards
    | Reaction
    | ButtonReply
    | InteractiveReply
    | System
    | Order
    | Edit
    | Revoke
    | Unsupported
    | UnknownContent
)
