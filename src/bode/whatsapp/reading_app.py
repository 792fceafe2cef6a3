"""What the app on the phone tells, for a number that is used in both: echoes, history, contacts.

And what citizens choose about the messages that they get (`user_preferences`).
"""

from __future__ import annotations

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from bode.whatsapp.events import (
    HistoryMessage,
    HistoryProgress,
    MessageEcho,
    PhoneBookEntry,
    UserPreference,
)
from bode.whatsapp.items import (
    WireMessage,
    message_decoder,
    read_context,
    read_errors_beside,
)
from bode.whatsapp.parties import People, Scope, require_number
from bode.whatsapp.reading_contents import MEMBERS, read_content
from bode.whatsapp.values import (
    Unreadable,
    optional_id,
    optional_moment,
    optional_phone,
    read_id,
    read_moment,
    read_wamid,
)


class _Preference(Struct):
    wa_id: str | int | None = None
    user_id: str | None = None
    parent_user_id: str | None = None
    category: str | None = None
    value: str | None = None
    detail: str | None = None
    signup_id: str | int | None = None
    timestamp: str | int | None = None


class _Progress(Struct):
    phase: int | None = None
    chunk_order: int | None = None
    progress: int | None = None


class _HistoryContext(Struct):
    status: str | None = None
    from_me: bool | None = None


class _Old(WireMessage):
    history_context: _HistoryContext | None = None


class _Person(Struct):
    full_name: str | None = None
    first_name: str | None = None
    phone_number: str | int | None = None


class _When(Struct):
    timestamp: str | int | None = None


class _Entry(Struct):
    contact: _Person
    action: str | None = None
    metadata: _When | None = None


_preference = msgspec.json.Decoder(_Preference)
_progress = msgspec.json.Decoder(_Progress | None)
_old = msgspec.json.Decoder(_Old)
_phone_book_entry = msgspec.json.Decoder(_Entry)


def read_preference(scope: Scope, people: People, raw: Raw) -> UserPreference:
    """Read what a citizen chose."""
    require_number(scope)
    wire = _preference.decode(raw)
    citizen = people.complete(
        optional_phone(wire.wa_id), optional_id(wire.user_id), optional_id(wire.parent_user_id)
    )
    if citizen.phone is None and citizen.user_id is None:
        raise Unreadable("the citizen is missing")
    return UserPreference(
        **scope,
        citizen=citizen,
        category=read_id(wire.category, "category"),
        value=read_id(wire.value, "value"),
        timestamp=read_moment(wire.timestamp),
        detail=wire.detail,
        signup_id=optional_id(wire.signup_id),
        raw=bytes(raw),
    )


def read_echo(scope: Scope, people: People, raw: Raw) -> MessageEcho:
    """Read a message that staff sent from the app on the phone."""
    require_number(scope)
    wire = message_decoder.decode(raw)
    type_ = read_id(wire.type, "type")
    recipient = people.complete(
        optional_phone(wire.to), optional_id(wire.to_user_id), optional_id(wire.to_parent_user_id)
    )
    if recipient.phone is None and recipient.user_id is None:
        raise Unreadable("the recipient is missing")
    return MessageEcho(
        **scope,
        wamid=read_wamid(wire.id, "id"),
        timestamp=read_moment(wire.timestamp),
        recipient=recipient,
        type=type_,
        content=read_content(type_, MEMBERS.decode(raw)),
        context=read_context(wire.context),
        raw=bytes(raw),
    )


def read_progress(scope: Scope, raw: Raw) -> HistoryProgress:
    """Read how far the history has come."""
    require_number(scope)
    wire = _progress.decode(raw) or _Progress()
    return HistoryProgress(
        **scope,
        phase=wire.phase,
        chunk_order=wire.chunk_order,
        progress=wire.progress,
        raw=bytes(raw),
    )


def read_old_message(scope: Scope, people: People, thread: str | None, raw: Raw) -> HistoryMessage:
    """Read a message of a thread of the history; `thread` is the citizen's number or user id.

    Whose message it is, the platform tells by who sent it: the business's own number, or not.
    """
    require_number(scope)
    wire = _old.decode(raw)
    type_ = read_id(wire.type, "type")
    told = wire.history_context or _HistoryContext()
    ours = optional_phone(scope["display_phone_number"])
    from_business = told.from_me is True or (
        ours is not None and optional_phone(wire.from_) == ours
    )
    if from_business:
        ids = (wire.to, wire.to_user_id, wire.to_parent_user_id)
    else:
        ids = (wire.from_, wire.from_user_id, wire.from_parent_user_id)
    phone, user_id, parent_user_id = ids
    citizen = people.complete(
        optional_phone(phone) or optional_phone(thread),
        optional_id(user_id),
        optional_id(parent_user_id),
    )
    if citizen.phone is None and citizen.user_id is None:
        citizen = replace(citizen, user_id=read_id(thread, "the citizen"))
    return HistoryMessage(
        **scope,
        wamid=read_wamid(wire.id, "id"),
        timestamp=read_moment(wire.timestamp),
        citizen=citizen,
        from_business=from_business,
        type=type_,
        content=read_content(type_, MEMBERS.decode(raw)),
        context=read_context(wire.context),
        status=told.status,
        errors=read_errors_beside(wire.errors),
        raw=bytes(raw),
    )


def read_phone_book_entry(scope: Scope, raw: Raw) -> PhoneBookEntry:
    """Read a change in the phone book of the app."""
    require_number(scope)
    wire = _phone_book_entry.decode(raw)
    return PhoneBookEntry(
        **scope,
        action=read_id(wire.action, "action"),
        phone=optional_phone(wire.contact.phone_number),
        full_name=wire.contact.full_name,
        first_name=wire.contact.first_name,
        timestamp=optional_moment(wire.metadata.timestamp) if wire.metadata else None,
        raw=bytes(raw),
    )
