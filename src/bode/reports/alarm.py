"""Telling in time that a promise is about to be broken.

Each minute everything that waits is looked at anew, so that whatever changes the time (the level,
the office hours, the team) is followed without anyone having to think of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from bode.basics import now
from bode.conversations import live
from bode.conversations.overdue import let_stand_first

from .choosing import ANSWERS, said_in
from .clocks import Clocks
from .models import AnswerDue, ClosingDue, Due, ServiceLevel
from .office import OfficeClock
from .queries import level_of, list_levels

QUARTER = 4
"""Of the time, in the last part of which is warned unless a level says otherwise."""

# By conversation_of_person and conversation_snoozed, which hold what runs and what sleeps.
_QUESTIONS = """
SELECT conversation.id, conversation.team_id, conversation.number_id, asked.at
FROM conversations_conversation AS conversation CROSS JOIN LATERAL (
  SELECT question.at FROM conversations_message AS question
  WHERE question.conversation_id = conversation.id AND question.direction = 'in'
  AND question.type <> ALL(%(not_said)s)
  ORDER BY question.at, question.id LIMIT 1
) AS asked
WHERE conversation.municipality_id = %(municipality)s
"""

_UNANSWERED = f"""{_QUESTIONS}
AND (conversation.status = 'open' AND conversation.snoozed_until IS NULL
     OR conversation.status = 'open' AND conversation.snoozed_until IS NOT NULL)
AND NOT EXISTS (
  SELECT FROM conversations_message AS answer
  WHERE answer.conversation_id = conversation.id AND answer.at >= asked.at AND {ANSWERS}
)
"""

_UNCLOSED = f"""{_QUESTIONS}
AND (conversation.status <> 'closed' AND conversation.snoozed_until IS NULL
     OR conversation.status <> 'closed' AND conversation.snoozed_until IS NOT NULL)
"""


class _Waiting(NamedTuple):
    """A first question of which something is to be done; in the order of the statements."""

    conversation_id: UUID
    team_id: UUID | None
    number_id: UUID
    asked_at: datetime


class _Given(NamedTuple):
    """How long something may take, and how long before that is over is warned."""

    within: timedelta
    early: timedelta


def list_promising() -> list[UUID]:
    """The municipalities that promise something within some time."""
    return sorted(set(ServiceLevel.objects.values_list("municipality", flat=True)))


@transaction.atomic
def watch(municipality_id: UUID) -> list[UUID]:
    """See by when what waits is due, and tell, once, of what is soon; returns of which that was."""
    told: list[UUID] = []
    for kind, statement, given in (
        (AnswerDue, _UNANSWERED, _to_answer),
        (ClosingDue, _UNCLOSED, _to_close),
    ):
        _keep(kind, municipality_id, _list_due(kind, municipality_id, statement, given))
        told += _list_to_tell(kind, municipality_id)
    moved = let_stand_first(municipality_id, _list_to_answer(municipality_id))
    if told or moved:
        live.announce(municipality_id, {*told, *moved})
    return told


def _to_answer(level: ServiceLevel) -> _Given | None:
    """What is promised of the first answer; None where that is nothing."""
    if level.answer_minutes is None:
        return None
    within = timedelta(minutes=level.answer_minutes)
    if level.warn_minutes is None:
        return _Given(within, within / QUARTER)
    return _Given(within, timedelta(minutes=level.warn_minutes))


def _to_close(level: ServiceLevel) -> _Given | None:
    """What is promised of the closing; None where that is nothing."""
    if level.close_hours is None:
        return None
    within = timedelta(hours=level.close_hours)
    return _Given(within, within / QUARTER)


def _list_due(
    kind: type[Due],
    municipality_id: UUID,
    statement: str,
    given_by: Callable[[ServiceLevel], _Given | None],
) -> Iterable[Due]:
    levels = list_levels()
    if not any(given_by(each) for each in levels.values()):
        return
    waiting = _list_waiting(municipality_id, statement)
    first = min((each.asked_at for each in waiting), default=now())
    clocks = Clocks(municipality_id, first, now())
    for each in waiting:
        level = level_of(levels, each.team_id)
        given = given_by(level) if level else None
        by = _due_by(given, clocks.of(each.number_id), each.asked_at) if given else None
        if by is not None:
            yield kind(
                municipality_id=municipality_id,
                conversation_id=each.conversation_id,
                asked_at=each.asked_at,
                warn_at=by[0],
                due_at=by[1],
            )


def _due_by(
    given: _Given, clock: OfficeClock, asked_at: datetime
) -> tuple[datetime, datetime] | None:
    """From when on to warn, and by when it is due; None where that is months away."""
    warn_at = clock.after(asked_at, given.within - given.early)
    due_at = clock.after(asked_at, given.within)
    return (warn_at, due_at) if warn_at is not None and due_at is not None else None


def _list_waiting(municipality_id: UUID, statement: str) -> list[_Waiting]:
    with connection.cursor() as cursor:
        cursor.execute(statement, said_in(municipality_id))
        return [_Waiting._make(row) for row in cursor.fetchall()]


def _keep(kind: type[Due], municipality_id: UUID, found: Iterable[Due]) -> None:
    """Keep these and no others; of what stays, that it was told. What is kept so is not written."""
    kept = kind._default_manager.filter(municipality_id=municipality_id)
    times = kept.values_list("conversation", "asked_at", "warn_at", "due_at")
    known = {conversation: when for conversation, *when in times}
    due = list(found)
    gone = known.keys() - {each.conversation_id for each in due}
    kept.filter(conversation__in=gone).delete()
    kind._default_manager.bulk_create(
        [
            each
            for each in due
            if known.get(each.conversation_id) != [each.asked_at, each.warn_at, each.due_at]
        ],
        update_conflicts=True,
        unique_fields=["conversation"],
        update_fields=["asked_at", "warn_at", "due_at"],
    )


def _list_to_answer(municipality_id: UUID) -> dict[UUID, datetime]:
    """By when an answer is due, of the conversations for which that is soon, or was."""
    soon = AnswerDue.objects.filter(municipality_id=municipality_id, warn_at__lte=now())
    return dict(soon.values_list("conversation", "due_at"))


def _list_to_tell(kind: type[Due], municipality_id: UUID) -> list[UUID]:
    """The conversations of which this is soon and was not told; from now on it was."""
    soon = kind._default_manager.filter(
        municipality_id=municipality_id, warn_at__lte=now(), told_at=None
    )
    told = list(soon.values_list("conversation", flat=True))
    if told:
        soon.update(told_at=now())
    return told
