"""How evenly a number's messages leave, by a clock that the test moves."""

from __future__ import annotations

import asyncio
import selectors
from collections import Counter
from collections.abc import Callable
from itertools import count, pairwise

import pytest

from bode.basics import new_id
from bode.outbox import line
from bode.outbox.line import Line, Turn
from bode.outbox.pacing import MARGIN

GAP = 1 / (1000 * MARGIN)  # of a number that may send a thousand a second
HELD_UP = 0.05


class Clock(selectors.DefaultSelector):
    """What a loop waits with: no time passes but what it waits for, and how late that is."""

    def __init__(self, late: Callable[[], float]) -> None:
        super().__init__()
        self.at, self._late = 1000.0, late

    def monotonic(self) -> float:
        return self.at

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.at += timeout + self._late() if timeout else 0.0
        return super().select(0)


async def send(clock: Clock, seconds: float) -> list[float]:
    """Claim as a dispatcher does, somewhat ahead; when each message left."""
    number, left = new_id(), list[float]()
    waiting: Line[None] = Line(500)

    async def leave() -> None:
        while True:
            await waiting.take()
            left.append(clock.at)
            waiting.leave()

    leaving, turn, end = asyncio.create_task(leave()), clock.at, clock.at + seconds
    while clock.at < end:
        while turn < clock.at + line.AHEAD_SECONDS:
            waiting.join(None, Turn(turn, number, GAP), is_crisis=False)
            turn += GAP
        await asyncio.sleep(line.AHEAD_SECONDS / 2)
    leaving.cancel()
    return left


def when_they_left(late: Callable[[], float], monkeypatch: pytest.MonkeyPatch) -> list[float]:
    clock = Clock(late)
    monkeypatch.setattr(line, "time", clock)
    loop = asyncio.SelectorEventLoop(clock)
    monkeypatch.setattr(loop, "time", clock.monotonic)
    try:
        return loop.run_until_complete(send(clock, 3.0))
    finally:
        loop.close()


def most_at_one_moment(left: list[float]) -> int:
    """Once it goes on."""
    return max(Counter(round(at, 6) for at in left if at > left[0] + 0.1).values())


def test_a_few_leave_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    left = when_they_left(lambda: 0.0, monkeypatch)

    assert len(left) > 2900
    assert most_at_one_moment(left) <= 3


def test_after_it_was_held_up_it_makes_up_for_a_few_only(monkeypatch: pytest.MonkeyPatch) -> None:
    waits = count()
    left = when_they_left(lambda: HELD_UP if next(waits) == 500 else 0.0, monkeypatch)

    assert max(then - at for at, then in pairwise(left)) >= HELD_UP
    assert most_at_one_moment(left) <= 7
