"""How a broadcast went: what happened in each stretch of time, and how soon most people had it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import inf
from typing import Any

from django.db import connection

from .models import Broadcast

SHARES = (50, 90, 99)
"""Of how many in a hundred it is told how long it took until they had it."""

_MOST = 30  # stretches
_STEPS = (
    *(timedelta(seconds=each) for each in (1, 2, 5, 10, 30)),
    *(timedelta(minutes=each) for each in (1, 2, 5, 10, 30)),
    *(timedelta(hours=each) for each in (1, 3, 6, 12, 24)),
)

# The platform reports in whole seconds, so that a report may seem older than the start. Who has
# read a message, got it, also when nobody reported that.
_HAPPENED = """
FROM broadcasts_recipient AS recipient
JOIN conversations_message AS message ON message.id = recipient.message_id
CROSS JOIN LATERAL (VALUES
  ('accepted', coalesce(message.accepted_at, message.sent_at)),
  ('delivered', coalesce(message.delivered_at, message.read_at)),
  ('read', message.read_at)) AS happened(kind, at)
WHERE recipient.broadcast_id = %(broadcast)s AND happened.at IS NOT NULL
"""
_AFTER = "greatest(extract(epoch FROM happened.at - %(start)s), 0)"
MOST_OF_IT = f"SELECT percentile_disc(0.95) WITHIN GROUP (ORDER BY {_AFTER})::float8 {_HAPPENED}"
COUNT = f"""
SELECT happened.kind, least(floor({_AFTER} / %(step)s), %(last)s)::int AS place, count(*)
{_HAPPENED} GROUP BY happened.kind, place
"""

# Who waits for it counts as one who has not got it yet; who never will get it does not count.
SOON = """
SELECT percentile_disc(%(shares)s::float8[]) WITHIN GROUP (ORDER BY
  CASE WHEN coalesce(message.delivered_at, message.read_at) IS NULL THEN 'infinity'::float8
  ELSE greatest(extract(epoch FROM coalesce(message.delivered_at, message.read_at) - %(start)s), 0)
    ::float8 END)
FROM broadcasts_recipient AS recipient
LEFT JOIN conversations_message AS message ON message.id = recipient.message_id
WHERE recipient.broadcast_id = %(broadcast)s AND recipient.state IN ('waiting', 'handed')
  AND message.error_code IS DISTINCT FROM 'broadcast_stopped'
"""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """What happened from this moment until the next stretch."""

    at: datetime
    accepted: int
    """Messages that the platform took."""
    delivered: int
    read: int


@dataclass(frozen=True, kw_only=True)
class Course:
    """Stretches of `step` each; all that came after them is in `later`."""

    step: timedelta
    stretches: list[Stretch]
    later: Stretch


def course_of(broadcast: Broadcast) -> Course | None:
    """What happened in each stretch since the start; None while nothing has."""
    if broadcast.started_at is None:
        return None
    told: dict[str, Any] = {"broadcast": broadcast.id, "start": broadcast.started_at}
    with connection.cursor() as cursor:
        cursor.execute(MOST_OF_IT, told)
        [(most,)] = cursor.fetchall()
        if most is None:
            return None
        step = next((each for each in _STEPS if most / each.total_seconds() < _MOST), _STEPS[-1])
        start = _down(broadcast.started_at, step)
        last = int((most + (broadcast.started_at - start).total_seconds()) // step.total_seconds())
        last = min(last, _MOST) + 1
        asked = {**told, "start": start, "step": step.total_seconds(), "last": last}
        cursor.execute(COUNT, asked)
        counts: dict[int, Counter[str]] = defaultdict(Counter)
        for kind, place, count in cursor.fetchall():
            counts[place][kind] += count
    stretches = [_stretch(start + place * step, counts[place]) for place in range(last + 1)]
    return Course(step=step, stretches=stretches[:-1], later=stretches[-1])


def how_soon(broadcast: Broadcast) -> dict[int, timedelta | None]:
    """Since the start, how long until each of `SHARES` had it; None where so many have not."""
    if broadcast.started_at is None:
        return dict.fromkeys(SHARES)
    asked: dict[str, Any] = {
        "broadcast": broadcast.id,
        "start": broadcast.started_at,
        "shares": [share / 100 for share in SHARES],
    }
    with connection.cursor() as cursor:
        cursor.execute(SOON, asked)
        [(found,)] = cursor.fetchall()
    times = found or [inf] * len(SHARES)
    return {
        share: None if seconds == inf else timedelta(seconds=seconds)
        for share, seconds in zip(SHARES, times, strict=True)
    }


def _down(at: datetime, step: timedelta) -> datetime:
    """The moment at or before this one that is a whole number of steps."""
    seconds = step.total_seconds()
    return datetime.fromtimestamp(at.timestamp() // seconds * seconds, tz=UTC)


def _stretch(at: datetime, counts: Counter[str]) -> Stretch:
    return Stretch(
        at=at, accepted=counts["accepted"], delivered=counts["delivered"], read=counts["read"]
    )
