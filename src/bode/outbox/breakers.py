"""The circuit breakers of all numbers, as one worker works them (see `breaking`).

Each worker counts failures for itself, in memory. That a circuit opened stands in the database:
the others see it when they ask what is due, and whoever is first to say so may try a message.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

import structlog
from psycopg import AsyncConnection

from . import breaking, statements
from .breaking import SILENT_SECONDS, Circuit, Failing
from .paces import Due
from .pacing import Turns
from .states import CircuitState

log = structlog.get_logger()


class _Trial(NamedTuple):
    """A message that this worker may send though the circuit is not closed."""

    trials: int
    until: float
    message_id: UUID | None
    """None: none was claimed for it yet."""


class _News(NamedTuple):
    """What became of a circuit, to be written down."""

    number_id: UUID
    trials: int
    becomes: Circuit | None
    """None: it is closed."""


class Breakers:
    """Memory alone but for `write` and `take_trials`: asking it for each message costs nothing."""

    def __init__(self) -> None:
        self._asked_since: dict[UUID, float] = {}  # numbers that owe us an answer
        self._claimed_at: dict[UUID, float] = {}  # of each number, the last
        self._failing: dict[UUID, Failing] = {}
        self._open: set[UUID] = set()  # as far as is known
        self._trials: dict[UUID, _Trial] = {}
        self._news: list[_News] = []

    def claimed(self, number_id: UUID, message_id: UUID) -> None:
        """This message will go on the wire, when its turn in the line has come."""
        self._claimed_at[number_id] = time.monotonic()
        if self._trials:
            trial = self._trials.get(number_id)
            if trial is not None and trial.message_id is None:
                self._trials[number_id] = trial._replace(message_id=message_id)

    def asked(self, number_id: UUID) -> None:
        """A message of this number goes on the wire now."""
        if number_id not in self._asked_since:
            self._asked_since[number_id] = time.monotonic()

    def keeps_back(self, number_id: UUID, message_id: UUID) -> bool:
        """Whether its circuit opened after this message was claimed."""
        return number_id in self._open and self._trial_of(number_id, message_id) is None

    def answered(self, number_id: UUID, message_id: UUID) -> None:
        """The platform took this message, or said why not: it works."""
        if self._failing:
            self._failing.pop(number_id, None)
        if self._trials and (trial := self._end_trial(number_id, message_id)):
            self._open.discard(number_id)
            self._news.append(_News(number_id, trial.trials, None))

    def failed(self, number_id: UUID, message_id: UUID) -> None:
        """The platform did not answer this message, or broke down over it."""
        if trial := self._end_trial(number_id, message_id):
            becomes = breaking.failed(trial.trials, random.random())  # noqa: S311 - no secret
            self._news.append(_News(number_id, trial.trials, becomes))
        if number_id in self._open:
            return
        at = time.monotonic()
        before = self._failing.get(number_id) or Failing(0, self._asked_since.get(number_id, at))
        failing = Failing(before.times + 1, before.since)
        self._failing[number_id] = failing
        if failing.is_enough(at):
            del self._failing[number_id]
            self._open.add(number_id)
            self._news.append(_News(number_id, 0, breaking.opened(random.random())))  # noqa: S311

    def ended(self, number_id: UUID, message_id: UUID) -> None:
        """All is told of this message; also when it did not leave."""
        self._asked_since.pop(number_id, None)
        if self._trials and (trial := self._end_trial(number_id, message_id)):
            self._news.append(_News(number_id, trial.trials, breaking.put_off(trial.trials)))

    def lets_through(self, due: Due) -> bool:
        """Whether this number may send as its pace allows, and no more than `most`."""
        if due.state is not None:
            self._open.add(due.number_id)
            self._failing.pop(due.number_id, None)
        elif not any(each.number_id == due.number_id for each in self._news):
            self._open.discard(due.number_id)
        return due.number_id not in self._open and self.most(due.number_id) != 0

    def most(self, number_id: UUID) -> int | None:
        """How many may be claimed now of a number that owes us an answer for so long; None: it
        owes none. One a second: the others need room, and when it was a single call that got lost,
        the next one tells."""
        at = time.monotonic()
        if at - self._asked_since.get(number_id, at) <= SILENT_SECONDS:
            return None
        return int(at - self._claimed_at.get(number_id, 0.0) > SILENT_SECONDS)

    def has_just_opened(self, number_id: UUID) -> bool:
        """Whether nothing may be claimed, also of what its pace allowed a moment ago."""
        return number_id in self._open and number_id not in self._trials

    async def take_trials(
        self, connection: AsyncConnection[Any], found: Sequence[Due]
    ) -> dict[UUID, Turns]:
        """For one message each, the numbers with which this worker may try."""
        at = time.monotonic()
        self._trials = {
            number_id: trial for number_id, trial in self._trials.items() if trial.until > at
        }
        numbers = {each.number_id: each for each in found if each.state is not None}
        for number_id, due in numbers.items():
            if number_id not in self._trials and due.next_at <= due.at:
                await self._take_trial(connection, due)
        return {
            number_id: Turns(1, 0.0, SILENT_SECONDS)
            for number_id, trial in self._trials.items()
            if number_id in numbers and trial.message_id is None
        }

    async def _take_trial(self, connection: AsyncConnection[Any], due: Due) -> None:
        becomes = breaking.tried(due.trials)
        at = time.monotonic()
        if await _set(connection, due.number_id, due.state, due.trials, becomes):
            self._trials[due.number_id] = _Trial(becomes.trials, at + becomes.seconds, None)

    async def write(self, connection: AsyncConnection[Any]) -> None:
        """Write down what this worker found out; what can't be written is kept."""
        while self._news:
            await _write(connection, self._news[0])
            del self._news[0]

    def _trial_of(self, number_id: UUID, message_id: UUID) -> _Trial | None:
        trial = self._trials.get(number_id)
        return trial if trial is not None and trial.message_id == message_id else None

    def _end_trial(self, number_id: UUID, message_id: UUID) -> _Trial | None:
        """The trial that this message was, if it was one."""
        trial = self._trial_of(number_id, message_id)
        if trial is not None:
            del self._trials[number_id]
        return trial


async def _write(connection: AsyncConnection[Any], news: _News) -> None:
    told = {"number": str(news.number_id), "trials": news.trials}
    if news.becomes is None:
        cursor = await connection.execute(statements.CLOSE_CIRCUIT, [news.number_id])
        if row := await cursor.fetchone():
            log.info("outbox.circuit_closed", **told, seconds=round(row[0], 1))
    elif news.trials:
        is_new = await _set(
            connection, news.number_id, CircuitState.HALF_OPEN, news.trials, news.becomes
        )
        if is_new and news.becomes.seconds:
            log.info("outbox.circuit_open_still", **told, pause=round(news.becomes.seconds, 1))
    else:
        parameters = [*news.becomes, news.number_id]
        cursor = await connection.execute(statements.OPEN_CIRCUIT, parameters)
        if cursor.rowcount:
            log.warning("outbox.circuit_opened", **told)


async def _set(
    connection: AsyncConnection[Any],
    number_id: UUID,
    state: str | None,
    trials: int,
    becomes: Circuit,
) -> bool:
    """Change a circuit, unless another worker did since it was seen."""
    cursor = await connection.execute(statements.SET_CIRCUIT, [*becomes, number_id, state, trials])
    return bool(cursor.rowcount)
