"""One item of a webhook's value at a time: a message, a status, an echo, an error, a template."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict

import msgspec
from msgspec import Raw, Struct

from bode.whatsapp.events import (
    Context,
    Identity,
    InboundMessage,
    MessageEcho,
    Pricing,
    StatusUpdate,
    System,
    TemplateStatus,
    ValueErrors,
)
from bode.whatsapp.reading_contents import MEMBERS, read_content
from bode.whatsapp.values import (
    Unreadable,
    optional_id,
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


class _Context(Struct):
    id: str | None = None
    forwarded: bool | None = None
    frequently_forwarded: bool | None = None


class _Message(Struct, rename={"from_": "from"}):
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
    referral: Raw = Raw(b"null")
    group_id: str | None = None


class _Pricing(Struct):
    category: str | None = None
    billable: bool | None = None
    pricing_model: str | None = None
    type: str | None = None


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


class _Template(Struct):
    event: str | None = None
    message_template_id: str | int | None = None
    message_template_name: str | None = None
    message_template_language: str | None = None
    message_template_category: str | None = None
    reason: str | None = None


_contact = msgspec.json.Decoder(_Contact)
_message = msgspec.json.Decoder(_Message)
_status = msgspec.json.Decoder(_Status)
_template = msgspec.json.Decoder(_Template)
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
        )


def read_message(scope: Scope, people: People, raw: Raw) -> InboundMessage:
    """Read a citizen's message."""
    _require_number(scope)
    wire = _message.decode(raw)
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
        context=_context(wire.context),
        referral=_referral(wire.referral),
        group_id=optional_id(wire.group_id),
        raw=bytes(raw),
    )


def read_echo(scope: Scope, people: People, raw: Raw) -> MessageEcho:
    """Read a message that staff sent from the app on the phone."""
    _require_number(scope)
    wire = _message.decode(raw)
    type_ = read_id(wire.type, "type")
    return MessageEcho(
        **scope,
        wamid=read_id(wire.id, "id"),
        timestamp=read_moment(wire.timestamp),
        recipient=people.complete(
            optional_phone(wire.to),
            optional_id(wire.to_user_id),
            optional_id(wire.to_parent_user_id),
        ),
        type=type_,
        content=read_content(type_, MEMBERS.decode(raw)),
        context=_context(wire.context),
        raw=bytes(raw),
    )


def read_status(scope: Scope, people: People, raw: Raw) -> StatusUpdate:
    """Read what became of a message that was sent."""
    _require_number(scope)
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
        raw=bytes(raw),
    )


def read_value_errors(scope: Scope, raw: Raw) -> ValueErrors:
    """Read trouble with the app or the account."""
    errors = _errors.decode(raw) or ()
    return ValueErrors(**scope, errors=tuple(map(read_error, errors)), raw=bytes(raw))


def read_template_status(waba_id: str, raw: Raw) -> TemplateStatus:
    """Read what happened to a template of this account."""
    wire = _template.decode(raw)
    return TemplateStatus(
        waba_id=read_id(waba_id, "the account's id"),
        event=read_id(wire.event, "event"),
        template_id=read_id(wire.message_template_id, "message_template_id"),
        name=wire.message_template_name,
        language=wire.message_template_language,
        reason=wire.reason,
        category=wire.message_template_category,
        raw=bytes(raw),
    )


def _require_number(scope: Scope) -> None:
    if scope["phone_number_id"] is None:
        raise Unreadable("phone_number_id is missing")


def _context(wire: _Context | None) -> Context:
    if wire is None:
        return Context()
    return Context(
        reply_to=optional_id(wire.id),
        forwarded=bool(wire.forwarded),
        frequently_forwarded=bool(wire.frequently_forwarded),
    )


def _referral(raw: Raw) -> bytes | None:
    value = bytes(raw)
    return value if value not in (b"", b"null") else None


def _pricing(wire: _Pricing | None) -> Pricing | None:
    if wire is None:
        return None
    return Pricing(
        category=wire.category,
        billable=wire.billable,
        model=wire.pricing_model,
        type=wire.type,
    )
