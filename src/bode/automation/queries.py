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


SATISFIED: dict[str, tuple[int, ...]] = {Scale.FACES: (3,), Scale.FIVE: (4, 5)}
"""On each scale, the scores of who is satisfied."""
_IS_SATISFIED = Q(scale=Scale.FACES, score__in=SATISFIED[Scale.FACES]) | Q(
    scale=Scale.FIVE, score__in=SATISFIED[Scale.FIVE]
)


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


@dataclass(frozen=True, kw_only=True)
class Scores:
    """What citizens answered on one scale."""

    scale: str
    asked: int
    by_score: dict[int, int]
    """Of each score that there is, the lowest first, how many gave it."""

    @property
    def answered(self) -> int:
        return sum(self.by_score.values())

    @property
    def satisfied(self) -> int:
        """A smile, or a four or a five."""
        return sum(self.by_score[each] for each in SATISFIED[self.scale])


def count_scores(
    since: datetime,
    until: datetime,
    *,
    team: UUID | None = None,
    purpose: str = "",
    number: UUID | None = None,
) -> list[Scores]:
    """What citizens answered who were asked in this time, by scale; perhaps of one team alone,
    one purpose or one number."""
    asked = Satisfaction.objects.filter(asked_at__gte=since, asked_at__lt=until)
    narrowed = {"team": team, "purpose": purpose, "question__conversation__number": number}
    asked = asked.filter(**{name: value for name, value in narrowed.items() if value})
    by_score = asked.order_by().values_list("scale", "score").annotate(number=Count("id"))
    counted = {(scale, score): number for scale, score, number in by_score}
    return [
        Scores(
            scale=scale,
            asked=sum(number for (of, _score), number in counted.items() if of == scale),
            by_score={score: counted.get((scale, score), 0) for score in range(1, most + 1)},
        )
        for scale, most in ((Scale.FACES, 3), (Scale.FIVE, 5))
        if any(of == scale for of, _score in counted)
    ]
