"""How soon citizens were answered by a person, and how soon their question was closed.

An answer counts in the period of its question, a closing in that in which it was last closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from .choosing import OF_CONVERSATION, Choice
from .spoken import Spoken, moment_of

_CLOSED = f"""
WITH closed AS (
  SELECT conversation_id, max(at) AS at
  FROM conversations_conversationevent
  WHERE municipality_id = %(municipality)s AND at >= %(since)s AND at < %(until)s
  AND kind = 'closed'
  GROUP BY conversation_id
)
SELECT conversation.id, conversation.team_id, conversation.number_id, (
  SELECT extract(epoch FROM question.at)::float8 FROM conversations_message AS question
  WHERE question.conversation_id = closed.conversation_id AND direction = 'in'
  AND question.type <> ALL(%(not_said)s)
  ORDER BY question.at, question.id LIMIT 1
), extract(epoch FROM closed.at)::float8
FROM closed JOIN conversations_conversation AS conversation ON conversation.id = conversation_id
WHERE {OF_CONVERSATION}
"""  # noqa: S608 - the pieces are our own constants


class Span(NamedTuple):
    """From a citizen's question until something, if it has come; in the order of the statement."""

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


def answers_in(spoken: Spoken) -> list[Span]:
    """From each first question in the period until a person's first answer."""
    return [
        Span(each.id, each.team_id, each.number_id, each.asked_at, each.answered_at)
        for each in spoken.conversations
        if each.asked_at is not None
    ]


def list_closings(choice: Choice) -> list[Span]:
    """From the first question until the closing, of what was closed in the period."""
    with connection.cursor() as cursor:
        cursor.execute(_CLOSED, choice.asked())
        return [
            Span(conversation, team, number, since, moment_of(closed))
            for conversation, team, number, asked, closed in cursor.fetchall()
            if (since := moment_of(asked)) is not None
        ]


def summarize(times: Iterable[timedelta]) -> Times:
    """The median and the ninetieth percentile: times that were really measured."""
    ordered = sorted(times)
    return Times(counted=len(ordered), median=percentile(ordered, 50), slow=percentile(ordered, 90))


def percentile(ordered: Sequence[timedelta], percent: int) -> timedelta | None:
    """The least of these that no fewer than this percentage are within."""
    if not ordered:
        return None
    return ordered[ceil(len(ordered) * percent / 100) - 1]
