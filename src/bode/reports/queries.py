"""The reads of service levels for others; all of them inside a scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from bode.basics import now
from bode.conversations.states import ConversationStatus
from bode.organisations.models import TeamMember

from .models import AnswerDue, ServiceLevel

Levels = Mapping[UUID | None, ServiceLevel]
"""By team; under None what holds for all others."""
MOST_LISTED = 100
MOST_TOLD = 5  # more at once is noise


def list_levels() -> dict[UUID | None, ServiceLevel]:
    """What is promised."""
    return {each.team_id: each for each in ServiceLevel.objects.select_related("team")}


def level_of(levels: Levels, team_id: UUID | None) -> ServiceLevel | None:
    """What is promised of a conversation of this team: its own level, or that of all others."""
    return levels.get(team_id) or levels.get(None)


def list_due(conversation_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """By when an answer is due, of those among these conversations for which that is soon."""
    found = _soon().filter(conversation__in=list(conversation_ids))
    return dict(found.values_list("conversation", "due_at"))


def list_due_soon(team_id: UUID | None = None) -> list[AnswerDue]:
    """What is due soon or is late, perhaps of one team, the first to be due first."""
    found = _soon(team_id).select_related(
        "conversation__contact", "conversation__assignee", "conversation__team"
    )
    found = found.prefetch_related("conversation__contact__identities")
    return list(found.order_by("due_at", "conversation")[:MOST_LISTED])


def count_due_soon(team_id: UUID | None = None) -> tuple[int, int]:
    """How many answers are due soon and not late, and how many are late; perhaps of one team."""
    late = _soon(team_id).filter(due_at__lte=now()).count()
    return _soon(team_id).count() - late, late


def list_told(person_id: UUID, since: datetime) -> list[AnswerDue]:
    """What this person was told of since then: what they have, or nobody has and is for them."""
    teams = TeamMember.objects.filter(person=person_id).values("team")
    of_nobody = Q(conversation__assignee=None) & (
        Q(conversation__team=None) | Q(conversation__team__in=teams)
    )
    found = _soon().filter(Q(conversation__assignee=person_id) | of_nobody, told_at__gt=since)
    found = found.select_related("conversation__contact")
    return list(found.order_by("due_at")[:MOST_TOLD])


def _soon(team_id: UUID | None = None) -> QuerySet[AnswerDue]:
    """What is told of; what was answered a moment ago no more, though the job has yet to see it."""
    found = AnswerDue.objects.filter(
        warn_at__lte=now(), conversation__status=ConversationStatus.OPEN
    )
    return found.filter(conversation__team=team_id) if team_id else found
