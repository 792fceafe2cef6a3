"""The reads of service levels for others; all of them inside a scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Value

from bode.basics import now
from bode.conversations.states import ConversationStatus
from bode.organisations.models import TeamMember

from .models import AnswerDue, ClosingDue, Due, ServiceLevel
from .states import Promise

Levels = Mapping[UUID | None, ServiceLevel]
"""By team; under None what holds for all others."""
MOST_LISTED = 100
MOST_TOLD = 5  # more at once is noise


class DueSoon(NamedTuple):
    """What is to be done of a conversation, and by when."""

    at: datetime
    promise: Promise


def list_levels() -> dict[UUID | None, ServiceLevel]:
    """What is promised."""
    return {each.team_id: each for each in ServiceLevel.objects.select_related("team")}


def level_of(levels: Levels, team_id: UUID | None) -> ServiceLevel | None:
    """What is promised of a conversation of this team: its own level, or that of all others."""
    return levels.get(team_id) or levels.get(None)


def list_due(conversation_ids: Iterable[UUID]) -> dict[UUID, DueSoon]:
    """What is due first, of those among these conversations for which that is soon."""
    ids = list(conversation_ids)
    answers, closings = (
        _soon(kind)
        .filter(conversation__in=ids)
        .annotate(promised=Value(kind.promise))
        .values_list("conversation", "due_at", "promised")
        for kind in (AnswerDue, ClosingDue)
    )
    found = sorted(answers.union(closings, all=True), key=lambda each: each[1], reverse=True)
    return {each: DueSoon(at, Promise(promise)) for each, at, promise in found}


def list_due_soon(team_id: UUID | None = None) -> list[Due]:
    """What is due soon or is late, perhaps of one team, the first to be due first."""
    return _first_due(
        [
            _soon(kind, team_id)
            .select_related("conversation__contact")
            .select_related("conversation__assignee", "conversation__team")
            .prefetch_related("conversation__contact__identities")
            for kind in (AnswerDue, ClosingDue)
        ],
        MOST_LISTED,
    )


def count_due_soon(team_id: UUID | None = None) -> tuple[int, int]:
    """How many promises are due soon and not late, and how many are late; perhaps of one team."""
    moment = now()
    counted = [
        _soon(kind, team_id).aggregate(
            soon=Count("pk", filter=Q(due_at__gt=moment)),
            late=Count("pk", filter=Q(due_at__lte=moment)),
        )
        for kind in (AnswerDue, ClosingDue)
    ]
    return sum(each["soon"] for each in counted), sum(each["late"] for each in counted)


def list_told(person_id: UUID, since: datetime) -> list[Due]:
    """What this person was told of since then: what they have, or nobody has and is for them."""
    teams = TeamMember.objects.filter(person=person_id).values("team")
    of_nobody = Q(conversation__assignee=None) & (
        Q(conversation__team=None) | Q(conversation__team__in=teams)
    )
    theirs = Q(conversation__assignee=person_id) | of_nobody
    return _first_due(
        [
            _soon(kind).filter(theirs, told_at__gt=since).select_related("conversation__contact")
            for kind in (AnswerDue, ClosingDue)
        ],
        MOST_TOLD,
    )


def _first_due(found: Iterable[QuerySet[Due]], most: int) -> list[Due]:
    """So many of these, the first to be due first."""
    listed = [due for each in found for due in each.order_by("due_at", "conversation")[:most]]
    return sorted(listed, key=lambda due: due.due_at)[:most]


def _soon(kind: type[Due], team_id: UUID | None = None) -> QuerySet[Due]:
    """What is told of; what was done a moment ago no more, though the job has yet to see it."""
    found = kind._default_manager.filter(warn_at__lte=now())
    if team_id:
        found = found.filter(conversation__team=team_id)
    if kind.promise is Promise.ANSWER:
        return found.filter(conversation__status=ConversationStatus.OPEN)
    return found.exclude(conversation__status=ConversationStatus.CLOSED)
