"""How many a broadcast reaches, and when: by its number's pace and the portfolio's limit. Pure.

The platform limits to how many citizens a portfolio writes first in any 24 hours. Who wrote within
the last 24 hours does not count; who was counted already counts once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

DAY = 86_400  # seconds
MOST_TOLD = 7  # days of a plan


@dataclass(frozen=True, kw_only=True)
class Limit:
    """To how many citizens a portfolio may write first in 24 hours."""

    citizens: int | None
    """None: any number, or it is not known."""
    used: int
    """How many count now."""
    is_known: bool = True

    @property
    def left(self) -> int | None:
        return None if self.citizens is None else max(self.citizens - self.used, 0)


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """For whom a broadcast is, as far as the limit sees them; who is in one part is in no other."""

    answered: int
    """Who wrote within 24 hours: an answer starts nothing."""
    counted: int
    """To whom was written first already, within 24 hours."""
    new: int

    @property
    def total(self) -> int:
        return self.answered + self.counted + self.new


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What becomes of a broadcast that is started now, as far as it can be foreseen."""

    total: int
    at_once: int
    """How many the limit lets through now."""
    within_a_day: int
    days: int | None
    """After how many days everybody has it, at the latest; None: never, as there is no room."""
    seconds: int
    """How long the number is busy with all of them, at its pace."""
    plan: Sequence[int] = ()
    """How many get it on each of the first `MOST_TOLD` days; a day is 24 hours from the start."""

    @property
    def rest(self) -> int:
        """How many get it after the days of the plan, if at all."""
        return self.total - sum(self.plan)

    @property
    def is_beyond_limit(self) -> bool:
        """Whether the limit keeps some from getting it now."""
        return self.at_once < self.total


def foresee(crowd: Crowd, limit: Limit, per_second: int, per_day: int | None = None) -> Forecast:
    """What to expect for this crowd, when nothing else is sent meanwhile.

    `per_day` is to how many at most it is to go in a day.
    """
    most = min(per_second * DAY, per_day or per_second * DAY)
    by_limit, days_by_limit = _by_limit(crowd, limit)
    days = None if days_by_limit is None else max(days_by_limit, _up(crowd.total, most))
    return Forecast(
        total=crowd.total,
        at_once=crowd.total - crowd.new + _least(crowd.new, limit.left),
        within_a_day=min(by_limit, most),
        days=days,
        seconds=_up(crowd.total, per_second),
        plan=_plan(crowd, limit, most, days),
    )


def _plan(crowd: Crowd, limit: Limit, most: int, days: int | None) -> list[int]:
    """How many get it on each day, as soon as may be."""
    told = range(1, min(1 if days is None else days, MOST_TOLD) + 1)
    reached = [min(most * day, _let_through(crowd, limit, day)) for day in told]
    return [after - before for before, after in zip([0, *reached], reached, strict=False)]


def _let_through(crowd: Crowd, limit: Limit, days: int) -> int:
    """How many the limit lets through in so many days."""
    if limit.citizens is None:
        return crowd.total
    room = _room(crowd, limit.citizens) + limit.citizens * (days - 1)
    return crowd.total - crowd.new + min(crowd.new, room)


def _by_limit(crowd: Crowd, limit: Limit) -> tuple[int, int | None]:
    """How many the limit lets through within a day, and in how many days all of them."""
    if limit.citizens is None:
        return crowd.total, min(crowd.total, 1)
    today = min(crowd.new, _room(crowd, limit.citizens))
    later = crowd.new - today
    reached = crowd.total - later
    if later and not limit.citizens:
        return reached, None
    return reached, min(crowd.total, 1) + (_up(later, limit.citizens) if later else 0)


def _room(crowd: Crowd, citizens: int) -> int:
    """Who is counted now has made room by tomorrow, but for those who get this too."""
    return max(citizens - crowd.counted, 0)


def _least(count: int, most: int | None) -> int:
    return count if most is None else min(count, most)


def _up(count: int, by: int) -> int:
    """Divided, and rounded up."""
    return -(-count // by)
