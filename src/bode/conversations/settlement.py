"""What the outbox tells of our messages, written down in the transaction that settles them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg import AsyncCursor

from bode.outbox import outcomes
from bode.outbox.outcomes import Fate, Outcome

from . import live
from .reporting import APPLY

# An answer tells the wamid. The status stays `sending` until the platform reports `sent`.
ACCEPTED = """
UPDATE conversations_message AS message
SET wamid = told.wamid, accepted_at = now(), error_code = '',
    status = CASE status WHEN 'queued' THEN 'sending' ELSE status END
FROM unnest(%s::uuid[], %s::text[]) AS told(id, wamid)
WHERE message.id = told.id AND message.wamid IS NULL
"""

# Statuses that came before the answer find their message now.
ADOPT = """
UPDATE conversations_statusreport AS report SET message_id = message.id
FROM conversations_message AS message
WHERE report.message_id IS NULL AND report.wamid = ANY(%s)
  AND message.municipality_id = report.municipality_id AND message.wamid = report.wamid
RETURNING message.id
"""

# A message that the platform already reported on keeps what was reported.
TROUBLED = """
UPDATE conversations_message AS message
SET status = told.status, error_code = told.code,
    failed_at = CASE told.status WHEN 'failed' THEN now() ELSE failed_at END
FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS told(id, status, code)
WHERE message.id = told.id AND message.wamid IS NULL
RETURNING message.municipality_id, message.conversation_id
"""

_STATUS = {
    Fate.FAILED: "failed",
    Fate.HELD: "queued",
    Fate.RETRY: "queued",
    Fate.UNSETTLED: "sending",
    Fate.ASKS: "sending",
}


def listen() -> None:
    """Be told by the outbox from now on."""
    outcomes.listen(settle)


async def settle(cursor: AsyncCursor[Any], told: Sequence[Outcome]) -> None:
    """Write down what became of these messages."""
    accepted = [each for each in told if each.fate is Fate.ACCEPTED]
    troubled = [each for each in told if each.fate is not Fate.ACCEPTED]
    if accepted:
        await _accept(cursor, accepted)
    if troubled:
        await _trouble(cursor, troubled)


async def _accept(cursor: AsyncCursor[Any], told: Sequence[Outcome]) -> None:
    wamids = [each.wamid for each in told]
    await cursor.execute(ACCEPTED, [[each.message_id for each in told], wamids])
    await cursor.execute(ADOPT, [wamids])
    adopted = [row[0] for row in await cursor.fetchall()]
    if adopted:
        await cursor.execute(APPLY, [adopted])
        await _announce(cursor, await cursor.fetchall())


async def _trouble(cursor: AsyncCursor[Any], told: Sequence[Outcome]) -> None:
    columns = [
        [each.message_id for each in told],
        [_STATUS[each.fate] for each in told],
        ["" if each.fate is Fate.UNSETTLED else each.code for each in told],
    ]
    await cursor.execute(TROUBLED, columns)
    await _announce(cursor, await cursor.fetchall())


async def _announce(cursor: AsyncCursor[Any], changed: Sequence[tuple[UUID, UUID]]) -> None:
    by_municipality: dict[UUID, set[UUID]] = defaultdict(set)
    for municipality_id, conversation_id in changed:
        by_municipality[municipality_id].add(conversation_id)
    for municipality_id, conversation_ids in by_municipality.items():
        await cursor.execute(
            live.NOTIFY, [live.CHANNEL, live.announcement(municipality_id, conversation_ids)]
        )
