"""Who was reached by WhatsApp, who by SMS or e-mail, who by nothing; each of them counts once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db import connection
from django.db.models import Count

from bode.organisations.actors import Actor
from bode.privacy import audit
from bode.privacy.encryption import SecretUnreadable

from ..models import Broadcast
from ..queries import BECAME
from .channel import find_channel, name_provider
from .models import SecondChannel, SecondMessage
from .states import SecondState, Way

_EACH = f"""
SELECT recipient.broadcast_id, recipient.address,
  CASE WHEN {BECAME} IN ('delivered', 'read') THEN 'whatsapp' ELSE coalesce(second.way, 'nothing')
  END AS way
FROM broadcasts_recipient AS recipient
LEFT JOIN conversations_message AS message ON message.id = recipient.message_id
LEFT JOIN outbox_sending AS sending ON sending.message_id = recipient.message_id
LEFT JOIN LATERAL (
  SELECT max(way) AS way FROM broadcasts_secondmessage AS other
  WHERE other.broadcast_id = recipient.broadcast_id AND other.address = recipient.address
    AND other.state = 'delivered') AS second ON true
WHERE recipient.broadcast_id IN (
    SELECT broadcast_id FROM broadcasts_secondmessage
    WHERE broadcast_id = ANY(%(broadcasts)s::uuid[]))
  AND recipient.state <> 'excluded'
"""  # noqa: S608 - the pieces are our own constants
COUNT = f"""
SELECT broadcast_id, way, count(*) FROM ({_EACH}) AS each GROUP BY broadcast_id, way
"""  # noqa: S608
LIST = f"SELECT address, way FROM ({_EACH}) AS each ORDER BY way, address"  # noqa: S608

WAYS = ("whatsapp", "sms", "email", "nothing")
_CHUNK = 2000  # rows


def count_ways(broadcast: Broadcast) -> dict[str, int]:
    """How many of those who may get it were reached along each way; empty when it had one way.

    Who got it along more counts for WhatsApp, and else for SMS.
    """
    return count_ways_each([broadcast])[broadcast.id]


def count_ways_each(broadcasts: Collection[Broadcast]) -> dict[UUID, dict[str, int]]:
    """The same of each of these, by their ids, in one statement."""
    found: dict[UUID, dict[str, int]] = {each.id: {} for each in broadcasts}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"broadcasts": list(found)})
        for key, way, count in cursor.fetchall():
            found[key] = (found[key] or dict.fromkeys(WAYS, 0)) | {way: count}
    return found


def count_untold(broadcast: Broadcast) -> int:
    """How many a provider took that can't be asked about them any more, as another one was set
    since: whether those arrived is told to nobody."""
    taken = SecondMessage.objects.filter(broadcast=broadcast, state=SecondState.SENT)
    by = taken.exclude(asked_of="").values_list("way", "asked_of").annotate(Count("id")).order_by()
    channel = find_channel()
    return sum(count for way, of, count in by if of != _provider_of(channel, Way(way)))


def _provider_of(channel: SecondChannel | None, way: Way) -> str:
    """Empty: nobody can be asked."""
    try:
        return name_provider(channel, way) if channel else ""
    except SecretUnreadable:
        return ""


def save_ways(actor: Actor, broadcast: Broadcast) -> Iterator[tuple[str, str]]:
    """Each who may get it, with the way, to take along, which the audit trail tells."""
    audit.record(
        organisation_id=broadcast.municipality_id,
        actor=actor.name,
        what="broadcast.save-ways",
        subject="broadcasts.Broadcast",
        subject_id=broadcast.id,
        purpose=broadcast.purpose,
    )
    with connection.cursor() as cursor:
        cursor.execute(LIST, {"broadcasts": [broadcast.id]})
        while rows := cursor.fetchmany(_CHUNK):
            yield from rows
