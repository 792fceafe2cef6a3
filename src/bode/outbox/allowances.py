"""What this worker may send now: its handful from the buckets that all workers share."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection

from . import paces
from .breakers import Breakers
from .line import Turn

# Also how long an allowance holds: what was kept for later would come on top of later ones.
RENEW_SECONDS = 0.05


@dataclass(slots=True)
class _Share:
    """How many messages a number may still send, when the next may leave, and how far apart."""

    left: int
    at: float
    gap: float


class Allowances:
    """Renewed many times a second, for the numbers that have something due, and only then."""

    def __init__(self, breakers: Breakers) -> None:
        self._breakers = breakers
        self._numbers: dict[int, list[UUID]] = {}
        self._shares: dict[UUID, _Share] = {}
        self._renewed_at = -RENEW_SECONDS

    async def renew(self, connection: AsyncConnection[Any]) -> None:
        """Take anew what the numbers may send, unless that was done a moment ago."""
        if time.monotonic() - self._renewed_at < RENEW_SECONDS:
            return
        await self._breakers.write(connection)
        found = await paces.find_due(connection)
        asked_at = time.monotonic()
        through = [each for each in found if self._breakers.lets_through(each)]
        taken = await paces.take(connection, through)
        taken |= await self._breakers.take_trials(connection, found)
        self._shares = {
            each: _Share(self._most(each, turns.messages), asked_at + turns.begins, turns.gap)
            for each, turns in taken.items()
        }
        self._renewed_at = time.monotonic()
        self._numbers = defaultdict(list)
        for due in found:
            self._numbers[due.lane].append(due.number_id)
        for each in self._numbers.values():
            random.shuffle(each)  # when there is no room for all, each gets its turn

    def _most(self, number: UUID, allowed: int) -> int:
        most = self._breakers.most(number)
        return allowed if most is None else min(allowed, most)

    @property
    def lanes(self) -> list[int]:
        """The lanes in which something is due, the most urgent first."""
        return sorted(self._numbers)

    def offer(self, lane: int) -> dict[UUID, int]:
        """The numbers that may send in this lane, and how many messages each."""
        return {
            each: share.left
            for each in self._numbers[lane]
            if (share := self._shares.get(each))
            and share.left
            and not self._breakers.has_just_opened(each)
        }

    def spend(self, number: UUID) -> Turn:
        """One message leaves from this number: when it may."""
        share = self._shares[number]
        turn = Turn(share.at, number, share.gap)
        share.left -= 1
        share.at += share.gap
        return turn
