"""From the JSON under a message's type to the struct of `contents`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

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
from bode.whatsapp.values import (
    Unreadable,
    optional_id,
    optional_moment,
    optional_phone,
    read_error,
    read_id,
    read_wamid,
)

MEDIA_KINDS = ("image", "video", "audio", "document", "sticker")

Members = Mapping[str, Raw]
"""The members of a message, each still as JSON."""

ANSWERS = ("button_reply", "list_reply", "nfm_reply", "call_permission_reply")

_NULL = Raw(b"null")

MEMBERS = msgspec.json.Decoder(dict[str, Raw])


class _Media(Struct):
    id: str | int | None = None
    mime_type: str | None = None
    sha256: str | None = None
    caption: str | None = None
    filename: str | None = None
    voice: bool | None = None
    animated: bool | None = None
    url: str | None = None


class _Name(Struct):
    formatted_name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    middle_name: str | None = None
    prefix: str | None = None
    suffix: str | None = None


class _Organisation(Struct):
    company: str | None = None
    department: str | None = None
    title: str | None = None


class _Card(Struct):
    name: _Name | None = None
    org: _Organisation | None = None
    phones: tuple[CardPhone, ...] | None = None
    emails: tuple[CardEmail, ...] | None = None
    addresses: tuple[CardAddress, ...] | None = None
    urls: tuple[CardUrl, ...] | None = None
    birthday: str | None = None
    vcard: str | None = None
    origin: str | None = None


class _Reaction(Struct):
    message_id: str | None = None
    emoji: str | None = None


class _Reply(Struct):
    id: str | None = None
    title: str | None = None
    description: str | None = None
    response_json: str | None = None
    body: str | None = None
    response: str | None = None


class _System(Struct):
    type: str | None = None
    body: str | None = None
    wa_id: str | int | None = None
    user_id: str | None = None
    parent_user_id: str | None = None
    previous_user_id: str | None = None
    previous_parent_user_id: str | None = None


class _Identity(Struct):
    hash: str | None = None
    created_timestamp: str | int | None = None
    acknowledged: bool | None = None


class _Order(Struct):
    catalog_id: str | int | None = None
    text: str | None = None
    product_items: tuple[OrderItem, ...] | None = None


class _Target(Struct):
    original_message_id: str | None = None
    message: Raw = Raw(b"null")


class _Kind(Struct):
    type: str | None = None


_text = msgspec.json.Decoder(Text)
_media = msgspec.json.Decoder(_Media)
_location = msgspec.json.Decoder(Location)
_cards = msgspec.json.Decoder(list[_Card])
_reaction = msgspec.json.Decoder(_Reaction)
_button = msgspec.json.Decoder(ButtonReply)
_reply = msgspec.json.Decoder(_Reply)
_system = msgspec.json.Decoder(_System)
_identity = msgspec.json.Decoder(_Identity | None)
_order = msgspec.json.Decoder(_Order)
_target = msgspec.json.Decoder(_Target)
_kind = msgspec.json.Decoder(_Kind | None)
_string = msgspec.json.Decoder(str)
_errors = msgspec.json.Decoder(list[dict[str, Any]] | None)


def read_content(type: str, members: Members) -> Content:  # noqa: A002 - the platform's own word
    """Read what stands under the type's name; what can't be read comes out as UnknownContent."""
    raw = members.get(type, _NULL)
    if type in ("unsupported", "unknown"):
        return _read_unsupported(members)
    # What the platform tells of a citizen stands partly beside it.
    reader = partial(_read_system, members) if type == "system" else _READERS.get(type)
    if reader is None:
        return UnknownContent(raw=bytes(raw))
    try:
        return reader(raw)
    except (msgspec.MsgspecError, Unreadable) as error:
        return UnknownContent(raw=bytes(raw), reason=str(error))


def _read_unsupported(members: Members) -> Content:
    raw = members.get("unsupported", _NULL)
    try:
        wire = _kind.decode(raw)
        errors = _errors.decode(members.get("errors", _NULL)) or []
    except msgspec.MsgspecError as error:
        return UnknownContent(raw=bytes(raw), reason=str(error))
    return Unsupported(kind=wire.type if wire else None, errors=tuple(map(read_error, errors)))


def _read_text(raw: Raw) -> Text:
    text = _text.decode(raw)
    if not text.body or text.body.isspace():
        raise Unreadable("text.body is empty")
    return text


def _read_media(kind: str, raw: Raw) -> Media:
    wire = _media.decode(raw)
    return Media(
        kind=kind,
        id=read_id(wire.id, f"{kind}.id"),
        mime_type=wire.mime_type,
        sha256=wire.sha256,
        caption=wire.caption,
        filename=wire.filename,
        voice=bool(wire.voice),
        animated=bool(wire.animated),
        url=wire.url,
    )


def _read_location(raw: Raw) -> Location:
    place = _location.decode(raw)
    if not (-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180):
        raise Unreadable("location is not on earth")
    return place


def _read_cards(raw: Raw) -> ContactCards:
    cards = tuple(map(_read_card, _cards.decode(raw)))
    if all(card == ContactCard() for card in cards):
        raise Unreadable("contacts are empty")
    return ContactCards(cards=cards)


def _read_card(wire: _Card) -> ContactCard:
    name, organisation = wire.name or _Name(), wire.org or _Organisation()
    return ContactCard(
        formatted_name=name.formatted_name,
        first_name=name.first_name,
        last_name=name.last_name,
        middle_name=name.middle_name,
        prefix=name.prefix,
        suffix=name.suffix,
        organisation=organisation.company,
        department=organisation.department,
        title=organisation.title,
        phones=tuple(map(_card_phone, wire.phones or ())),
        emails=wire.emails or (),
        addresses=wire.addresses or (),
        urls=wire.urls or (),
        birthday=wire.birthday,
        vcard=wire.vcard,
        origin=wire.origin,
    )


def _card_phone(told: CardPhone) -> CardPhone:
    """What the platform knows a number by is one, or is left out."""
    return replace(told, wa_id=optional_phone(told.wa_id))


def _read_reaction(raw: Raw) -> Reaction:
    wire = _reaction.decode(raw)
    return Reaction(
        message_id=read_wamid(wire.message_id, "reaction.message_id"), emoji=wire.emoji or ""
    )


def _read_button(raw: Raw) -> ButtonReply:
    button = _button.decode(raw)
    if not (button.text or button.payload):
        raise Unreadable("button is empty")
    return button


def _read_interactive(raw: Raw) -> InteractiveReply:
    members = MEMBERS.decode(raw)
    kind = _string.decode(members.get("type", _NULL))
    if kind not in ANSWERS:
        raise Unreadable("interactive.type is unknown")
    reply = _reply.decode(members.get(kind, _NULL))
    title = reply.title or reply.body or reply.response
    if not (title or reply.response_json):
        raise Unreadable(f"interactive.{kind} is empty")
    return InteractiveReply(
        kind=kind,
        id=reply.id,
        title=title,
        description=reply.description,
        response_json=reply.response_json,
    )


def _read_system(members: Members, raw: Raw) -> System:
    wire = _system.decode(raw)
    identity = _identity.decode(members.get("identity", _NULL))
    return System(
        kind=wire.type,
        body=wire.body,
        new_phone=optional_phone(wire.wa_id),
        user_id=optional_id(wire.user_id),
        parent_user_id=optional_id(wire.parent_user_id),
        previous_user_id=optional_id(wire.previous_user_id),
        previous_parent_user_id=optional_id(wire.previous_parent_user_id),
        identity=_changed(identity) if identity else None,
    )


def _changed(wire: _Identity) -> ChangedIdentity:
    return ChangedIdentity(
        hash=wire.hash,
        created_at=optional_moment(wire.created_timestamp),
        acknowledged=wire.acknowledged,
    )


def _read_order(raw: Raw) -> Order:
    wire = _order.decode(raw)
    if not (wire.text or wire.product_items):
        raise Unreadable("order is empty")
    return Order(
        catalog_id=optional_id(wire.catalog_id), text=wire.text, items=wire.product_items or ()
    )


def _read_edit(raw: Raw) -> Edit:
    wire = _target.decode(raw)
    members = MEMBERS.decode(wire.message)
    kind = _string.decode(members.get("type", _NULL))
    if kind == "edit":  # an edit of an edit would go on without end
        raise Unreadable("edit holds an edit")
    return Edit(
        original_message_id=read_wamid(wire.original_message_id, "edit.original_message_id"),
        type=kind,
        content=read_content(kind, members),
    )


def _read_revoke(raw: Raw) -> Revoke:
    wire = _target.decode(raw)
    return Revoke(
        original_message_id=read_wamid(wire.original_message_id, "revoke.original_message_id")
    )


_READERS: dict[str, Callable[[Raw], Content]] = {
    "text": _read_text,
    "location": _read_location,
    "contacts": _read_cards,
    "reaction": _read_reaction,
    "button": _read_button,
    "interactive": _read_interactive,
    "order": _read_order,
    "edit": _read_edit,
    "revoke": _read_revoke,
    **{kind: partial(_read_media, kind) for kind in MEDIA_KINDS},
}
