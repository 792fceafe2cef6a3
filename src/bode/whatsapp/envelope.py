"""From a webhook's body to events, item by item: a bad item never harms its neighbours.

The envelope is opened loosely, level by level, each part still as JSON; only single items are
read by type. Whatever doesn't fit comes out as `Unknown` and is never lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from bode.whatsapp.events import Event, Identity, Unknown, ValueErrors
from bode.whatsapp.items import (
    People,
    Scope,
    read_contact,
    read_echo,
    read_message,
    read_status,
    read_template_status,
    read_value_errors,
)
from bode.whatsapp.values import Unreadable, mend_text, optional_id

OBJECT = "whatsapp_business_account"

_ABSENT = Raw(b"null")

_Read = TypeVar("_Read")


class NotAWebhook(ValueError):
    """The body is not JSON."""


class _Envelope(Struct):
    object: Raw = _ABSENT
    entry: Raw = _ABSENT


class _Entry(Struct):
    id: str | int | None = None
    changes: Raw = _ABSENT


class _Change(Struct):
    field: str | None = None
    value: Raw = _ABSENT


class _Metadata(Struct):
    display_phone_number: str | int | None = None
    phone_number_id: str | int | None = None


class _Value(Struct):
    metadata: _Metadata | None = None
    contacts: Raw = _ABSENT
    messages: Raw = _ABSENT
    message_echoes: Raw = _ABSENT
    statuses: Raw = _ABSENT
    errors: Raw = _ABSENT


_any = msgspec.json.Decoder(Raw)
_list = msgspec.json.Decoder(list[Raw])
_optional_list = msgspec.json.Decoder(list[Raw] | None)
_text = msgspec.json.Decoder(str)
_envelope = msgspec.json.Decoder(_Envelope)
_entry = msgspec.json.Decoder(_Entry)
_change = msgspec.json.Decoder(_Change)
_value = msgspec.json.Decoder(_Value)

# RecursionError: how deep is too deep depends on how deep the reader itself stands.
_ODD = (msgspec.MsgspecError, Unreadable, RecursionError)


def parse_webhook(body: bytes) -> list[Event]:
    """Return the events in a webhook's body, in the order given; at least one.

    Raises NotAWebhook when the body is not JSON in UTF-8, and nothing else.
    In `raw` and in all texts, U+0000 and halves of surrogate pairs are replaced by U+FFFD.
    """
    try:
        body.decode()  # msgspec doesn't look inside the texts that it skips
        mended = mend_text(body)
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
    except _ODD as error:
        yield Unknown(raw=body, reason=str(error))
        return
    for raw in entries:
        yield from _read_entry(raw)


def _read_entry(raw: Raw) -> Iterator[Event]:
    try:
        entry = _entry.decode(raw)
        changes = _filled_list(entry.changes, "changes")
    except _ODD as error:
        yield Unknown(raw=bytes(raw), reason=str(error))
        return
    waba_id = optional_id(entry.id) or ""
    for change in changes:
        yield from _read_change(waba_id, change)


def _read_change(waba_id: str, raw: Raw) -> Iterator[Event]:
    try:
        change = _change.decode(raw)
    except _ODD as error:
        yield Unknown(waba_id=waba_id, raw=bytes(raw), reason=str(error))
        return
    reader = _READERS.get(change.field or "", _read_unknown)
    try:
        events = reader(waba_id, change.value)
        if not events:
            raise Unreadable("there is nothing in it")
    except _ODD as error:
        events = [Unknown(waba_id=waba_id, raw=bytes(change.value), reason=str(error))]
    for event in events:
        yield replace(event, field=change.field) if isinstance(event, Unknown) else event


def _read_unknown(_waba_id: str, _raw: Raw) -> list[Event]:
    raise Unreadable("the field is unknown")


def _read_template(waba_id: str, raw: Raw) -> list[Event]:
    return [read_template_status(waba_id, raw)]


def _read_messages(waba_id: str, raw: Raw) -> list[Event]:
    value = _value.decode(raw)
    scope = _scope(waba_id, value)
    people, odd = _read_people(scope, value)
    return [
        *odd,
        *_read_each(scope, value.messages, partial(read_message, scope, people)),
        *_read_each(scope, value.statuses, partial(read_status, scope, people)),
        *_read_errors(scope, value.errors),
    ]


def _read_echoes(waba_id: str, raw: Raw) -> list[Event]:
    value = _value.decode(raw)
    scope = _scope(waba_id, value)
    people, odd = _read_people(scope, value)
    return [
        *odd,
        *_read_each(scope, value.message_echoes, partial(read_echo, scope, people)),
    ]


_READERS: dict[str, Callable[[str, Raw], list[Event]]] = {
    "messages": _read_messages,
    "smb_message_echoes": _read_echoes,
    "message_template_status_update": _read_template,
}


def _scope(waba_id: str, value: _Value) -> Scope:
    metadata = value.metadata or _Metadata()
    return Scope(
        waba_id=waba_id,
        phone_number_id=optional_id(metadata.phone_number_id),
        display_phone_number=optional_id(metadata.display_phone_number),
    )


def _read_people(scope: Scope, value: _Value) -> tuple[People, list[Unknown]]:
    contacts = _read_each(scope, value.contacts, read_contact)
    people = People([contact for contact in contacts if isinstance(contact, Identity)])
    return people, [contact for contact in contacts if isinstance(contact, Unknown)]


def _read_errors(scope: Scope, raw: Raw) -> list[Event]:
    if raw is _ABSENT:
        return []
    event = _read_one(scope, raw, partial(read_value_errors, scope))
    return [] if isinstance(event, ValueErrors) and not event.errors else [event]


def _read_each(scope: Scope, raw: Raw, reader: Callable[[Raw], _Read]) -> list[_Read | Unknown]:
    """Read every item of a list; each that can't be read, or the list itself, becomes Unknown."""
    if raw is _ABSENT:
        return []
    try:
        items = _optional_list.decode(raw) or []
    except _ODD as error:
        return [Unknown(**scope, raw=bytes(raw), reason=str(error))]
    return [_read_one(scope, item, reader) for item in items]


def _read_one(scope: Scope, raw: Raw, reader: Callable[[Raw], _Read]) -> _Read | Unknown:
    try:
        return reader(raw)
    except _ODD as error:
        return Unknown(**scope, raw=bytes(raw), reason=str(error))


def _filled_list(raw: Raw, name: str) -> list[Raw]:
    items = _list.decode(raw)
    if not items:
        raise Unreadable(f"{name} is empty")
    return items
