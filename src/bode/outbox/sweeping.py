"""After a crash: find what dead workers had claimed, and decide when no status comes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import django.db
import psycopg
import structlog
from asgiref.sync import sync_to_async
from psycopg import AsyncConnection, AsyncCursor

from bode.organisations.connecting import connect_for_everyone

from . import outcomes, reaching, statements, wire_log
from .outcomes import Fate, Outcome
from .states import SendingState

log = structlog.get_logger()
PAUSE_SECONDS = 1.0
BATCH = 500
FORGET_EVERY = 10.0  # seconds


def worker_lock(worker: UUID) -> int:
    """The advisory lock that a living worker holds: 63 bits of its random part."""
    return worker.int & (2**63 - 1)


class Sweeper:
    """Looks every second. Several may run: each row is moved by one statement, once.

    `heard_until` tells up to which moment every status that the platform sent has been recorded:
    while the log of webhooks is behind, a status may be waiting in it.
    """

    def __init__(
        self, settle_seconds: float, heard_until: Callable[[], datetime], wire_logs: Path
    ) -> None:
        self._settle_seconds = settle_seconds
        self._wire_logs = wire_logs
        self._heard_until = sync_to_async(heard_until)
        self._forgot_at = -FORGET_EVERY
        self.worker: UUID | None = None
        """The worker in this process: alive, so never swept."""

    async def run(self) -> None:
        """Sweep until cancelled, through any loss of the database."""
        while True:
            try:
                await self._sweep_until_lost()
            except (psycopg.OperationalError, django.db.Error) as lost:
                log.warning("outbox.sweeping_interrupted", error=type(lost).__name__)
            await asyncio.sleep(PAUSE_SECONDS)

    async def _sweep_until_lost(self) -> None:
        connection = await connect_for_everyone("bode-sweeper")
        try:
            while True:
                await self._sweep(connection)
                await asyncio.sleep(PAUSE_SECONDS)
        finally:
            await connection.close()

    async def _sweep(self, connection: AsyncConnection[Any]) -> None:
        looked = await connection.execute(statements.LOOK, [self.worker])
        [(workers, is_overdue, is_held)] = await looked.fetchall()
        left_logs = wire_log.list_workers(self._wire_logs) - {self.worker}
        for worker in left_logs.union(workers):
            await self._take_over_if_dead(connection, worker)
        if is_overdue:
            await self._decide_overdue(connection)
        if is_held:
            await connection.execute(statements.RELEASE)
            await connection.execute(statements.RELEASE_WITHHELD)
            await reaching.release(connection)
        await self._forget(connection)

    async def _forget(self, connection: AsyncConnection[Any]) -> None:
        """Forget whom messages went to, once it says nothing about the next; in bulk, as it is
        cheaper. And which numbers got no answer, once nothing is there to try with."""
        if time.monotonic() - self._forgot_at >= FORGET_EVERY:
            await connection.execute(statements.FORGET_CIRCUITS)
            await connection.execute(statements.FORGET_CITIZENS)
            await reaching.forget_past(connection)
            self._forgot_at = time.monotonic()

    async def _take_over_if_dead(self, connection: AsyncConnection[Any], worker: UUID) -> None:
        lock = [worker_lock(worker)]
        taken = await connection.execute("SELECT pg_try_advisory_lock(%s)", lock)
        [(is_dead,)] = await taken.fetchall()
        if is_dead:
            await self._take_over(connection, worker)
            await connection.execute("SELECT pg_advisory_unlock(%s)", lock)

    async def _take_over(self, connection: AsyncConnection[Any], worker: UUID) -> None:
        """Queue again what this dead worker never began to write; the rest waits for a status."""
        written = wire_log.find_written(self._wire_logs, worker)
        async with connection.transaction(), connection.cursor() as cursor:
            free = await _locked(cursor, statements.CLAIMED_BY, [worker, BATCH])
            unwritten = [] if written is None else [each for each in free if each not in written]
            await cursor.execute(statements.PUT_BACK_UNWRITTEN, [worker, unwritten])
            await cursor.execute(statements.ABANDON, [self._settle_seconds, free, worker])
            abandoned = [
                Outcome(message_id=row[0], fate=Fate.UNSETTLED) for row in await cursor.fetchall()
            ]
            await outcomes.tell(cursor, abandoned)
        if free:
            log.info("outbox.taken_over", unwritten=len(unwritten), unsettled=len(abandoned))
        else:
            wire_log.discard(self._wire_logs, worker)

    async def _decide_overdue(self, connection: AsyncConnection[Any]) -> None:
        async with connection.transaction(), connection.cursor() as cursor:
            free = await _locked(cursor, statements.OVERDUE, [await self._heard_until(), BATCH])
            await cursor.execute(statements.DECIDE, [free])
            asking = [
                Outcome(message_id=message_id, fate=Fate.ASKS, code="unsettled")
                for message_id, state in await cursor.fetchall()
                if state == SendingState.ASKS
            ]
            await outcomes.tell(cursor, asking)


async def _locked(
    cursor: AsyncCursor[Any], statement: str, parameters: Sequence[Any]
) -> list[UUID]:
    """The messages that a statement finds, locked; those that are busy come up next time."""
    await cursor.execute(statement, parameters)
    found = [row[0] for row in await cursor.fetchall()]
    busy = await outcomes.lock(cursor, found)
    return [message_id for message_id in found if message_id not in busy]
