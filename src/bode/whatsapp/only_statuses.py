"""The quick way through a webhook that holds nothing but statuses, as most do.

The whole envelope is read by type at once, and the statuses become events by the same function as
in `envelope`. Whatever is odd or something else makes this give up, so that the careful way
there decides about all of it.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta, Raw, Struct

from bode.whatsapp.events import Event
from bode.whatsapp.parties import Metadata, People, WireContact, scope_of
from bode.whatsapp.reading_statuses import read_status
from bode.whatsapp.values import ODD

ObjectName = Literal["whatsapp_business_account"]
"""What `object` says in every webhook for us."""

_Item = TypeVar("_Item")
_Filled = Annotated[list[_Item], Meta(min_length=1)]


class _Value(Struct, gc=False):
    metadata: Metadata
    statuses: _Filled[Raw]
    contacts: list[WireContact] | None = None
    messages: None = None
    errors: None = None


class _Change(Struct, gc=False):
    field: Literal["messages"]
    value: _Value


class _Entry(Struct, gc=False):
    changes: _Filled[_Change]
    id: str | int | None = None


class _Webhook(Struct, gc=False):
    object: ObjectName
    entry: _Filled[_Entry]


webhook_decoder = msgspec.json.Decoder(_Webhook)


def read_only_statuses(body: bytes) -> list[Event] | None:
    """Return the statuses in a body in UTF-8; None when there is anything else or odd in it."""
    try:
        events: list[Event] = []
        for entry in webhook_decoder.decode(body).entry:
            for change in entry.changes:
                value = change.value
                scope = scope_of(entry.id, value.metadata)
                people = People(value.contacts or ())
                events += [read_status(scope, people, raw) for raw in value.statuses]
    except ODD:
        return None
    return events
