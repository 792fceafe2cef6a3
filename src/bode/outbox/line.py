"""The line of messages that were claimed: on the wire, or next in line for it."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from heapq import heappop, heappush
from itertools import count
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

CRISIS_ROOM = 16  # on the wire for crisis messages alone, however slow the rest goes
# Claiming takes a worker that is busy several turns of its loop. What leaves meanwhile stands in
# line already; more than that would wait here instead of in the queue, where it may be overtaken.
AHEAD_SECONDS = 0.2
# What has its turn within so little goes in one go: a timer for each would cost more than it helps.
TICK_SECONDS = 0.002

# A number may be this much ahead of its pace: timers are not exact, and ticks let several go.
SLACK_SECONDS = 0.006

_Message = TypeVar("_Message")


class Turn(NamedTuple):
    """When a message may leave (`time.monotonic`), and how long after it the next of its number."""

    at: float
    number: UUID
    gap: float


class _Waiting(NamedTuple, Generic[_Message]):
    message: _Message
    turn: Turn
    is_crisis: bool


class Line(Generic[_Message]):
    """At most `width` messages are on the wire; crisis messages go first, and have room besides.

    So many stand in line as left in the last fifth of a second: many when the platform answers
    at once, few when it takes its time, none when it does not answer. Each waits for the moment of
    its turn, by its number's pace.
    """

    def __init__(self, width: int) -> None:
        self._width = width
        self._on_the_wire = 0
        self._crisis: deque[_Message] = deque()
        self._others: deque[_Message] = deque()
        self._later: dict[UUID, deque[_Waiting[_Message]]] = {}  # by number, in turn
        self._later_count = 0
        self._next_turns: list[tuple[float, int, UUID]] = []  # of each number that has some
        self._free_at: dict[UUID, float] = {}  # by number: when the next may leave
        self._order = count()
        self._timer: asyncio.TimerHandle | None = None
        self._next: asyncio.Queue[_Message] = asyncio.Queue()
        self._ended = self._ended_lately = 0
        self._counted_since = time.monotonic()
        self.has_room = asyncio.Event()

    @property
    def places(self) -> int:
        """How many messages can be on the wire."""
        return self._width + CRISIS_ROOM

    @property
    def room(self) -> int:
        """How many more may be claimed."""
        self._count()
        used = self._on_the_wire + len(self._crisis) + len(self._others) + self._later_count
        return max(self._width + self._ended_lately - used, 0)

    @property
    def crisis_room(self) -> int:
        """How many more crisis messages may be claimed."""
        return max(self.places - self._on_the_wire - len(self._crisis), 0)

    @property
    def least_room(self) -> int:
        """Less is not worth claiming for: it would cost a statement for each few."""
        return max(self._width, self._ended_lately) // 4

    @property
    def is_empty(self) -> bool:
        return not (self._on_the_wire or self._crisis or self._others or self._later_count)

    def join(self, message: _Message, turn: Turn, *, is_crisis: bool) -> None:
        """This message was claimed, and may leave when its turn has come."""
        waiting = _Waiting(message, turn, is_crisis)
        self._later_count += 1
        if behind := self._later.get(turn.number):
            behind.append(waiting)
            return
        self._later[turn.number] = deque((waiting,))
        self._let_in_of(turn.number, time.monotonic())
        self._advance()
        self._wait()

    async def take(self) -> _Message:
        """Wait for the next message that may go on the wire."""
        return await self._next.get()

    def leave(self) -> None:
        """One that was taken is off the wire."""
        self._ended += 1
        self._on_the_wire -= 1
        self._advance()
        if not self.has_room.is_set() and self.room >= self.least_room:
            self.has_room.set()

    def _let_in_of(self, number: UUID, now: float) -> None:
        """Let in who waits of this number, up to who is too early, or comes too soon after another.

        What was kept from leaving, by whatever held this process up, leaves no faster for that.
        """
        waiting, free_at = self._later[number], self._free_at.get(number, 0.0)
        while waiting:
            message, turn, is_crisis = waiting[0]
            if (at := max(turn.at, free_at)) > now:
                heappush(self._next_turns, (at, next(self._order), number))
                break
            free_at = max(free_at, now - SLACK_SECONDS) + turn.gap
            (self._crisis if is_crisis else self._others).append(message)
            waiting.popleft()
            self._later_count -= 1
        else:
            del self._later[number]
        self._free_at[number] = free_at

    def _wait(self) -> None:
        """Until the first turn; never for a moment so short that others come right after."""
        if not self._next_turns:
            return
        loop = asyncio.get_running_loop()
        at = loop.time() + max(self._next_turns[0][0] - time.monotonic(), TICK_SECONDS)
        if self._timer is None or at < self._timer.when():
            if self._timer is not None:
                self._timer.cancel()
            self._timer = loop.call_at(at, self._let_in)

    def _let_in(self) -> None:
        self._timer = None
        now = time.monotonic()
        while self._next_turns and self._next_turns[0][0] <= now:
            _, _, number = heappop(self._next_turns)
            self._let_in_of(number, now)
        self._advance()
        self._wait()

    def _advance(self) -> None:
        while self._crisis and self._on_the_wire < self.places:
            self._go(self._crisis)
        while self._others and self._on_the_wire < self._width:
            self._go(self._others)

    def _go(self, line: deque[_Message]) -> None:
        self._on_the_wire += 1
        self._next.put_nowait(line.popleft())

    def _count(self) -> None:
        passed = time.monotonic() - self._counted_since
        if passed >= AHEAD_SECONDS:
            self._ended_lately = int(self._ended * AHEAD_SECONDS / passed)
            self._ended = 0
            self._counted_since += passed
