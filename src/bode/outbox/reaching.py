"""To how many citizens a portfolio writes first: counted before the platform does.

A portfolio is a municipality's: the platform counts over all its accounts and numbers together.
Who was counted is remembered for a day, beside the number of them, so that no message need count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection

from .states import Waits

# Made once; then locked, so that workers count one after another. What may be added is null where
# no limit is known any more.
_START = """
INSERT INTO outbox_portfolioreach (municipality_id, citizens)
SELECT DISTINCT municipality_id, 0 FROM outbox_sending WHERE message_id = ANY(%s::uuid[])
ON CONFLICT DO NOTHING
"""
_LOCK = """
SELECT reach.municipality_id, (
  SELECT max(account.reach) FROM licensing_account AS account
  WHERE account.municipality_id = reach.municipality_id) - reach.citizens
FROM outbox_portfolioreach AS reach
WHERE reach.municipality_id IN (
  SELECT municipality_id FROM outbox_sending WHERE message_id = ANY(%s::uuid[]))
ORDER BY reach.municipality_id
FOR NO KEY UPDATE OF reach
"""

# Who was written to already counts once, from now on; of the others there is room for so many.
_ADMIT = """
WITH asked AS MATERIALIZED (
  SELECT recipient, min(queued_at) AS queued_at FROM outbox_sending
  WHERE message_id = ANY(%(ids)s::uuid[]) AND municipality_id = %(municipality)s
  GROUP BY recipient
), again AS (
  UPDATE outbox_openedcitizen AS opened SET opened_at = now()
  FROM asked
  WHERE opened.municipality_id = %(municipality)s AND opened.recipient = asked.recipient
  RETURNING opened.recipient
), first AS (
  INSERT INTO outbox_openedcitizen (municipality_id, recipient, opened_at)
  SELECT %(municipality)s, recipient, now() FROM asked
  WHERE recipient NOT IN (SELECT recipient FROM again)
  ORDER BY queued_at LIMIT %(room)s
  RETURNING recipient
), counted AS (
  UPDATE outbox_portfolioreach SET citizens = citizens + (SELECT count(*) FROM first)
  WHERE municipality_id = %(municipality)s
)
SELECT message_id FROM outbox_sending
WHERE message_id = ANY(%(ids)s::uuid[]) AND municipality_id = %(municipality)s
  AND recipient NOT IN (SELECT recipient FROM again UNION ALL SELECT recipient FROM first)
"""

_LOCK_PAST = """
SELECT municipality_id FROM outbox_portfolioreach
WHERE municipality_id IN (
  SELECT municipality_id FROM outbox_openedcitizen WHERE opened_at < now() - interval '24 hours')
ORDER BY municipality_id
FOR NO KEY UPDATE
"""
_FORGET = """
DELETE FROM outbox_openedcitizen
WHERE opened_at < now() - interval '24 hours' AND municipality_id = ANY(%s::uuid[])
"""
_COUNT = """
UPDATE outbox_portfolioreach AS reach SET citizens = (
  SELECT count(*) FROM outbox_openedcitizen AS opened
  WHERE opened.municipality_id = reach.municipality_id)
WHERE municipality_id = ANY(%s::uuid[])
"""

# As many as there is room for, the most urgent first.
_RELEASE = """
UPDATE outbox_sending SET state = 'queued', due_at = now()
WHERE message_id IN (
  SELECT free.message_id
  FROM (SELECT municipality_id, max(reach) AS most FROM licensing_account GROUP BY 1) AS portfolio
  LEFT JOIN outbox_portfolioreach AS reach USING (municipality_id)
  CROSS JOIN LATERAL (
    SELECT message_id FROM outbox_sending
    WHERE state = 'withheld' AND error_code = %s
      AND municipality_id = portfolio.municipality_id
    ORDER BY lane, queued_at
    LIMIT CASE WHEN portfolio.most IS NOT NULL
          THEN greatest(portfolio.most - coalesce(reach.citizens, 0), 0) END
    FOR UPDATE SKIP LOCKED) AS free)
"""


async def find_beyond(
    connection: AsyncConnection[Any], message_ids: Sequence[UUID], *, is_crisis: bool
) -> set[UUID]:
    """Which of these messages, that each start a conversation, their portfolio may not send now.

    The citizens of the others count from now on. A crisis message is never among them: our count
    is an estimate, and only the platform itself may say that such a message can't be sent.
    """
    ids, beyond = list(message_ids), set[UUID]()
    async with connection.transaction():
        await connection.execute(_START, [ids])
        rooms = await (await connection.execute(_LOCK, [ids])).fetchall()
        for municipality_id, room in rooms:
            left = None if room is None or is_crisis else max(room, 0)
            asked = {"ids": ids, "municipality": municipality_id, "room": left}
            found = await connection.execute(_ADMIT, asked)
            beyond.update(row[0] for row in await found.fetchall())
    return beyond


async def forget_past(connection: AsyncConnection[Any]) -> None:
    """Count nobody any more who was last written to first more than a day ago."""
    async with connection.transaction():
        locked = await connection.execute(_LOCK_PAST)
        if municipalities := [row[0] for row in await locked.fetchall()]:
            await connection.execute(_FORGET, [municipalities])
            await connection.execute(_COUNT, [municipalities])


async def release(connection: AsyncConnection[Any]) -> None:
    """Queue again what waited, as far as there is room now."""
    await connection.execute(_RELEASE, [Waits.FOR_PORTFOLIO.value])
