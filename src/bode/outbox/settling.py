"""Settling outcomes in batches: whatever finished while the last commit ran goes into the next."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg
import structlog
from psycopg import AsyncConnection, AsyncCursor

from bode.organisations.connecting import connect_for_everyone

from . import outcomes, statements
from .outcomes import Fate, Outcome

log = structlog.get_logger()
LARGEST_BATCH = 1000
RECONNECT_SECONDS = 0.5


class Settler:
    """Writes down what became of each attempt. An outcome is kept until it is committed."""

    def __init__(self, worker: UUID, settle_seconds: float) -> None:
        self._worker = worker
        self._settle_seconds = settle_seconds
        self._waiting: list[Outcome] = []
        self._news = asyncio.Event()
        self._connection: AsyncConnection[Any] | None = None

    def add(self, outcome: Outcome) -> None:
        self._waiting.append(outcome)
        self._news.set()

    @property
    def is_idle(self) -> bool:
        return not self._waiting

    async def run(self) -> None:
        """Settle until cancelled; a lost database is waited for, with nothing forgotten."""
        while True:
            await self._news.wait()
            batch = self._waiting[:LARGEST_BATCH]
            try:
                await self._settle(batch)
            except psycopg.OperationalError as lost:
                log.warning("outbox.settling_interrupted", error=type(lost).__name__)
                await self._disconnect_unless_deadlock(lost)
                continue
            del self._waiting[: len(batch)]
            if not self._waiting:
                self._news.clear()

    async def close(self) -> None:
        if self._connection is not None:
            await self._connection.close()

    async def _settle(self, batch: Sequence[Outcome]) -> None:
        if self._connection is None or self._connection.closed:
            self._connection = await connect_for_everyone("bode-settler")
        async with self._connection.transaction(), self._connection.cursor() as cursor:
            await self._write(cursor, batch)
            await outcomes.tell(cursor, batch)

    async def _write(self, cursor: AsyncCursor[Any], batch: Sequence[Outcome]) -> None:
        gone = [o.message_id for o in batch if o.fate in (Fate.ACCEPTED, Fate.FAILED)]
        lost = [o.message_id for o in batch if o.fate is Fate.UNSETTLED]
        back = [o for o in batch if o.fate in (Fate.RETRY, Fate.HELD)]
        if gone:
            await cursor.execute(statements.REMOVE, [gone])
        if lost:
            await cursor.execute(statements.UNSETTLE, [self._settle_seconds, lost])
        if back:
            columns = [[o.message_id for o in back], [o.code for o in back],
                       [o.delay for o in back]]
            await cursor.execute(statements.PUT_BACK, [*columns, self._worker])

    async def _disconnect_unless_deadlock(self, lost: psycopg.OperationalError) -> None:
        if isinstance(lost, psycopg.errors.DeadlockDetected):
            return  # the other transaction went first; the next attempt finds the way free
        if self._connection is not None:
            await self._connection.close()
            self._connection = None
        await asyncio.sleep(RECONNECT_SECONDS)
