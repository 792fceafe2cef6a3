"""From a webhook's body to events, item by item: a bad item never harms its neighbours.

The envelope is opened loosely, level by level, each part still as JSON; only single items are
read by type. Whatever doesn't fit comes out as `Unknown` and is never lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar, get_args

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from bode.whatsapp.account_events import Account
from bode.whatsapp.events import Event, Unknown, ValueErrors
from bode.whatsapp.items import read_message, read_value_errors
from bode.whatsapp.loose import ABSENT
from bode.whatsapp.only_statuses import ObjectName, read_only_statuses
from bode.whatsapp.parties import Metadata, People, Scope, WireContact, read_contact, scope_of
from bode.whatsapp.reading_accounts import (
    read_alert,
    read_capability,
    read_flow,
    read_number_name,
    read_number_quality,
    read_number_security,
    read_review,
    read_unused,
    read_update,
)
from bode.whatsapp.reading_app import (
    read_echo,
    read_old_message,
    read_phone_book_entry,
    read_preference,
    read_progress,
)
from bode.whatsapp.reading_statuses import read_status
from bode.whatsapp.reading_templates import (
    read_template_category,
    read_template_components,
    read_template_quality,
    read_template_status,
)
from bode.whatsapp.values import ODD, Unreadable, mend_text, optional_id, optional_moment

OBJECT: str = get_args(ObjectName)[0]

_Read = TypeVar("_Read")


class NotAWebhook(ValueError):
    """The body is not JSON."""


class _Envelope(Struct):
    object: Raw = ABSENT
    entry: Raw = ABSENT


class _Entry(Struct):
    id: str | int | None = None
    time: Raw = ABSENT
    changes: Raw = ABSENT


class _Change(Struct):
    field: str | None = None
    value: Raw = ABSENT


class _Value(Struct):
    metadata: Metadata | None = None
    contacts: Raw = ABSENT
    messages: Raw = ABSENT
    message_echoes: Raw = ABSENT
    statuses: Raw = ABSENT
    errors: Raw = ABSENT
    user_preferences: Raw = ABSENT
    state_sync: Raw = ABSENT
    history: Raw = ABSENT


class _Chunk(Struct):
    metadata: Raw = ABSENT
    threads: Raw = ABSENT
    errors: Raw = ABSENT


class _Thread(Struct):
    id: str | int | None = None
    messages: Raw = ABSENT


_any = msgspec.json.Decoder(Raw)
_list = msgspec.json.Decoder(list[Raw])
_optional_list = msgspec.json.Decoder(list[Raw] | None)
_text = msgspec.json.Decoder(str)
_envelope = msgspec.json.Decoder(_Envelope)
_entry = msgspec.json.Decoder(_Entry)
_change = msgspec.json.Decoder(_Change)
_value = msgspec.json.Decoder(_Value)
_chunk = msgspec.json.Decoder(_Chunk)
_thread = msgspec.json.Decoder(_Thread)


def parse_webhook(body: bytes) -> list[Event]:
    """Return the events in a webhook's body, in the order given; at least one.

    Raises NotAWebhook when the body is not JSON in UTF-8, and nothing else.
    In `raw` and in all texts, U+0000 and halves of surrogate pairs are replaced by U+FFFD.
    """
    try:
        if not body.isascii():
            body.decode()  # msgspec doesn't look inside the texts that it skips
        mended = mend_text(body)
        statuses = read_only_statuses(mended)
        if statuses is not None:
            return statuses
        _any.decode(mended)
    except (UnicodeDecodeError, msgspec.DecodeError) as error:
        raise NotAWebhook(str(error)) from error
    except RecursionError:
        return [Unknown(raw=body, reason="nested too deep")]
    return list(_read_envelope(mended))


def _read_envelope(body: bytes) -> Iterator[Event]:
    try:
        envelope = _envelope.decode(body)
        if _text.decode(envelope.object) != OBJECT:
            raise Unreadable(f"object is not {OBJECT}")
        entries = _filled_list(envelope.entry, "entry")
    except ODD as error:
        yield Unknown(raw=body, reason=str(error))
        return
    for raw in entries:
        yield from _read_entry(raw)


def _read_entry(raw: Raw) -> Iterator[Event]:
    try:
        entry = _entry.decode(raw)
        changes = _filled_list(entry.changes, "changes")
    except ODD as error:
        yield Unknown(raw=bytes(raw), reason=str(error))
        return
    account: Account = {
        "waba_id": optional_id(entry.id) or "",
        "told_at": optional_moment(bytes(entry.time).decode().strip('"')),
    }
    for change in changes:
        yield from _read_change(account, change)


def _read_change(account: Account, raw: Raw) -> Iterator[Event]:
    waba_id = account["waba_id"]
    try:
        change = _change.decode(raw)
    except ODD as error:
        yield Unknown(waba_id=waba_id, raw=bytes(raw), reason=str(error))
        return
    reader = _READERS.get(change.field or "", _read_unknown)
    try:
        events = reader(account, change.value)
        if not events:
            raise Unreadable("there is nothing in it")
    except ODD as error:
        events = [Unknown(waba_id=waba_id, raw=bytes(change.value), reason=str(error))]
    for event in events:
        yield replace(event, field=change.field) if isinstance(event, Unknown) else event


def _read_unknown(_account: Account, _raw: Raw) -> list[Event]:
    raise Unreadable("the field is unknown")


def _read_whole(reader: Callable[[Account, Raw], Event], account: Account, raw: Raw) -> list[Event]:
    """Read a value that tells one thing, of the account."""
    return [reader(account, raw)]


_Items = Callable[[Scope, People, _Value], list[Event]]


def _read_items(reader: _Items, account: Account, raw: Raw) -> list[Event]:
    """Read a value that tells many things, of one number and its citizens."""
    value = _value.decode(raw)
    scope = scope_of(account["waba_id"], value.metadata or Metadata())
    people, odd = _read_people(scope, value)
    return [*odd, *reader(scope, people, value), *_read_errors(scope, value.errors)]


def _messages(scope: Scope, people: People, value: _Value) -> list[Event]:
    return [
        *_read_each(scope, value.messages, partial(read_message, scope, people)),
        *_read_each(scope, value.statuses, partial(read_status, scope, people)),
    ]


def _echoes(scope: Scope, people: People, value: _Value) -> list[Event]:
    return [*_read_each(scope, value.message_echoes, partial(read_echo, scope, people))]


def _preferences(scope: Scope, people: People, value: _Value) -> list[Event]:
    return [*_read_each(scope, value.user_preferences, partial(read_preference, scope, people))]


def _phone_book(scope: Scope, _people: People, value: _Value) -> list[Event]:
    return [*_read_each(scope, value.state_sync, partial(read_phone_book_entry, scope))]


def _history(scope: Scope, people: People, value: _Value) -> list[Event]:
    chunks = _read_each(scope, value.history, partial(_read_chunk, scope, people))
    return [event for chunk in chunks for event in (chunk if isinstance(chunk, list) else [chunk])]


def _read_chunk(scope: Scope, people: People, raw: Raw) -> list[Event]:
    chunk = _chunk.decode(raw)
    threads = _read_each(scope, chunk.threads, partial(_read_thread, scope, people))
    events = [event for each in threads for event in (each if isinstance(each, list) else [each])]
    events += _read_errors(scope, chunk.errors)
    if chunk.metadata is not ABSENT:
        events.append(_read_one(scope, chunk.metadata, partial(read_progress, scope)))
    return events


def _read_thread(scope: Scope, people: People, raw: Raw) -> list[Event]:
    thread = _thread.decode(raw)
    reader = partial(read_old_message, scope, people, optional_id(thread.id))
    return [*_read_each(scope, thread.messages, reader)]


_USELESS = (
    "automatic_events",
    "calls",
    "group_lifecycle_update",
    "group_participants_update",
    "group_settings_update",
    "standby",
)

_READERS: dict[str, Callable[[Account, Raw], list[Event]]] = {
    "messages": partial(_read_items, _messages),
    "smb_message_echoes": partial(_read_items, _echoes),
    "user_preferences": partial(_read_items, _preferences),
    "smb_app_state_sync": partial(_read_items, _phone_book),
    "history": partial(_read_items, _history),
    "message_template_status_update": partial(_read_whole, read_template_status),
    "message_template_quality_update": partial(_read_whole, read_template_quality),
    "message_template_components_update": partial(_read_whole, read_template_components),
    "template_category_update": partial(_read_whole, read_template_category),
    "phone_number_quality_update": partial(_read_whole, read_number_quality),
    "phone_number_name_update": partial(_read_whole, read_number_name),
    "security": partial(_read_whole, read_number_security),
    "business_capability_update": partial(_read_whole, read_capability),
    "account_alerts": partial(_read_whole, read_alert),
    "account_review_update": partial(_read_whole, read_review),
    "account_update": partial(_read_whole, read_update),
    "flows": partial(_read_whole, read_flow),
    **{field: partial(_read_whole, partial(read_unused, field)) for field in _USELESS},
}


def _read_people(scope: Scope, value: _Value) -> tuple[People, list[Unknown]]:
    contacts = _read_each(scope, value.contacts, read_contact)
    people = People([contact for contact in contacts if isinstance(contact, WireContact)])
    return people, [contact for contact in contacts if isinstance(contact, Unknown)]


def _read_errors(scope: Scope, raw: Raw) -> list[Event]:
    if raw is ABSENT:
        return []
    event = _read_one(scope, raw, partial(read_value_errors, scope))
    return [] if isinstance(event, ValueErrors) and not event.errors else [event]


def _read_each(scope: Scope, raw: Raw, reader: Callable[[Raw], _Read]) -> list[_Read | Unknown]:
    """Read every item of a list; each that can't be read, or the list itself, becomes Unknown."""
    if raw is ABSENT:
        return []
    try:
        items = _optional_list.decode(raw) or []
    except ODD as error:
        return [Unknown(**scope, raw=bytes(raw), reason=str(error))]
    return [_read_one(scope, item, reader) for item in items]


def _read_one(scope: Scope, raw: Raw, reader: Callable[[Raw], _Read]) -> _Read | Unknown:
    try:
        return reader(raw)
    except ODD as error:
        return Unknown(**scope, raw=bytes(raw), reason=str(error))


def _filled_list(raw: Raw, name: str) -> list[Raw]:
    items = _list.decode(raw)
    if not items:
        raise Unreadable(f"{name} is empty")
    return items
