"""Telling in time that a promise is about to be broken.

Each minute everything that waits is looked at anew, so that whatever changes the time (the level,
the office hours, the team) is followed without anyone having to think of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from bode.basics import now
from bode.conversations import live

from .choosing import BY_PERSON, said_in
from .clocks import Clocks
from .models import AnswerDue, ServiceLevel
from .office import OfficeClock
from .queries import level_of, list_levels

QUARTER = 4
"""Of the time, in the last part of which is warned unless a level says otherwise."""

# By conversation_of_person and conversation_snoozed, which hold what runs and what sleeps.
_WAITING = f"""
SELECT conversation.id, conversation.team_id, conversation.number_id, asked.at
FROM conversations_conversation AS conversation CROSS JOIN LATERAL (
  SELECT question.at FROM conversations_message AS question
  WHERE question.conversation_id = conversation.id AND question.direction = 'in'
  AND question.type <> ALL(%(not_said)s)
  ORDER BY question.at, question.id LIMIT 1
) AS asked
WHERE conversation.municipality_id = %(municipality)s
AND (conversation.status = 'open' AND conversation.snoozed_until IS NULL
     OR conversation.status = 'open' AND conversation.snoozed_until IS NOT NULL)
AND NOT EXISTS (
  SELECT FROM conversations_message AS answer
  WHERE answer.conversation_id = conversation.id AND answer.at >= asked.at AND {BY_PERSON}
)
"""  # noqa: S608 - the pieces are our own constants


class _Waiting(NamedTuple):
    """A first question that no person has answered; in the order of the statement."""

    conversation_id: UUID
    team_id: UUID | None
    number_id: UUID
    asked_at: datetime


def list_promising() -> list[UUID]:
    """The municipalities that promise an answer within some time."""
    found = ServiceLevel.objects.filter(answer_minutes__isnull=False)
    return sorted(set(found.values_list("municipality", flat=True)))


@transaction.atomic
def watch(municipality_id: UUID) -> list[UUID]:
    """See by when what waits is due, and tell, once, of what is soon; returns of which that was."""
    _keep(municipality_id, _list_due(municipality_id))
    soon = AnswerDue.objects.filter(
        municipality_id=municipality_id, warn_at__lte=now(), told_at=None
    )
    told = list(soon.values_list("conversation", flat=True))
    if told:
        soon.update(told_at=now())
        live.announce(municipality_id, told)
    return told


def due_by(
    level: ServiceLevel, clock: OfficeClock, asked_at: datetime
) -> tuple[datetime, datetime] | None:
    """From when on to warn of a question, and by when its answer is due.

    None where nothing is promised, or nobody answers for weeks.
    """
    if level.answer_minutes is None:
        return None
    within = timedelta(minutes=level.answer_minutes)
    early = within / QUARTER
    if level.warn_minutes is not None:
        early = timedelta(minutes=level.warn_minutes)
    warn_at, due_at = clock.after(asked_at, within - early), clock.after(asked_at, within)
    return (warn_at, due_at) if warn_at is not None and due_at is not None else None


def _list_due(municipality_id: UUID) -> Iterable[AnswerDue]:
    levels = list_levels()
    if not any(each.answer_minutes for each in levels.values()):
        return
    waiting = _list_waiting(municipality_id)
    first = min((each.asked_at for each in waiting), default=now())
    clocks = Clocks(municipality_id, first, now())
    for each in waiting:
        level = level_of(levels, each.team_id)
        by = due_by(level, clocks.of(each.number_id), each.asked_at) if level else None
        if by is not None:
            yield AnswerDue(
                municipality_id=municipality_id,
                conversation_id=each.conversation_id,
                asked_at=each.asked_at,
                warn_at=by[0],
                due_at=by[1],
            )


def _list_waiting(municipality_id: UUID) -> list[_Waiting]:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, said_in(municipality_id))
        return [_Waiting._make(row) for row in cursor.fetchall()]


def _keep(municipality_id: UUID, found: Iterable[AnswerDue]) -> None:
    """Keep these and no others; of what stays, that it was told."""
    due = list(found)
    kept = AnswerDue.objects.filter(municipality_id=municipality_id)
    kept.exclude(conversation__in=[each.conversation_id for each in due]).delete()
    AnswerDue.objects.bulk_create(
        due,
        update_conflicts=True,
        unique_fields=["conversation"],
        update_fields=["asked_at", "warn_at", "due_at"],
    )
