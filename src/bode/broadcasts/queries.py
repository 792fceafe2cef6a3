"""The reads of broadcasts for other rooms; all of them inside a scope."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection

from .models import Broadcast, BroadcastEvent
from .states import BroadcastStatus

BOUND = 200
Cursor = tuple[datetime, UUID]

# Each recipient counts once. A message that is gone, as its citizen asked, was sent.
BECAME = """CASE
    WHEN recipient.state IN ('excluded', 'cancelled') THEN recipient.state
    WHEN recipient.state = 'waiting' THEN 'queued'
    WHEN message.error_code = 'broadcast_stopped' THEN 'cancelled'
    WHEN message.status IN ('delivered', 'read', 'failed') THEN message.status
    WHEN sending.state IN ('unsettled', 'asks') THEN 'unsettled'
    WHEN sending.state IS NOT NULL THEN 'queued'
    ELSE 'sent' END"""
_RECIPIENTS = """FROM broadcasts_recipient AS recipient
LEFT JOIN conversations_message AS message ON message.id = recipient.message_id
LEFT JOIN outbox_sending AS sending ON sending.message_id = recipient.message_id
WHERE recipient.broadcast_id ="""
RECIPIENTS = f"{_RECIPIENTS} %(broadcast)s"
COUNT = f"""SELECT recipient.broadcast_id, {BECAME} AS became, count(*)
{_RECIPIENTS} ANY(%(broadcasts)s) GROUP BY 1, 2"""

COUNTED = (
    "excluded",
    "queued",
    "sent",
    "delivered",
    "read",
    "failed",
    "cancelled",
    "unsettled",
)
"""What becomes of recipients; each is in one of these, and together they are all."""


def access_broadcast(broadcast_id: UUID) -> Broadcast:
    """One broadcast in scope; raises `Broadcast.DoesNotExist`."""
    return Broadcast.objects.select_related("number").get(id=broadcast_id)


def list_broadcasts(*, before: Cursor | None = None, limit: int = BOUND) -> list[Broadcast]:
    """The newest broadcasts in scope; `before` is the last one of the page before."""
    found = Broadcast.objects.order_by("-created_at", "-id")
    if before is not None:
        at, key = before
        found = found.filter(created_at__lte=at).exclude(created_at=at, id__gte=key)
    return list(found[:limit])


def count_recipients(broadcast: Broadcast) -> dict[str, int]:
    """What became of its recipients so far, with their `total`."""
    return count_each([broadcast])[broadcast.id]


def count_each(broadcasts: Collection[Broadcast]) -> dict[UUID, dict[str, int]]:
    """The same of each of these, by their ids, in one statement."""
    found = {each.id: dict.fromkeys(COUNTED, 0) for each in broadcasts}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"broadcasts": list(found)})
        for key, became, count in cursor.fetchall():
            found[key][became] = count
    return {key: {"total": sum(counts.values()), **counts} for key, counts in found.items()}


def count_gone(counts: Mapping[str, int]) -> int:
    """How many of these counted recipients it left for, or may have."""
    return counts["total"] - counts["excluded"] - counts["queued"] - counts["cancelled"]


def list_events(broadcast: Broadcast) -> list[BroadcastEvent]:
    """Every step that was made with it, from the first on."""
    return list(broadcast.events.all())


def count_reasons(broadcast: Broadcast) -> dict[str, int]:
    """Why recipients are excluded, and how many for each reason."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reason, count(*) FROM broadcasts_recipient"
            " WHERE broadcast_id = %s AND state = 'excluded' GROUP BY reason ORDER BY 2 DESC",
            [broadcast.id],
        )
        return dict(cursor.fetchall())


def count_awaiting() -> int:
    """How many broadcasts in scope wait for a second person."""
    return Broadcast.objects.filter(status=BroadcastStatus.AWAITING_APPROVAL).count()
