"""One item of a webhook's value at a time: a message, an error."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Raw, Struct

from bode.whatsapp.events import (
    Context,
    InboundMessage,
    PlatformError,
    Product,
    Referral,
    System,
    ValueErrors,
)
from bode.whatsapp.limits import WAMID_LENGTH
from bode.whatsapp.loose import ABSENT, read_part
from bode.whatsapp.parties import People, Scope, require_number
from bode.whatsapp.reading_contents import MEMBERS, read_content
from bode.whatsapp.values import (
    Unreadable,
    optional_id,
    optional_phone,
    read_error,
    read_id,
    read_moment,
    read_wamid,
)


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


message_decoder = msgspec.json.Decoder(WireMessage)
_errors = msgspec.json.Decoder(list[dict[str, Any]] | None)


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
        wamid=read_wamid(wire.id, "id"),
        timestamp=read_moment(wire.timestamp),
        sender=sender,
        type=type_,
        content=content,
        context=read_context(wire.context),
        referral=_read_referral(wire.referral),
        group_id=optional_id(wire.group_id),
        errors=read_errors_beside(wire.errors),
        raw=bytes(raw),
    )


def read_value_errors(scope: Scope, raw: Raw) -> ValueErrors:
    """Read trouble with the app or the account."""
    errors = _errors.decode(raw) or ()
    return ValueErrors(**scope, errors=tuple(map(read_error, errors)), raw=bytes(raw))


def read_context(wire: _Context | None) -> Context:
    if wire is None:
        return Context()
    return Context(
        reply_to=optional_id(wire.id, WAMID_LENGTH),
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


def read_errors_beside(raw: Raw) -> tuple[PlatformError, ...]:
    return tuple(map(read_error, read_part(raw, list[dict[str, Any]]) or ()))
