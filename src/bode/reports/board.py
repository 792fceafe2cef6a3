"""What the wallboard shows of this moment and this day: numbers alone, nobody's name or words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from bode.basics import day_of, now
from bode.desk.presence import list_presences
from bode.desk.states import Whereabouts

from . import spoken
from .attaining import Attained, Promise, attained
from .choosing import BY_PERSON, SAID, Choice
from .periods import day_of_report
from .queries import count_due_soon, list_levels
from .speed import answers_in, list_closings

# A citizen waits since their first message after the last that a person sent.
_WAITING = f"""
SELECT count(*), count(*) FILTER (WHERE assignee_id IS NULL), min((
  SELECT min(question.at) FROM conversations_message AS question
  WHERE question.conversation_id = conversation.id AND question.direction = 'in'
  AND question.type <> ALL(%(not_said)s)
  AND question.at > coalesce((
    SELECT max(answer.at) FROM conversations_message AS answer
    WHERE answer.conversation_id = conversation.id AND {BY_PERSON}
  ), '-infinity')
))
FROM conversations_conversation AS conversation
WHERE municipality_id = %(municipality)s AND status = 'open' AND snoozed_until IS NULL
"""  # noqa: S608 - the pieces are our own constants

_TODAY = f"""
SELECT count(*) FILTER (WHERE direction = 'in'),
       count(DISTINCT conversation_id) FILTER (WHERE {BY_PERSON}),
       count(*) FILTER (WHERE direction = 'out' AND status = 'failed')
FROM conversations_message AS message
WHERE {SAID}
"""  # noqa: S608 - the pieces are our own constants


@dataclass(frozen=True, kw_only=True)
class Board:
    at: datetime
    waiting: int
    nobodys: int
    waiting_since: datetime | None
    """Since when the one who waits longest does."""
    available: int
    away: int
    received: int
    """Messages of citizens, today."""
    answered: int
    """Conversations in which a person answered today."""
    closed: int
    failed: int
    soon: int
    """Answers that are due soon, and are not late."""
    late: int
    attained: tuple[Attained, ...]


def look(municipality_id: UUID) -> Board:
    """The board of the municipality in scope, as it is now."""
    moment = now()
    today = Choice(period=day_of_report(day_of(moment)))
    known, levels = today.asked(), list_levels()
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, known)
        waiting, nobodys, waiting_since = cursor.fetchone()
        cursor.execute(_TODAY, known)
        received, answered, failed = cursor.fetchone()
    closings = list_closings(today)
    kept = [
        *attained(
            municipality_id,
            levels,
            Promise.ANSWER,
            answers_in(spoken.read(today)) if levels else [],
        ),
        *attained(municipality_id, levels, Promise.CLOSING, closings),
    ]
    there = Counter(each.where(moment) for each in list_presences().values())
    soon, late = count_due_soon()
    return Board(
        at=moment,
        waiting=waiting,
        nobodys=nobodys,
        waiting_since=waiting_since,
        available=there[Whereabouts.AVAILABLE],
        away=there[Whereabouts.AWAY],
        received=received,
        answered=answered,
        closed=len(closings),
        failed=failed,
        soon=soon,
        late=late,
        attained=tuple(kept),
    )
