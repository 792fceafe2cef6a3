"""How soon citizens were answered by a person, and how soon their question was closed.

A conversation counts in the period in which the citizen first asked something in it; its closing in
the period in which it was last closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from .choosing import BY_PERSON, OF_CONVERSATION, SAID, Choice

_ANSWERED = f"""
WITH asked AS (
  SELECT message.conversation_id, min(message.at) AS at
  FROM conversations_message AS message
  WHERE {SAID} AND message.direction = 'in'
  GROUP BY message.conversation_id
)
SELECT conversation.id, conversation.team_id, conversation.number_id, asked.at, (
  SELECT answer.at FROM conversations_message AS answer
  WHERE answer.conversation_id = asked.conversation_id AND answer.at >= asked.at AND {BY_PERSON}
  ORDER BY answer.at, answer.id LIMIT 1
)
FROM asked JOIN conversations_conversation AS conversation ON conversation.id = conversation_id
WHERE {OF_CONVERSATION} AND NOT EXISTS (
  SELECT FROM conversations_message AS earlier
  WHERE earlier.conversation_id = asked.conversation_id AND earlier.at < %(since)s
  AND earlier.direction = 'in' AND earlier.type <> ALL(%(not_said)s)
)
"""  # noqa: S608 - the pieces are our own constants

_CLOSED = f"""
WITH closed AS (
  SELECT conversation_id, max(at) AS at
  FROM conversations_conversationevent
  WHERE municipality_id = %(municipality)s AND at >= %(since)s AND at < %(until)s
  AND kind = 'closed'
  GROUP BY conversation_id
)
SELECT conversation.id, conversation.team_id, conversation.number_id, (
  SELECT question.at FROM conversations_message AS question
  WHERE question.conversation_id = closed.conversation_id AND direction = 'in'
  AND question.type <> ALL(%(not_said)s)
  ORDER BY question.at, question.id LIMIT 1
), closed.at
FROM closed JOIN conversations_conversation AS conversation ON conversation.id = conversation_id
WHERE {OF_CONVERSATION}
"""  # noqa: S608 - the pieces are our own constants


class Span(NamedTuple):
    """From a citizen's question until something, if it has come; in the order of the statements."""

    conversation_id: UUID
    team_id: UUID | None
    number_id: UUID
    since: datetime
    until: datetime | None


@dataclass(frozen=True, kw_only=True)
class Times:
    """How long things took; None where nothing was counted."""

    counted: int
    median: timedelta | None
    slow: timedelta | None
    """Nine in ten took no longer."""


def list_answers(choice: Choice) -> list[Span]:
    """From each first question in the period until a person's first answer."""
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERED, choice.asked())
        return [Span._make(row) for row in cursor.fetchall()]


def list_closings(choice: Choice) -> list[Span]:
    """From the first question until the closing, of what was closed in the period."""
    with connection.cursor() as cursor:
        cursor.execute(_CLOSED, choice.asked())
        return [Span._make(row) for row in cursor.fetchall() if row[3] is not None]


def summarize(times: Iterable[timedelta]) -> Times:
    """The median and the ninetieth percentile: times that were really measured."""
    ordered = sorted(times)
    return Times(counted=len(ordered), median=percentile(ordered, 50), slow=percentile(ordered, 90))


def percentile(ordered: Sequence[timedelta], percent: int) -> timedelta | None:
    """The least of these that no fewer than this percentage are within."""
    if not ordered:
        return None
    return ordered[ceil(len(ordered) * percent / 100) - 1]
