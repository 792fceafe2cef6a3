"""Settling outcomes in batches: whatever finished while the last commit ran goes into the next."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import psycopg
import structlog
from psycopg import AsyncConnection, AsyncCursor

from bode.basics.arrays import id_array
from bode.organisations.connecting import connect_for_everyone

from . import outcomes, paces, statements
from .outcomes import Fate, Outcome
from .pacing import CitizenLimit
from .states import SendingState
from .wire_log import Entry

log = structlog.get_logger()
LARGEST_BATCH = 2000
RECONNECT_SECONDS = 0.5
# Settling is on nobody's way: what waits this long goes in fewer, larger commits.
LINGER_SECONDS = 0.04

Attempt = tuple[Entry, Outcome]

# In which state a message goes back into the outbox.
_STATE_AFTER = {
    Fate.RETRY: SendingState.QUEUED.value,
    Fate.HELD: SendingState.HELD.value,
    Fate.WITHHELD: SendingState.WITHHELD.value,
}


class Settler:
    """Writes down what became of each attempt. An outcome is kept until it is committed."""

    def __init__(
        self, settle_seconds: float, citizens: CitizenLimit, on_settled: Callable[[], None]
    ) -> None:
        self._settle_seconds = settle_seconds
        self._citizens = citizens
        self._on_settled = on_settled
        self._waiting: list[Attempt] = []
        self._news = asyncio.Event()
        self._connection: AsyncConnection[Any] | None = None

    def add(self, entry: Entry, outcome: Outcome) -> None:
        """Settle this; `entry` is how its worker's log knows it."""
        self._waiting.append((entry, outcome))
        self._news.set()

    @property
    def backlog(self) -> int:
        """How many outcomes are not committed yet."""
        return len(self._waiting)

    async def run(self) -> None:
        """Settle until cancelled; a lost database is waited for, with nothing forgotten."""
        while True:
            await self._news.wait()
            batch = self._waiting[:LARGEST_BATCH]
            try:
                left = await self._settle_surely(batch)
            except psycopg.OperationalError as lost:
                log.warning("outbox.settling_interrupted", error=type(lost).__name__)
                await self.close()
                await asyncio.sleep(RECONNECT_SECONDS)
                continue
            del self._waiting[: len(batch)]
            self._waiting += left
            _settled(batch, left)
            if not self._waiting:
                self._news.clear()
            self._on_settled()
            await asyncio.sleep(LINGER_SECONDS)

    async def close(self) -> None:
        if self._connection is not None:
            await self._connection.close()
            self._connection = None

    async def _settle_surely(self, batch: Sequence[Attempt]) -> list[Attempt]:
        """Settle a batch; one outcome that can't be written down never stops the others."""
        try:
            return await self._settle(batch)
        except psycopg.OperationalError:
            raise
        except psycopg.Error as odd:
            if len(batch) > 1:
                return [left for each in batch for left in await self._settle_surely([each])]
            entry, outcome = batch[0]
            if outcome.fate is not Fate.ACCEPTED:
                raise
            # Such as an id that another message has. A status that carries our own id will tell.
            log.warning("outbox.answer_unusable", error=type(odd).__name__)
            lost = Outcome(message_id=outcome.message_id, fate=Fate.UNSETTLED)
            return await self._settle([(entry, lost)])

    async def _settle(self, batch: Sequence[Attempt]) -> list[Attempt]:
        """Settle in one transaction; return what another transaction keeps us from settling."""
        if self._connection is None:
            self._connection = await connect_for_everyone("bode-settler")
        async with self._connection.transaction(), self._connection.cursor() as cursor:
            busy = await outcomes.lock(cursor, [told.message_id for _, told in batch])
            free = [each for each in batch if each[1].message_id not in busy] if busy else batch
            if free:
                await self._write(cursor, free)
                await outcomes.tell(cursor, [told for _, told in free])
        return [each for each in batch if each[1].message_id in busy] if busy else []

    async def _write(self, cursor: AsyncCursor[Any], batch: Sequence[Attempt]) -> None:
        gone = [o.message_id for _, o in batch if o.fate in (Fate.ACCEPTED, Fate.FAILED)]
        unsent = [o.message_id for _, o in batch if o.fate in (Fate.FAILED, Fate.WITHHELD)]
        lost = [o.message_id for _, o in batch if o.fate is Fate.UNSETTLED]
        back = [(entry, o) for entry, o in batch if o.fate in _STATE_AFTER]
        if unsent:
            await cursor.execute(statements.FOLLOW_UNSENT, [id_array(unsent)])
        if gone:
            await cursor.execute(statements.REMOVE, [id_array(gone)])
        if lost:
            await cursor.execute(statements.UNSETTLE, [self._settle_seconds, id_array(lost)])
        if back:
            await cursor.execute(statements.PUT_BACK, _columns(back))
            await paces.obey(cursor, [outcome for _, outcome in back], self._citizens)


def _settled(batch: Sequence[Attempt], left: Sequence[Attempt]) -> None:
    """Give back the places in the log of what is committed."""
    kept = {entry for entry, _ in left}
    for entry, _ in batch:
        if entry not in kept:
            entry.settle()


def _columns(back: Sequence[Attempt]) -> list[list[Any]]:
    return [
        [outcome.message_id for _, outcome in back],
        [entry.worker for entry, _ in back],
        [_STATE_AFTER[outcome.fate] for _, outcome in back],
        [outcome.code for _, outcome in back],
        [int(outcome.untried) for _, outcome in back],
        [outcome.delay for _, outcome in back],
    ]
