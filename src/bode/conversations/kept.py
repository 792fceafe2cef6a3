"""Counts that take long, kept for a while: what pages show of them may be some minutes old."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

KEPT = 60.0  # seconds at least, and as many times as long as counting took:
SPARING = 100

_Key = TypeVar("_Key", bound=Hashable)
_Counted = TypeVar("_Counted")


class Kept(Generic[_Key, _Counted]):
    """The latest count of each key.

    To count 120,000 messages took five seconds on a busy machine, and pages ask for it.
    """

    def __init__(self) -> None:
        self._latest: dict[_Key, tuple[float, _Counted]] = {}
        """Until when it needs no new count, and what was counted."""

    def count(self, key: _Key, anew: Callable[[], _Counted]) -> _Counted:
        """What was counted lately, or else is `anew`."""
        begun = time.monotonic()
        if key in self._latest and self._latest[key][0] > begun:
            return self._latest[key][1]
        counted = anew()
        ended = time.monotonic()
        fresh = {each: kept for each, kept in self._latest.items() if kept[0] > ended}
        self._latest = fresh | {key: (ended + max(KEPT, SPARING * (ended - begun)), counted)}
        return counted
