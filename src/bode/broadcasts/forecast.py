"""How many a broadcast reaches, and when: by its number's pace and the portfolio's limit. Pure.

The platform limits to how many citizens a portfolio writes first in any 24 hours. Who wrote within
the last 24 hours does not count; who was counted already counts once.
"""

from __future__ import annotations

from dataclasses import dataclass

DAY = 86_400  # seconds


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

    @property
    def is_beyond_limit(self) -> bool:
        """Whether the limit keeps some from getting it now."""
        return self.at_once < self.total


def foresee(crowd: Crowd, limit: Limit, per_second: int) -> Forecast:
    """What to expect for this crowd, when nothing else is sent meanwhile."""
    by_limit, days_by_limit = _by_limit(crowd, limit)
    days_by_pace = _up(crowd.total, per_second * DAY)
    return Forecast(
        total=crowd.total,
        at_once=crowd.total - crowd.new + _least(crowd.new, limit.left),
        within_a_day=min(by_limit, per_second * DAY),
        days=None if days_by_limit is None else max(days_by_limit, days_by_pace),
        seconds=_up(crowd.total, per_second),
    )


def _by_limit(crowd: Crowd, limit: Limit) -> tuple[int, int | None]:
    """How many the limit lets through within a day, and in how many days all of them."""
    if limit.citizens is None:
        return crowd.total, min(crowd.total, 1)
    # Who is counted now has made room by tomorrow, but for those who get this too.
    room = max(limit.citizens - crowd.counted, 0)
    today = min(crowd.new, room)
    later = crowd.new - today
    reached = crowd.total - later
    if later and not limit.citizens:
        return reached, None
    return reached, min(crowd.total, 1) + (_up(later, limit.citizens) if later else 0)


def _least(count: int, most: int | None) -> int:
    return count if most is None else min(count, most)


def _up(count: int, by: int) -> int:
    """Divided, and rounded up."""
    return -(-count // by)
