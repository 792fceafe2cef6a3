"""How much citizens and the municipality said, and how many conversations began."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from .choosing import OF_CONVERSATION, SAID, Choice

# Both in one reading of the period: when, and about what.
_MESSAGES = f"""
SELECT day, hour, purpose, direction, count(*)
FROM (
  SELECT (message.at AT TIME ZONE 'Europe/Amsterdam')::date AS day,
         extract(hour FROM message.at AT TIME ZONE 'Europe/Amsterdam')::int AS hour,
         conversation.purpose, message.direction
  FROM conversations_message AS message
  JOIN conversations_conversation AS conversation ON conversation.id = message.conversation_id
  WHERE {SAID} AND {OF_CONVERSATION}
) AS said
GROUP BY GROUPING SETS ((day, hour, direction), (purpose, direction))
"""  # noqa: S608 - the pieces are our own constants

_CONVERSATIONS = f"""
WITH spoke AS (
  SELECT message.conversation_id, min(message.at) AS began
  FROM conversations_message AS message
  WHERE {SAID}
  GROUP BY message.conversation_id
)
SELECT (began AT TIME ZONE 'Europe/Amsterdam')::date, conversation.purpose, count(*)
FROM spoke JOIN conversations_conversation AS conversation ON conversation.id = conversation_id
WHERE {OF_CONVERSATION} AND NOT EXISTS (
  SELECT FROM conversations_message AS earlier
  WHERE earlier.conversation_id = spoke.conversation_id AND earlier.at < %(since)s
  AND earlier.type <> ALL(%(not_said)s)
)
GROUP BY 1, 2
"""  # noqa: S608 - the pieces are our own constants


@dataclass(frozen=True, kw_only=True)
class InOut:
    """Messages of citizens, and to them."""

    received: int = 0
    sent: int = 0


@dataclass(kw_only=True)
class Traffic:
    began: int = 0
    """Conversations of which the first message lies in the period."""
    received: int = 0
    sent: int = 0
    began_by_day: Counter[date] = field(default_factory=Counter)
    began_by_purpose: Counter[str] = field(default_factory=Counter)
    _by_hour: Counter[tuple[int, str]] = field(default_factory=Counter)
    _by_weekday: Counter[tuple[int, str]] = field(default_factory=Counter)
    _by_purpose: Counter[tuple[str, str]] = field(default_factory=Counter)

    def at_hour(self, hour: int) -> InOut:
        """What was said in this hour of the day, from 0 to 23."""
        return _in_out(self._by_hour, hour)

    def on_weekday(self, weekday: int) -> InOut:
        """What was said on this day of the week; 0 is Monday."""
        return _in_out(self._by_weekday, weekday)

    def about(self, purpose: str) -> InOut:
        """What was said in conversations with this purpose."""
        return _in_out(self._by_purpose, purpose)

    @property
    def purposes(self) -> list[str]:
        """What was talked about, the most first; empty for what nobody knows."""
        said = Counter(self.began_by_purpose)
        for (purpose, _direction), number in self._by_purpose.items():
            said[purpose] += number
        return sorted(said, key=lambda each: (-self.began_by_purpose[each], -said[each], each))

    def add(
        self, day: date | None, hour: int, purpose: str | None, direction: str, number: int
    ) -> None:
        """Count messages: of a day and hour, or else of a purpose."""
        if day is None:
            self._by_purpose[purpose or "", direction] += number
            return
        self._by_hour[hour, direction] += number
        self._by_weekday[day.weekday(), direction] += number
        if direction == "in":
            self.received += number
        else:
            self.sent += number


def count_traffic(choice: Choice) -> Traffic:
    """What was said in a period, and which conversations began in it."""
    traffic = Traffic()
    with connection.cursor() as cursor:
        cursor.execute(_MESSAGES, choice.asked())
        for row in cursor.fetchall():
            traffic.add(*row)
        cursor.execute(_CONVERSATIONS, choice.asked())
        for day, purpose, number in cursor.fetchall():
            traffic.began += number
            traffic.began_by_day[day] += number
            traffic.began_by_purpose[purpose] += number
    return traffic


def _in_out(counts: Counter[tuple[int, str]] | Counter[tuple[str, str]], key: object) -> InOut:
    return InOut(received=counts[key, "in"], sent=counts[key, "out"])  # type: ignore[index]
