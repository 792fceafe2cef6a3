"""How much was kept of what a municipality promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from bode.basics import now

from .clocks import Clocks
from .models import ServiceLevel
from .queries import Levels, level_of
from .speed import Span
from .states import Promise


@dataclass(frozen=True, kw_only=True)
class Attained:
    """Of one level, how much was kept of one promise."""

    team: str
    """Empty for what holds for all others."""
    promise: Promise
    within: timedelta
    percent: int
    """Of which it was promised."""
    counted: int
    kept: int

    @property
    def reached(self) -> int | None:
        """The percentage that was kept, rounded down; None where there was nothing to keep."""
        return self.kept * 100 // self.counted if self.counted else None

    @property
    def is_kept(self) -> bool:
        return self.reached is None or self.reached >= self.percent


def attained(
    municipality_id: UUID, levels: Levels, promise: Promise, spans: Sequence[Span]
) -> list[Attained]:
    """What was kept, by level. What has not come, and is not yet late, counts nowhere."""
    moment = now()
    counted: Counter[UUID | None] = Counter()
    kept: Counter[UUID | None] = Counter()
    clocks = Clocks(municipality_id, min((each.since for each in spans), default=moment), moment)
    for span in spans:
        level = level_of(levels, span.team_id)
        within = _within(level, promise) if level else None
        if level is None or within is None:
            continue
        took = clocks.of(span.number_id).passed(span.since, span.until or moment)
        if span.until is None and took <= within:
            continue
        counted[level.team_id] += 1
        kept[level.team_id] += took <= within
    return [
        Attained(
            team=level.team.name if level.team else "",
            promise=promise,
            within=within,
            percent=level.answer_percent if promise is Promise.ANSWER else level.close_percent,
            counted=counted[team_id],
            kept=kept[team_id],
        )
        for team_id, level in levels.items()
        if (within := _within(level, promise)) is not None
    ]


def _within(level: ServiceLevel, promise: Promise) -> timedelta | None:
    if promise is Promise.ANSWER:
        minutes = level.answer_minutes
        return timedelta(minutes=minutes) if minutes is not None else None
    return timedelta(hours=level.close_hours) if level.close_hours is not None else None
