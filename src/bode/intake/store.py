"""Durable storage with natural group commit.

Whatever queued while the last commit ran is inserted by one statement, and answered after its
commit. There is no timer: a lone webhook waits for nothing, a busy door commits large groups.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import psycopg
import structlog
from psycopg import AsyncConnection

from bode.organisations.connecting import connect_for_everyone

from .errors import NotStored

_log = structlog.get_logger(__name__)

_INSERT = """
INSERT INTO intake_webhook (provider, body)
SELECT * FROM unnest(%b::text[], %b::bytea[])
"""
_MOST_WAITING = 64 * 1024 * 1024  # bytes; beyond that the platform had better come back later
_ROW_COST = 1_024  # bytes that a waiting webhook takes beside its body
_LARGEST_GROUP = 2_000
_COMMIT_SECONDS = 10.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 2.0  # seconds between attempts to reach the database


@dataclass(slots=True, eq=False)
class _Waiting:
    provider: str
    body: bytes
    stored: asyncio.Future[None]


class Store:
    """Keeps webhooks. One for a process; `run` must be running for `keep` to answer."""

    def __init__(self) -> None:
        self._queue: list[_Waiting] = []
        self._waiting_bytes = 0
        self._something = asyncio.Event()
        self._connected = False
        self.stored = 0  # webhooks since the start
        self.groups = 0  # commits since the start

    @property
    def is_connected(self) -> bool:
        """Whether webhooks can be stored now."""
        return self._connected

    async def keep(self, provider: str, body: bytes) -> None:
        """Return once the body is durably stored; raises `NotStored`."""
        if not self._connected or self._waiting_bytes > _MOST_WAITING:
            raise NotStored
        waiting = _Waiting(provider, body, self._new_future())
        self._queue.append(waiting)
        self._waiting_bytes += len(body) + _ROW_COST
        if not self._something.is_set():
            self._something.set()
        await waiting.stored

    async def run(self) -> None:
        """Store what is kept, connecting again for as long as it takes, until cancelled."""
        # Asking for the running loop each time would be a call of the system for each webhook.
        self._new_future = asyncio.get_running_loop().create_future
        pause = _FIRST_PAUSE
        while True:
            try:
                async with await connect_for_everyone("bode intake") as connection:
                    pause = _FIRST_PAUSE
                    await self._store_with(connection)
            except (psycopg.Error, TimeoutError, OSError) as lost:
                _log.warning("intake.store_lost_database", error=type(lost).__name__)
            finally:
                self._connected = False
                self._refuse(self._take(len(self._queue)))
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _store_with(self, connection: AsyncConnection[Any]) -> None:
        self._connected = True
        while True:
            await self._something.wait()
            group = self._take(_LARGEST_GROUP)
            try:
                async with asyncio.timeout(_COMMIT_SECONDS):
                    await connection.execute(
                        _INSERT,
                        [[each.provider for each in group], [each.body for each in group]],
                        prepare=True,
                    )
            except BaseException:
                self._refuse(group)
                raise
            self._confirm(group)

    def _take(self, most: int) -> list[_Waiting]:
        group, self._queue = self._queue[:most], self._queue[most:]
        self._waiting_bytes -= sum(len(each.body) + _ROW_COST for each in group)
        if not self._queue:
            self._something.clear()
        return group

    def _confirm(self, group: list[_Waiting]) -> None:
        self.stored += len(group)
        self.groups += 1
        for each in group:
            if not each.stored.done():  # its sender may have hung up
                each.stored.set_result(None)

    def _refuse(self, group: list[_Waiting]) -> None:
        for each in group:
            if not each.stored.done():
                each.stored.set_exception(NotStored())
