"""One item of a webhook's value at a time: a message, a status, an error."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict

import msgspec
from msgspec import Raw, Struct

from bode.whatsapp.events import (
    Context,
    EntryPoint,
    Identity,
    InboundMessage,
    PlatformError,
    Pricing,
    Product,
    Referral,
    StatusUpdate,
    System,
    ValueErrors,
)
from bode.whatsapp.loose import ABSENT, read_part
from bode.whatsapp.reading_contents import MEMBERS, read_content
from bode.whatsapp.values import (
    Unreadable,
    optional_id,
    optional_moment,
    optional_phone,
    read_error,
    read_id,
    read_moment,
)


class Scope(TypedDict):
    """To which account and number the items of one value belong."""

    waba_id: str
    phone_number_id: str | None
    display_phone_number: str | None


class _Profile(Struct):
    name: str | None = None
    username: str | None = None


class _Contact(Struct):
    profile: _Profile | None = None
    wa_id: str | int | None = None
    user_id: str | int | None = None
    parent_user_id: str | int | None = None
    identity_key_hash: str | None = None


class _Product(Struct):
    catalog_id: str | int | None = None
    product_retailer_id: str | int | None = None


class _Context(Struct):
    id: str | None = None
    forwarded: bool | None = None
    frequently_forwarded: bool | None = None
    referred_product: _Product | None = None


class _Welcome(Struct):
    text: str | None = None


class _Referral(Struct):
    source_url: str | None = None
    source_id: str | int | None = None
    source_type: str | None = None
    headline: str | None = None
    body: str | None = None
    media_type: str | None = None
    image_url: str | None = None
    video_url: str | None = None
    thumbnail_url: str | None = None
    ctwa_clid: str | None = None
    welcome_message: _Welcome | None = None


class WireMessage(Struct, rename={"from_": "from"}):
    id: str | None = None
    timestamp: str | int | None = None
    type: str | None = None
    from_: str | int | None = None
    from_user_id: str | None = None
    from_parent_user_id: str | None = None
    to: str | int | None = None
    to_user_id: str | None = None
    to_parent_user_id: str | None = None
    context: _Context | None = None
    referral: Raw = ABSENT
    group_id: str | None = None
    errors: Raw = ABSENT


class _Pricing(Struct):
    category: str | None = None
    billable: bool | None = None
    pricing_model: str | None = None
    type: str | None = None


class _Origin(Struct):
    type: str | None = None


class _EntryPoint(Struct):
    id: str | None = None
    origin: _Origin | None = None
    expiration_timestamp: str | int | None = None


class _Status(Struct):
    id: str | None = None
    status: str | None = None
    timestamp: str | int | None = None
    recipient_id: str | int | None = None
    recipient_user_id: str | None = None
    recipient_parent_user_id: str | None = None
    biz_opaque_callback_data: str | None = None
    errors: list[dict[str, Any]] | None = None
    pricing: _Pricing | None = None
    conversation: Raw = ABSENT
    recipient_participant_id: str | int | None = None


_contact = msgspec.json.Decoder(_Contact)
message_decoder = msgspec.json.Decoder(WireMessage)
_status = msgspec.json.Decoder(_Status)
_errors = msgspec.json.Decoder(list[dict[str, Any]] | None)


def read_contact(raw: Raw) -> Identity:
    """Read a citizen's card beside the messages: name and ids."""
    wire = _contact.decode(raw)
    profile = wire.profile or _Profile()
    return Identity(
        phone=optional_phone(wire.wa_id),
        user_id=optional_id(wire.user_id),
        parent_user_id=optional_id(wire.parent_user_id),
        username=profile.username or None,
        name=profile.name or None,
        key_hash=wire.identity_key_hash,
    )


class People:
    """The citizens named in one value, to complete the bare ids in its items."""

    def __init__(self, contacts: Iterable[Identity]) -> None:
        self._by_id: dict[str, Identity] = {}
        for contact in contacts:
            for key in (contact.phone, contact.user_id):
                if key is not None:
                    self._by_id[key] = contact

    def complete(
        self, phone: str | None, user_id: str | None, parent_user_id: str | None
    ) -> Identity:
        """Return all that is known of the citizen with this phone number or user id."""
        known = self._by_id.get(user_id or "") or self._by_id.get(phone or "") or Identity()
        return Identity(
            phone=phone or known.phone,
            user_id=user_id or known.user_id,
            parent_user_id=parent_user_id or known.parent_user_id,
            username=known.username,
            name=known.name,
            key_hash=known.key_hash,
        )


def read_message(scope: Scope, people: People, raw: Raw) -> InboundMessage:
    """Read a citizen's message."""
    require_number(scope)
    wire = message_decoder.decode(raw)
    type_ = read_id(wire.type, "type")
    content = read_content(type_, MEMBERS.decode(raw))
    user_id = optional_id(wire.from_user_id)
    if user_id is None and isinstance(content, System):
        user_id = content.previous_user_id
    sender = people.complete(
        optional_phone(wire.from_), user_id, optional_id(wire.from_parent_user_id)
    )
    if sender.phone is None and sender.user_id is None:
        raise Unreadable("the sender is missing")
    return InboundMessage(
        **scope,
        wamid=read_id(wire.id, "id"),
        timestamp=read_moment(wire.timestamp),
        sender=sender,
        type=type_,
        content=content,
        context=read_context(wire.context),
        referral=_read_referral(wire.referral),
        group_id=optional_id(wire.group_id),
        errors=_errors_beside(wire.errors),
        raw=bytes(raw),
    )


def read_status(scope: Scope, people: People, raw: Raw) -> StatusUpdate:
    """Read what became of a message that was sent."""
    require_number(scope)
    wire = _status.decode(raw)
    return StatusUpdate(
        **scope,
        wamid=read_id(wire.id, "id"),
        status=read_id(wire.status, "status"),
        timestamp=read_moment(wire.timestamp),
        recipient=people.complete(
            optional_phone(wire.recipient_id),
            optional_id(wire.recipient_user_id),
            optional_id(wire.recipient_parent_user_id),
        ),
        callback_data=wire.biz_opaque_callback_data or None,
        errors=tuple(map(read_error, wire.errors or ())),
        pricing=_pricing(wire.pricing),
        entry_point=_read_entry_point(wire.conversation),
        group_participant=optional_id(wire.recipient_participant_id),
        raw=bytes(raw),
    )


def read_value_errors(scope: Scope, raw: Raw) -> ValueErrors:
    """Read trouble with the app or the account."""
    errors = _errors.decode(raw) or ()
    return ValueErrors(**scope, errors=tuple(map(read_error, errors)), raw=bytes(raw))


def require_number(scope: Scope) -> None:
    if scope["phone_number_id"] is None:
        raise Unreadable("phone_number_id is missing")


def read_context(wire: _Context | None) -> Context:
    if wire is None:
        return Context()
    return Context(
        reply_to=optional_id(wire.id),
        forwarded=bool(wire.forwarded),
        frequently_forwarded=bool(wire.frequently_forwarded),
        product=_product(wire.referred_product),
    )


def _product(wire: _Product | None) -> Product | None:
    if wire is None:
        return None
    return Product(
        catalog_id=optional_id(wire.catalog_id),
        product_retailer_id=optional_id(wire.product_retailer_id),
    )


# What stands beside a message is worth less than the message: when it is odd, it is left out.


def _read_referral(raw: Raw) -> Referral | None:
    wire = read_part(raw, _Referral)
    if wire is None:
        return None
    return Referral(
        source_url=wire.source_url,
        source_id=optional_id(wire.source_id),
        source_type=wire.source_type,
        headline=wire.headline,
        body=wire.body,
        media_type=wire.media_type,
        image_url=wire.image_url,
        video_url=wire.video_url,
        thumbnail_url=wire.thumbnail_url,
        ctwa_clid=wire.ctwa_clid,
        welcome_text=wire.welcome_message.text if wire.welcome_message else None,
    )


def _read_entry_point(raw: Raw) -> EntryPoint | None:
    wire = read_part(raw, _EntryPoint)
    if wire is None:
        return None
    return EntryPoint(
        id=wire.id,
        origin=wire.origin.type if wire.origin else None,
        expires_at=optional_moment(wire.expiration_timestamp),
    )


def _errors_beside(raw: Raw) -> tuple[PlatformError, ...]:
    return tuple(map(read_error, read_part(raw, list[dict[str, Any]]) or ()))


def _pricing(wire: _Pricing | None) -> Pricing | None:
    if wire is None:
        return None
    return Pricing(
        category=wire.category,
        billable=wire.billable,
        model=wire.pricing_model,
        type=wire.type,
    )
