"""The reads of the rules for others; all of them inside a scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from .models import Satisfaction, Scale


@dataclass(frozen=True, kw_only=True)
class Satisfied:
    """How citizens were helped, in one team, about one purpose, on one scale."""

    team: UUID | None
    purpose: str
    scale: str
    asked: int
    answered: int
    satisfied: int
    """A smile, or a four or a five."""
    remarks: int


_IS_SATISFIED = Q(scale=Scale.FACES, score=3) | Q(scale=Scale.FIVE, score__gte=4)


def list_satisfaction(since: datetime, until: datetime) -> list[Satisfied]:
    """What citizens answered who were asked in this time, by team, purpose and scale."""
    asked = Satisfaction.objects.filter(asked_at__gte=since, asked_at__lt=until)
    counted = asked.values("team", "purpose", "scale").annotate(
        asked=Count("id"),
        answered=Count("score"),
        satisfied=Count("id", filter=_IS_SATISFIED),
        remarks=Count("remark"),
    )
    return [Satisfied(**each) for each in counted.order_by("purpose", "team", "scale")]
