"""When citizens and the municipality said something: by hour of the day and day of the week."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db import connection

from .choosing import OF_CONVERSATION, SAID, Choice

_MESSAGES = f"""
SELECT extract(isodow FROM here)::int, extract(hour FROM here)::int, direction, count(*)
FROM (
  SELECT message.at AT TIME ZONE 'Europe/Amsterdam' AS here, message.direction
  FROM conversations_message AS message
  WHERE {SAID} AND (%(whole)s OR message.conversation_id IN (
    SELECT id FROM conversations_conversation AS conversation WHERE {OF_CONVERSATION}
  ))
) AS said
GROUP BY 1, 2, 3
"""  # noqa: S608 - the pieces are our own constants


@dataclass(frozen=True, kw_only=True)
class InOut:
    """Messages of citizens, and to them."""

    received: int = 0
    sent: int = 0


@dataclass(kw_only=True)
class Traffic:
    """How many messages there were, by moment in the week."""

    _counts: Counter[tuple[int, int, str]] = field(default_factory=Counter)

    def at_hour(self, hour: int) -> InOut:
        """In this hour of the day, from 0 to 23."""
        return self._sum(place=1, wanted=hour)

    def on_weekday(self, weekday: int) -> InOut:
        """On this day of the week; 0 is Monday."""
        return self._sum(place=0, wanted=weekday + 1)

    def _sum(self, *, place: int, wanted: int) -> InOut:
        found = Counter[str]()
        for key, number in self._counts.items():
            if key[place] == wanted:
                found[key[2]] += number
        return InOut(received=found["in"], sent=found["out"])


def count_traffic(choice: Choice) -> Traffic:
    """When something was said in a period, by the clock in the Netherlands."""
    with connection.cursor() as cursor:
        cursor.execute(_MESSAGES, choice.asked())
        return Traffic(_counts=Counter({tuple(row[:3]): row[3] for row in cursor.fetchall()}))
