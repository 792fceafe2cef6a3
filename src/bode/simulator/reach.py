"""To how many citizens a portfolio may write first in a moving 24 hours."""

from __future__ import annotations

from collections import OrderedDict, defaultdict

WINDOW_SECONDS = 24 * 3600
WEEK_SECONDS = 7 * 24 * 3600
TIERS: dict[str, int | None] = {
    "TIER_50": 50,
    "TIER_250": 250,
    "TIER_2K": 2_000,
    "TIER_10K": 10_000,
    "TIER_100K": 100_000,
    "TIER_UNLIMITED": None,
}


def tier_of(limit: int | None) -> str:
    """Return the platform's word for a limit; for one that it doesn't have, the next larger."""
    if limit is None:
        return "TIER_UNLIMITED"
    return next((tier for tier, most in TIERS.items() if most is None or most >= limit))


def next_tier(limit: int) -> str:
    """Return the platform's word for the limit that follows this one."""
    return next(tier for tier, most in TIERS.items() if most is None or most > limit)


class OpenedChats:
    """Who was written to first, by portfolio, with the last moment of each, oldest first."""

    def __init__(self) -> None:
        self._day = _Lately(WINDOW_SECONDS)
        self._week = _Lately(WEEK_SECONDS)

    def note(self, portfolio: str, digits: str, at: int) -> None:
        """Count a citizen from this moment on."""
        self._day.note(portfolio, digits, at)
        self._week.note(portfolio, digits, at)

    def has_room(self, portfolio: str, digits: str, limit: int | None, now: int) -> bool:
        """Say whether a portfolio may write first to this citizen."""
        people = self._day.people(portfolio, now)
        return limit is None or digits in people or len(people) < limit

    def count(self, portfolio: str, now: int) -> int:
        """Return how many citizens count in these 24 hours."""
        return len(self._day.people(portfolio, now))

    def count_week(self, portfolio: str, now: int) -> int:
        """Return to how many citizens a portfolio wrote first in seven days."""
        return len(self._week.people(portfolio, now))


class _Lately:
    """People by portfolio, each for so many seconds."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._last: defaultdict[str, OrderedDict[str, int]] = defaultdict(OrderedDict)

    def note(self, portfolio: str, digits: str, at: int) -> None:
        people = self._last[portfolio]
        people[digits] = at
        people.move_to_end(digits)

    def people(self, portfolio: str, now: int) -> OrderedDict[str, int]:
        people = self._last[portfolio]
        while people and next(iter(people.values())) <= now - self._seconds:
            people.popitem(last=False)
        return people
