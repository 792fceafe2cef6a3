"""After a crash: find what dead workers had claimed, and decide when no status comes."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import psycopg
import structlog
from psycopg import AsyncConnection

from bode.organisations.connecting import connect_for_everyone

from . import outcomes, statements
from .actions import WAKE_CHANNEL
from .outcomes import Fate, Outcome
from .states import SendingState

log = structlog.get_logger()
PAUSE_SECONDS = 1.0


def worker_lock(worker: UUID) -> int:
    """The advisory lock that a living worker holds: 63 bits of its random part."""
    return worker.int & (2**63 - 1)


class Sweeper:
    """Looks every second. Several may run: each row is moved by one statement, once."""

    def __init__(self, worker: UUID, settle_seconds: float) -> None:
        self._worker = worker
        self._settle_seconds = settle_seconds

    async def run(self) -> None:
        """Sweep until cancelled, through any loss of the database."""
        while True:
            try:
                await self._sweep_until_lost()
            except psycopg.OperationalError as lost:
                log.warning("outbox.sweeping_interrupted", error=type(lost).__name__)
            await asyncio.sleep(PAUSE_SECONDS)

    async def _sweep_until_lost(self) -> None:
        connection = await connect_for_everyone("bode-sweeper")
        try:
            while True:
                await self._unsettle_abandoned(connection)
                await self._decide_overdue(connection)
                await asyncio.sleep(PAUSE_SECONDS)
        finally:
            await connection.close()

    async def _unsettle_abandoned(self, connection: AsyncConnection[Any]) -> None:
        cursor = await connection.execute(statements.WORKERS_IN_FLIGHT, [self._worker])
        for (worker,) in await cursor.fetchall():
            lock = [worker_lock(worker)]
            taken = await connection.execute("SELECT pg_try_advisory_lock(%s)", lock)
            row = await taken.fetchone()
            if row is None or not row[0]:
                continue  # alive
            await self._unsettle(connection, worker)
            await connection.execute("SELECT pg_advisory_unlock(%s)", lock)

    async def _unsettle(self, connection: AsyncConnection[Any], worker: UUID) -> None:
        async with connection.transaction(), connection.cursor() as cursor:
            await cursor.execute(statements.ABANDONED, [self._settle_seconds, worker])
            abandoned = [
                Outcome(message_id=row[0], fate=Fate.UNSETTLED, code="worker_died")
                for row in await cursor.fetchall()
            ]
            await outcomes.tell(cursor, abandoned)
        log.info("outbox.abandoned", messages=len(abandoned))

    async def _decide_overdue(self, connection: AsyncConnection[Any]) -> None:
        async with connection.transaction(), connection.cursor() as cursor:
            await cursor.execute(statements.OVERDUE)
            rows = await cursor.fetchall()
            asking = [
                Outcome(message_id=message_id, fate=Fate.ASKS, code="unsettled")
                for message_id, state in rows
                if state == SendingState.ASKS
            ]
            if asking:
                await outcomes.tell(cursor, asking)
            if len(rows) > len(asking):
                await cursor.execute("SELECT pg_notify(%s, '')", [WAKE_CHANNEL])
