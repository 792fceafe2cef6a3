"""How others know that a worker works: while it goes on it says so, every second.

A lock or a session would say it of a worker that hangs, too.
"""

from __future__ import annotations

import time

from django.db import connection

from .states import Part

BEAT_SECONDS = 1.0
STILL_SECONDS = 5.0  # without a beat; a worker that a supervisor starts again takes less

BEAT = """
INSERT INTO background_beat (part, at) VALUES (%s, statement_timestamp())
ON CONFLICT (part) DO UPDATE SET at = statement_timestamp()
"""

_STILL = """
SELECT wanted.part FROM unnest(%s::text[]) AS wanted(part)
WHERE NOT EXISTS (
  SELECT FROM background_beat AS beat
  WHERE beat.part = wanted.part AND beat.at > statement_timestamp() - %s * interval '1 second')
"""


class Rhythm:
    """When the next beat is due, for whoever goes round more often than that."""

    def __init__(self) -> None:
        self._next = 0.0

    def is_due(self) -> bool:
        """Whether to beat now; once a second it says so."""
        if time.monotonic() < self._next:
            return False
        self._next = time.monotonic() + BEAT_SECONDS
        return True


def beat(part: Part) -> None:
    """Say that a worker does this."""
    with connection.cursor() as cursor:
        cursor.execute(BEAT, [part])


def find_still() -> frozenset[Part]:
    """What no worker does now."""
    with connection.cursor() as cursor:
        cursor.execute(_STILL, [list(Part), STILL_SECONDS])
        return frozenset(Part(part) for (part,) in cursor.fetchall())
