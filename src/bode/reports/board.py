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
from bode.organisations.models import Team

from . import spoken
from .attaining import Attained, attained
from .choosing import ANSWERS, OF_CONVERSATION, SAID, Choice
from .periods import day_of_report
from .queries import Levels, count_due_soon, level_of, list_levels
from .speed import answers_in, list_closings
from .states import Promise

# A citizen waits since their first message after the last that a person sent.
_WAITING = f"""
SELECT count(*), count(*) FILTER (WHERE assignee_id IS NULL), min((
  SELECT min(question.at) FROM conversations_message AS question
  WHERE question.conversation_id = conversation.id AND question.direction = 'in'
  AND question.type <> ALL(%(not_said)s)
  AND question.at > coalesce((
    SELECT max(answer.at) FROM conversations_message AS answer
    WHERE answer.conversation_id = conversation.id AND {ANSWERS}
  ), '-infinity')
))
FROM conversations_conversation AS conversation
WHERE municipality_id = %(municipality)s AND status = 'open' AND snoozed_until IS NULL
AND (%(team)s::uuid IS NULL OR team_id = %(team)s::uuid)
"""  # noqa: S608 - the pieces are our own constants

_TODAY = f"""
SELECT count(*) FILTER (WHERE direction = 'in'),
       count(DISTINCT conversation_id) FILTER (WHERE {ANSWERS}),
       count(*) FILTER (WHERE direction = 'out' AND status = 'failed')
FROM conversations_message AS message
WHERE {SAID} AND (%(whole)s OR message.conversation_id IN (
  SELECT id FROM conversations_conversation AS conversation WHERE {OF_CONVERSATION}
))
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


def look(municipality_id: UUID, team: Team | None = None) -> Board:
    """The board of the municipality in scope, or of one of its teams, as it is now."""
    moment, team_id = now(), team.id if team else None
    today = Choice(period=day_of_report(day_of(moment)), team=team_id)
    known, levels = today.asked(), _levels(team_id)
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
    members = {each.person_id for each in team.members.all()} if team else set()
    there = Counter(
        each.where(moment)
        for person_id, each in list_presences().items()
        if team is None or person_id in members
    )
    soon, late = count_due_soon(team_id)
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


def _levels(team_id: UUID | None) -> Levels:
    """What is promised; of one team by which it is held."""
    levels = list_levels()
    if team_id is None:
        return levels
    level = level_of(levels, team_id)
    return {level.team_id: level} if level else {}
