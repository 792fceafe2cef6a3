"""For whom a broadcast is: each citizen once, and why some don't get it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from bode.basics import (
    RecipientInvalid,
    bare_digits,
    digits,
    is_drill_id,
    is_invented,
    parse_recipient,
)
from bode.conversations.subscribing import SUBSCRIBERS

from .incidents import GOT
from .models import Broadcast, Recipient
from .states import RecipientState

MOST = 100_000
"""So many numbers can be given at once."""

_ADDRESS_LENGTH = Recipient._meta.get_field("address").max_length

_ADD_SUBSCRIBERS = f"""
INSERT INTO broadcasts_recipient (broadcast_id, municipality_id, address, state, reason)
SELECT %(broadcast)s, %(municipality)s, subscriber.address, 'waiting', ''
FROM ({SUBSCRIBERS}) AS subscriber
ON CONFLICT DO NOTHING
"""  # noqa: S608 - the pieces are our own constants

_ADD_GIVEN = """
INSERT INTO broadcasts_recipient (broadcast_id, municipality_id, address, state, reason)
SELECT %(broadcast)s, %(municipality)s, told.address,
  CASE told.reason WHEN '' THEN 'waiting' ELSE 'excluded' END, told.reason
FROM unnest(%(addresses)s::text[], %(reasons)s::text[]) AS told(address, reason)
ON CONFLICT DO NOTHING
"""


_ADD_WHO_GOT = f"""
INSERT INTO broadcasts_recipient (broadcast_id, municipality_id, address, state, reason)
SELECT %(broadcast)s, %(municipality)s, had.address, 'waiting', ''
FROM broadcasts_recipient AS had
LEFT JOIN conversations_message AS message ON message.id = had.message_id
WHERE had.broadcast_id = %(got)s AND {GOT}
ON CONFLICT DO NOTHING
"""  # noqa: S608 - the pieces are our own constants


@dataclass(frozen=True, kw_only=True)
class Audience:
    """These numbers; or whoever asked for messages with this purpose, of these areas if any; or
    whoever got an earlier broadcast, so that it can be corrected."""

    phones: Sequence[str] = ()
    subscribed_to: str = ""
    areas: Sequence[str] = ()
    got: UUID | None = None

    @property
    def grows(self) -> bool:
        """Whether others may belong to it later."""
        return bool(self.subscribed_to) or self.got is not None

    def as_kept(self) -> dict[str, Any]:
        """What is kept of it; numbers that were given stand among the recipients."""
        if self.subscribed_to:
            return {"subscribed": {"purpose": self.subscribed_to, "areas": list(self.areas)}}
        if self.got is not None:
            return {"got": str(self.got)}
        return {"phones": len(self.phones)}


def add_given(broadcast: Broadcast, phones: Iterable[str]) -> None:
    """Add these numbers, in any notation; what is none is excluded, and says so."""
    addresses: list[str] = []
    reasons: list[str] = []
    for phone in phones:
        try:
            address, reason = _read(broadcast, phone), ""
        except RecipientInvalid as invalid:
            address, reason = phone[:_ADDRESS_LENGTH], invalid.code
        addresses.append(address)
        reasons.append(reason)
    _add(_ADD_GIVEN, broadcast, {"addresses": addresses, "reasons": reasons})


def _read(broadcast: Broadcast, phone: str) -> str:
    """A number in digits; in a drill only those of invented people exist."""
    if not is_drill_id(broadcast.municipality_id):
        return digits(parse_recipient(phone))
    if not is_invented(bare_digits(phone)):
        raise RecipientInvalid("not_valid")
    return bare_digits(phone)


def add_subscribers(broadcast: Broadcast) -> None:
    """Add who asked for such messages since, or got what it corrects; nobody to given numbers."""
    if got := broadcast.audience.get("got"):
        _add(_ADD_WHO_GOT, broadcast, {"got": got})
    subscribed = broadcast.audience.get("subscribed")
    if subscribed:
        areas = _small(subscribed["areas"])
        _add(_ADD_SUBSCRIBERS, broadcast, {"purpose": subscribed["purpose"], "areas": areas})


def count_subscribers(municipality_id: UUID, purpose: str, areas: Sequence[str] = ()) -> int:
    """How many citizens asked for such messages; of these areas alone, if any."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM ({SUBSCRIBERS}) AS subscriber",  # noqa: S608 - our own constant
            {"municipality": municipality_id, "purpose": purpose, "areas": _small(areas)},
        )
        [(count,)] = cursor.fetchall()
    return int(count)


def _small(areas: Iterable[str]) -> list[str]:
    return [each.lower() for each in areas]


def is_empty(broadcast: Broadcast) -> bool:
    """Whether nobody would get it."""
    waiting = Recipient.objects.filter(broadcast=broadcast, state=RecipientState.WAITING)
    return not waiting.exists()


def _add(statement: str, broadcast: Broadcast, parameters: Mapping[str, Any]) -> None:
    its = {"broadcast": broadcast.id, "municipality": broadcast.municipality_id}
    with connection.cursor() as cursor:
        cursor.execute(statement, {**its, **parameters})
