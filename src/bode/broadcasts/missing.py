"""Who did not get a broadcast, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from bode.organisations.actors import Actor
from bode.privacy import audit

from .models import Broadcast
from .queries import BECAME, RECIPIENTS

_CHUNK = 2000  # rows

# Whoever waits for their turn may still get it.
_MISSED = f"""
SELECT * FROM (
  SELECT {BECAME} AS became,
    CASE WHEN recipient.state = 'excluded' THEN recipient.reason
         WHEN message.status = 'failed' AND message.error_code <> 'broadcast_stopped'
         THEN message.error_code ELSE '' END AS code,
    recipient.address
  {RECIPIENTS}) AS each
WHERE became IN ('excluded', 'failed', 'cancelled', 'unsettled', 'sent')
"""  # noqa: S608 - the pieces are our own constants
COUNT = f"""
SELECT became, code, count(*) FROM ({_MISSED}) AS missed GROUP BY became, code
ORDER BY 3 DESC, became, code
"""  # noqa: S608
LIST = f"SELECT became, code, address FROM ({_MISSED}) AS missed ORDER BY 1, 2, 3"  # noqa: S608


@dataclass(frozen=True, kw_only=True)
class Cause:
    """Why some did not get it, or are not known to have got it.

    `became` is one of `queries.COUNTED`; `code` says more of who is excluded (a reason of
    `Recipient`) and of what failed (a message's `error_code`).
    """

    became: str
    code: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Missed:
    """Someone who did not get it."""

    address: str
    """Phone digits, a user id, or what was given and is no number."""
    became: str
    code: str


def count_causes(broadcast: Broadcast) -> list[Cause]:
    """Why people did not get it, what holds for most of them first."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"broadcast": broadcast.id})
        return [
            Cause(became=became, code=code, count=count)
            for became, code, count in cursor.fetchall()
        ]


def save_missed(actor: Actor, broadcast: Broadcast) -> Iterator[Missed]:
    """Each of them, to take along, which the audit trail tells; grouped by why."""
    audit.record(
        organisation_id=broadcast.municipality_id,
        actor=actor.name,
        what="broadcast.save-missed",
        subject="broadcasts.Broadcast",
        subject_id=broadcast.id,
        purpose=broadcast.purpose,
    )
    with connection.cursor() as cursor:
        cursor.execute(LIST, {"broadcast": broadcast.id})
        while rows := cursor.fetchmany(_CHUNK):
            for became, code, address in rows:
                yield Missed(address=address, became=became, code=code)
