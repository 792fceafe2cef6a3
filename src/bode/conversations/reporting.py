"""Statuses: kept as reported, and applied to the message by rank, whatever their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from bode.basics import new_id
from bode.outbox.actions import confirm

from . import live
from .models import Message
from .states import RANK, Direction, MessageStatus
from .unanswered import WAIT_AGAIN


@dataclass(frozen=True, kw_only=True)
class Report:
    """One status as the platform reported it. `message_id` is our own id, if it was echoed."""

    wamid: str
    status: str
    at: datetime
    message_id: UUID | None = None
    error_code: str = ""
    price_category: str = ""
    price_type: str = ""


_BY_RANK = sorted(RANK.items(), key=lambda item: item[1])
_RANK_OF = "CASE {column} " + " ".join(f"WHEN '{s}' THEN {rank}" for s, rank in _BY_RANK) + " END"
_STATUS_OF = "CASE {column} " + " ".join(f"WHEN {rank} THEN '{s}'" for s, rank in _BY_RANK) + " END"
# What our own side made of it; a failure that was reported is among the reports.
_LEFT = f"nullif(message.status, '{MessageStatus.FAILED}')"
_HIGHEST = f"greatest(told.rank, {_RANK_OF.format(column=_LEFT)})"

KEEP = """
INSERT INTO conversations_statusreport AS kept
  (id, municipality_id, message_id, wamid, status, at, error_code, price_category, price_type)
SELECT told.id, %s, told.message_id, told.wamid, told.status, told.at, told.error_code,
       told.price_category, told.price_type
FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::timestamptz[], %s::text[],
            %s::text[], %s::text[])
  AS told(id, message_id, wamid, status, at, error_code, price_category, price_type)
ON CONFLICT (municipality_id, wamid, status) DO UPDATE
SET at = least(kept.at, excluded.at), message_id = coalesce(kept.message_id, excluded.message_id)
WHERE excluded.at < kept.at OR kept.message_id IS NULL
"""

# What was reported before the message was known.
ADOPT = """
UPDATE conversations_statusreport AS report SET message_id = told.id
FROM unnest(%s::uuid[], %s::text[]) AS told(id, wamid)
WHERE report.message_id IS NULL AND report.wamid = told.wamid AND report.municipality_id = %s
"""

# Every message among `%s` gets the highest status that was ever reported for it. `failed` without
# a report is our own verdict on an attempt, and ends with the first report. What is reported on was
# accepted, whether or not the answer to the send was ever heard. A wamid that another message has
# already stays with that one, whatever our own id in the report says.
APPLY = f"""
WITH told AS (
  SELECT message_id,
         min(wamid) AS wamid,
         min(at) AS first_at,
         max({_RANK_OF.format(column="status")}) AS rank,
         min(at) FILTER (WHERE status = 'sent') AS sent_at,
         min(at) FILTER (WHERE status = 'delivered') AS delivered_at,
         min(at) FILTER (WHERE status IN ('read', 'played')) AS read_at,
         min(at) FILTER (WHERE status = 'failed') AS failed_at,
         max(error_code) FILTER (WHERE status = 'failed') AS error_code,
         max(price_category) AS price_category,
         max(price_type) AS price_type
  FROM (SELECT message_id, wamid, at, error_code, price_category, price_type,
               CASE status WHEN 'played' THEN 'read' ELSE status END AS status
        FROM conversations_statusreport WHERE message_id = ANY(%s)) AS reports
  GROUP BY message_id
)
UPDATE conversations_message AS message
SET wamid = CASE WHEN message.wamid IS NULL AND NOT EXISTS (
                   SELECT FROM conversations_message AS other
                   WHERE other.municipality_id = message.municipality_id
                     AND other.wamid = told.wamid
                 ) THEN told.wamid ELSE message.wamid END,
    accepted_at = coalesce(message.accepted_at, least(told.first_at, now())),
    status = coalesce({_STATUS_OF.format(column=_HIGHEST)}, message.status),
    sent_at = coalesce(told.sent_at, message.sent_at),
    delivered_at = coalesce(told.delivered_at, message.delivered_at),
    read_at = coalesce(told.read_at, message.read_at),
    failed_at = CASE WHEN told.rank IS NULL THEN message.failed_at ELSE told.failed_at END,
    price_category = coalesce(nullif(told.price_category, ''), message.price_category),
    price_type = coalesce(nullif(told.price_type, ''), message.price_type),
    error_code = CASE WHEN told.rank >= {RANK[MessageStatus.DELIVERED]} THEN ''
                      WHEN told.error_code IS NOT NULL THEN told.error_code
                      WHEN told.rank >= {RANK[MessageStatus.SENT]} THEN ''
                      ELSE message.error_code END
FROM told
WHERE message.id = told.message_id AND message.direction = 'out'
RETURNING message.municipality_id, message.conversation_id
"""  # noqa: S608 - the pieces are our own constants


def record_reports(municipality_id: UUID, reports: Sequence[Report]) -> None:
    """Keep reports and apply them. One for a message not known yet waits for it (`ADOPT`)."""
    found = _locked_messages(municipality_id, reports)
    told = {report.wamid: message.id for report, message in found}
    _keep(municipality_id, told, reports)
    if not found:
        return
    with connection.cursor() as cursor:
        cursor.execute(ADOPT, [list(told.values()), list(told), municipality_id])
    # Whatever it says: the platform has the message, so it must not be sent again.
    confirm([message.id for _, message in found if message.accepted_at is None])
    _apply(told.values(), may_have_failed=any(each.status == "failed" for each in reports))


def find_reports(message: Message) -> None:
    """Apply what was reported about a message before it was known."""
    with connection.cursor() as cursor:
        cursor.execute(ADOPT, [[message.id], [message.wamid], message.municipality_id])
        if cursor.rowcount:
            _apply([message.id], may_have_failed=True)


def _locked_messages(
    municipality_id: UUID, reports: Sequence[Report]
) -> list[tuple[Report, Message]]:
    """The messages that reports are about, by wamid or else by our own id in the report.

    By our own id when the answer to the send was lost, or is still on its way.
    """
    wamids = [report.wamid for report in reports]
    echoed = [report.message_id for report in reports if report.message_id is not None]
    messages = list(
        Message.objects.filter(
            Q(wamid__in=wamids) | Q(id__in=echoed),
            municipality_id=municipality_id,
            direction=Direction.OUT,
        )
        .select_for_update(no_key=True)
        .order_by("id")
        .only("id", "wamid", "accepted_at")
    )
    by_wamid = {message.wamid: message for message in messages}
    by_id: dict[UUID | None, Message] = {message.id: message for message in messages}
    found = [
        (report, by_wamid.get(report.wamid) or by_id.get(report.message_id)) for report in reports
    ]
    return [(report, message) for report, message in found if message is not None]


def _keep(municipality_id: UUID, told: dict[str, UUID], reports: Sequence[Report]) -> None:
    # One statement can't meet the same key twice, so what a webhook says twice is joined first.
    unique: dict[tuple[str, str], Report] = {}
    for report in reports:
        key = (report.wamid, report.status[:20])
        if key not in unique or report.at < unique[key].at:
            unique[key] = report
    columns: list[list[Any]] = [
        [new_id() for _ in unique],
        [told.get(wamid) for wamid, _ in unique],
        [wamid for wamid, _ in unique],
        [status for _, status in unique],
        [report.at for report in unique.values()],
        [report.error_code for report in unique.values()],
        [report.price_category[:40] for report in unique.values()],
        [report.price_type[:40] for report in unique.values()],
    ]
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [municipality_id, *columns])


def _apply(messages: Iterable[UUID], *, may_have_failed: bool) -> None:
    applied = list(messages)
    with connection.cursor() as cursor:
        cursor.execute(APPLY, [applied])
        changed = cursor.fetchall()
        if may_have_failed:
            cursor.execute(WAIT_AGAIN, [applied])
    live.announce_all(changed)
