"""To how many citizens a portfolio may write first in a moving 24 hours."""

from __future__ import annotations

import time
from collections import OrderedDict, defaultdict

WINDOW_SECONDS = 24 * 3600
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


class OpenedChats:
    """Who was written to first, by portfolio, with the last moment of each, oldest first."""

    def __init__(self) -> None:
        self._last: defaultdict[str, OrderedDict[str, int]] = defaultdict(OrderedDict)

    def note(self, portfolio: str, digits: str, at: int) -> None:
        """Count a citizen from this moment on."""
        people = self._last[portfolio]
        people[digits] = at
        people.move_to_end(digits)

    def has_room(self, portfolio: str, digits: str, limit: int | None) -> bool:
        """Say whether a portfolio may write first to this citizen."""
        people = self._last[portfolio]
        since = time.time() - WINDOW_SECONDS
        while people and next(iter(people.values())) <= since:
            people.popitem(last=False)
        return limit is None or digits in people or len(people) < limit

    def count(self, portfolio: str) -> int:
        """Return how many citizens count now."""
        since = time.time() - WINDOW_SECONDS
        return sum(at > since for at in self._last[portfolio].values())
