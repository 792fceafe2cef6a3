"""Statuses: kept as reported, and applied to the message by rank, whatever their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from bode.basics import new_id
from bode.outbox.actions import confirm

from . import live
from .models import Message
from .states import RANK, MessageStatus


@dataclass(frozen=True, kw_only=True)
class Report:
    """One status as the platform reported it. `message_id` is our own id, if it was echoed."""

    wamid: str
    status: str
    at: datetime
    message_id: UUID | None = None
    error_code: str = ""


_BY_RANK = sorted(RANK.items(), key=lambda item: item[1])
_RANK_OF = "CASE {column} " + " ".join(f"WHEN '{s}' THEN {rank}" for s, rank in _BY_RANK) + " END"
_STATUS_OF = "CASE {column} " + " ".join(f"WHEN {rank} THEN '{s}'" for s, rank in _BY_RANK) + " END"

KEEP = """
INSERT INTO conversations_statusreport
  (id, municipality_id, message_id, wamid, status, at, error_code)
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (municipality_id, wamid, status) DO NOTHING
"""

# Every message among `%s` gets the highest status that was ever reported for it.
APPLY = f"""
WITH told AS (
  SELECT message_id,
         max({_RANK_OF.format(column="status")}) AS rank,
         min(at) FILTER (WHERE status = 'sent') AS sent_at,
         min(at) FILTER (WHERE status = 'delivered') AS delivered_at,
         min(at) FILTER (WHERE status IN ('read', 'played')) AS read_at,
         min(at) FILTER (WHERE status = 'failed') AS failed_at,
         max(error_code) FILTER (WHERE status = 'failed') AS error_code
  FROM (SELECT message_id, at, error_code,
               CASE status WHEN 'played' THEN 'read' ELSE status END AS status
        FROM conversations_statusreport WHERE message_id = ANY(%s)) AS reports
  GROUP BY message_id
)
UPDATE conversations_message AS message
SET status = {_STATUS_OF.format(
    column=f"greatest(told.rank, {_RANK_OF.format(column='message.status')})")},
    sent_at = coalesce(told.sent_at, message.sent_at),
    delivered_at = coalesce(told.delivered_at, message.delivered_at),
    read_at = coalesce(told.read_at, message.read_at),
    failed_at = coalesce(told.failed_at, message.failed_at),
    error_code = CASE WHEN told.rank >= {RANK[MessageStatus.DELIVERED]} THEN ''
                      WHEN told.error_code IS NOT NULL THEN told.error_code
                      WHEN told.rank >= {RANK[MessageStatus.SENT]} THEN ''
                      ELSE message.error_code END
FROM told
WHERE message.id = told.message_id AND message.direction = 'out'
RETURNING message.municipality_id, message.conversation_id
"""  # noqa: S608 - the pieces are our own constants


def record_reports(municipality_id: UUID, reports: Sequence[Report]) -> None:
    """Keep reports and apply them. One for a message not known yet waits for it (`adopt`)."""
    touched = set()
    for report in reports:
        message = _message_of(municipality_id, report)
        if message is not None:
            touched.add(message)
            # Whatever it says: the platform has the message, so it must not be sent again.
            confirm(message)
        with connection.cursor() as cursor:
            cursor.execute(
                KEEP,
                [new_id(), municipality_id, message, report.wamid, report.status[:20],
                 report.at, report.error_code],
            )
    _apply(touched)


def _message_of(municipality_id: UUID, report: Report) -> UUID | None:
    """The message that a report is about, by its wamid or else by our own id in it."""
    mine = Message.objects.filter(municipality_id=municipality_id, direction="out")
    known = mine.filter(wamid=report.wamid).values_list("id", flat=True).first()
    if known is not None or report.message_id is None:
        return known
    # The answer to the send was lost, or is still on its way: the report tells the wamid.
    mine.filter(id=report.message_id, wamid=None).update(wamid=report.wamid)
    return mine.filter(id=report.message_id).values_list("id", flat=True).first()


def _apply(messages: set[UUID]) -> None:
    if not messages:
        return
    with connection.cursor() as cursor:
        cursor.execute(APPLY, [list(messages)])
        changed = cursor.fetchall()
    for municipality_id in {municipality for municipality, _ in changed}:
        live.announce(municipality_id, {c for m, c in changed if m == municipality_id})
