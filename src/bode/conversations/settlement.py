"""What the outbox tells of our messages, written down in the transaction that settles them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from django.db import transaction
from psycopg import AsyncCursor

from bode.basics import now
from bode.basics.arrays import id_array, text_array
from bode.organisations.tenancy import every_tenant
from bode.outbox import outcomes
from bode.outbox.outcomes import Fate, Outcome

from . import live
from .contacts import learn_spelling
from .models import Contact
from .reporting import APPLY
from .unanswered import WAIT_AGAIN
from .withdrawing import MARKETING_STOPPED, choose_marketing

# Locks them, but for those that another transaction has; how many it were.
LOCK = """
SELECT count(*) FROM (SELECT FROM conversations_message WHERE id = ANY(%s::uuid[])
                      FOR NO KEY UPDATE SKIP LOCKED) AS free
"""

# Those that another transaction has. Locked again are those that this one has already.
FIND_BUSY = """
WITH free AS (
  SELECT id FROM conversations_message WHERE id = ANY(%(ids)s::uuid[])
  FOR NO KEY UPDATE SKIP LOCKED
)
SELECT id FROM conversations_message WHERE id = ANY(%(ids)s::uuid[])
EXCEPT SELECT id FROM free
"""

# An answer tells the wamid. The status stays `sending` until the platform reports `sent`.
# Statuses that came before the answer find their message now.
ACCEPT = """
WITH told AS MATERIALIZED (
  SELECT * FROM unnest(%s::uuid[], %s::text[]) AS told(id, wamid)
), accepted AS (
  UPDATE conversations_message AS message
  SET wamid = told.wamid, accepted_at = now(),
      error_code = CASE status WHEN 'failed' THEN error_code ELSE '' END,
      status = CASE status WHEN 'queued' THEN 'sending' ELSE status END
  FROM told WHERE message.id = told.id AND message.wamid IS NULL
  RETURNING message.id
), adopted AS (
  UPDATE conversations_statusreport AS report SET message_id = message.id
  FROM told JOIN conversations_message AS message ON message.id = told.id
  WHERE report.message_id IS NULL AND report.wamid = told.wamid
    AND report.municipality_id = message.municipality_id
  RETURNING message.id
)
SELECT DISTINCT id FROM adopted
"""

# A message that the platform already reported on keeps what was reported.
TROUBLED = """
UPDATE conversations_message AS message
SET status = told.status, error_code = told.code,
    failed_at = CASE told.status WHEN 'failed' THEN now() ELSE failed_at END
FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS told(id, status, code)
WHERE message.id = told.id AND message.wamid IS NULL
  AND (message.status, message.error_code) <> (told.status, told.code)
RETURNING message.municipality_id, message.conversation_id
"""

_STATUS = {
    Fate.FAILED: "failed",
    Fate.HELD: "queued",
    Fate.WITHHELD: "queued",
    Fate.RETRY: "queued",
    Fate.UNSETTLED: "sending",
    Fate.ASKS: "sending",
}


class Messages:
    """Our messages, as the outbox's listener."""

    async def lock(self, cursor: AsyncCursor[Any], message_ids: Sequence[UUID]) -> set[UUID]:
        """Lock these messages; return those that another transaction has, without waiting."""
        ids = id_array(message_ids)
        await cursor.execute(LOCK, [ids])
        if await cursor.fetchone() == (len(message_ids),):
            return set()
        # Some are busy, or gone: a message may have been erased meanwhile.
        await cursor.execute(FIND_BUSY, {"ids": ids})
        return {row[0] for row in await cursor.fetchall()}

    async def settle(self, cursor: AsyncCursor[Any], told: Sequence[Outcome]) -> None:
        """Write down what became of these messages."""
        accepted = [each for each in told if each.fate is Fate.ACCEPTED]
        troubled = [each for each in told if each.fate is not Fate.ACCEPTED]
        if accepted:
            await _accept(cursor, accepted)
        if troubled:
            await _trouble(cursor, troubled)

    async def hear_refusal(self, message_id: UUID, code: int) -> None:
        """Who wants no marketing any more gets none: the platform's word counts at once."""
        if code == MARKETING_STOPPED:
            await sync_to_async(_stop_marketing)(message_id)

    async def hear_spelling(self, message_id: UUID, phone: str) -> None:
        """Keep it, so that the citizen who answers from there is known."""
        await sync_to_async(_learn_spelling)(message_id, phone)


def listen() -> None:
    """Be told by the outbox from now on."""
    outcomes.listen(Messages())


def _stop_marketing(message_id: UUID) -> None:
    with every_tenant("the platform names a message"):
        choose_marketing(_recipient(message_id), wanted=False, at=now())


def _learn_spelling(message_id: UUID, phone: str) -> None:
    with every_tenant("the platform names a message"), transaction.atomic():
        learn_spelling(_recipient(message_id), phone, now())


def _recipient(message_id: UUID) -> Contact:
    return Contact.objects.get(conversations__messages=message_id)


async def _accept(cursor: AsyncCursor[Any], told: Sequence[Outcome]) -> None:
    ids = [each.message_id for each in told]
    wamids = [each.wamid for each in told if each.wamid]
    assert len(wamids) == len(ids), "what the platform accepted has its id"
    await cursor.execute(ACCEPT, [id_array(ids), text_array(wamids)])
    adopted = [row[0] for row in await cursor.fetchall()]
    if adopted:
        await cursor.execute(APPLY, [adopted])
        changed = await cursor.fetchall()
        await cursor.execute(WAIT_AGAIN, [adopted])
        await _announce(cursor, changed)


async def _trouble(cursor: AsyncCursor[Any], told: Sequence[Outcome]) -> None:
    columns = [
        [each.message_id for each in told],
        [_STATUS[each.fate] for each in told],
        [each.code for each in told],
    ]
    await cursor.execute(TROUBLED, columns)
    changed = await cursor.fetchall()
    failed = [each.message_id for each in told if each.fate is Fate.FAILED]
    if failed:
        await cursor.execute(WAIT_AGAIN, [id_array(failed)])
    await _announce(cursor, changed)


async def _announce(cursor: AsyncCursor[Any], changed: Sequence[tuple[UUID, UUID]]) -> None:
    for municipality_id, conversation_ids in live.by_municipality(changed).items():
        await cursor.execute(
            live.NOTIFY, [live.CHANNEL, live.announcement(municipality_id, conversation_ids)]
        )
