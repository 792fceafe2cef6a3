"""What became of a message that was sent: from the wire to `StatusUpdate`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from msgspec import Raw, Struct

from bode.whatsapp.events import EntryPoint, Pricing, StatusUpdate
from bode.whatsapp.loose import ABSENT, read_part
from bode.whatsapp.parties import People, Scope, require_number
from bode.whatsapp.values import (
    checked_moment,
    optional_id,
    optional_moment,
    optional_phone,
    read_error,
    read_id,
    read_wamid,
)


class _Origin(Struct):
    type: str | None = None


class _EntryPoint(Struct):
    id: str | None = None
    origin: _Origin | None = None
    expiration_timestamp: str | int | None = None


class _Status(Struct, gc=False):
    id: str | None = None
    status: str | None = None
    timestamp: datetime | None = None
    recipient_id: str | int | None = None
    recipient_user_id: str | None = None
    recipient_parent_user_id: str | None = None
    biz_opaque_callback_data: str | None = None
    errors: list[dict[str, Any]] | None = None
    pricing: Pricing | None = None
    conversation: Raw = ABSENT
    recipient_participant_id: str | int | None = None


# Not strict, because Unix seconds come as text.
status_decoder = msgspec.json.Decoder(_Status, strict=False)


def read_status(scope: Scope, people: People, raw: Raw) -> StatusUpdate:
    """Read what became of a message that was sent."""
    require_number(scope)
    wire = status_decoder.decode(raw)
    return StatusUpdate(
        waba_id=scope["waba_id"],
        phone_number_id=scope["phone_number_id"],
        display_phone_number=scope["display_phone_number"],
        wamid=read_wamid(wire.id, "id"),
        status=read_id(wire.status, "status"),
        timestamp=checked_moment(wire.timestamp),
        recipient=people.complete(
            optional_phone(wire.recipient_id),
            optional_id(wire.recipient_user_id),
            optional_id(wire.recipient_parent_user_id),
        ),
        callback_data=wire.biz_opaque_callback_data or None,
        errors=tuple(map(read_error, wire.errors)) if wire.errors else (),
        pricing=wire.pricing,
        entry_point=_read_entry_point(wire.conversation)
        if wire.conversation is not ABSENT
        else None,
        group_participant=optional_id(wire.recipient_participant_id),
        raw=bytes(raw),
    )


def _read_entry_point(raw: Raw) -> EntryPoint | None:
    """Read the conversation that is charged; when it is odd, it is left out."""
    wire = read_part(raw, _EntryPoint)
    if wire is None:
        return None
    return EntryPoint(
        id=wire.id,
        origin=wire.origin.type if wire.origin else None,
        expires_at=optional_moment(wire.expiration_timestamp),
    )
