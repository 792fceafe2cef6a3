"""The dispatcher: claims what is due, sends it, hands the outcome to the settler.

Only what goes on the wire now is claimed, so a crash leaves few messages whose fate is
unknown. Those wait, unsettled, for a status that carries their id (see `sweeping`).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import structlog
from asgiref.sync import sync_to_async
from psycopg import AsyncConnection

from bode import policy
from bode.basics import new_id
from bode.licensing.actions import stop_number
from bode.organisations.connecting import connect_for_everyone
from bode.organisations.tenancy import every_tenant
from bode.whatsapp import AnswerLost, Client, Refused, Unreachable

from . import statements
from .actions import WAKE_CHANNEL
from .judging import judge_refusal, judge_unreachable
from .numbers import Numbers
from .outcomes import Fate, Outcome
from .settling import RECONNECT_SECONDS, Settler
from .sweeping import Sweeper, worker_lock

log = structlog.get_logger()
IN_FLIGHT = 128
LONGEST_WAIT = 1.0  # seconds until the table is looked at again, whatever was notified


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that this worker sends; the fields stand in the order of `statements.CLAIM`."""

    message_id: UUID
    number_id: UUID
    lane: int
    purpose: str
    recipient: str
    payload: bytes
    attempts: int


class Dispatcher:
    """Sends for all municipalities until stopped. Several may run, in any process or host."""

    def __init__(
        self, client: Client, *, settle_seconds: float, in_flight: int = IN_FLIGHT
    ) -> None:
        self._client = client
        self._worker = new_id()
        self._settler = Settler(self._worker, settle_seconds)
        self._sweeper = Sweeper(self._worker, settle_seconds)
        self._numbers = Numbers()
        self._capacity = in_flight
        self._on_the_wire = 0
        self._ready: asyncio.Queue[Claimed] = asyncio.Queue()
        # Per citizen one message at a time, so that two quick replies keep their order.
        self._following: dict[tuple[UUID, str], deque[Claimed]] = {}
        self._room = asyncio.Event()
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Dispatch until `stop`; then what is on the wire is finished and settled."""
        background = [
            asyncio.create_task(task)
            for task in (
                self._settler.run(),
                self._sweeper.run(),
                *(self._send_forever() for _ in range(self._capacity)),
            )
        ]
        claiming = asyncio.create_task(self._claim_forever())
        try:
            await asyncio.wait([claiming, *background], return_when=asyncio.FIRST_COMPLETED)
            await self._finish(claiming, background)
        finally:
            for task in (claiming, *background):
                task.cancel()
            await asyncio.gather(claiming, *background, return_exceptions=True)
            await self._settler.close()

    def stop(self) -> None:
        """Claim nothing more; `run` returns when what is on the wire is settled."""
        self._stopping.set()
        self._room.set()

    async def _finish(
        self, claiming: asyncio.Task[None], background: list[asyncio.Task[None]]
    ) -> None:
        for task in background:
            if task.done():
                task.result()  # none of them ends by itself: this raises what ended it
        await claiming
        while self._on_the_wire or not self._settler.is_idle:
            await asyncio.sleep(0.01)

    async def _claim_forever(self) -> None:
        while not self._stopping.is_set():
            try:
                async with self._connected() as connection:
                    await self._claim_until_lost(connection)
            except psycopg.OperationalError as lost:
                log.warning("outbox.claiming_interrupted", error=type(lost).__name__)
                await asyncio.sleep(RECONNECT_SECONDS)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection[Any]]:
        connection = await connect_for_everyone("bode-dispatcher")
        try:
            # As long as this lock is held, other workers know that this one is alive.
            await connection.execute("SELECT pg_advisory_lock(%s)", [worker_lock(self._worker)])
            await connection.execute(f"LISTEN {WAKE_CHANNEL}")
            yield connection
        finally:
            with suppress(psycopg.Error):
                await connection.close()

    async def _claim_until_lost(self, connection: AsyncConnection[Any]) -> None:
        while not self._stopping.is_set():
            await self._numbers.refresh()
            free = self._capacity - self._on_the_wire
            claimed = await self._claim(connection, free) if free else []
            for row in claimed:
                self._take(row)
            if len(claimed) < free:
                await _notified(connection, await self._wait_seconds(connection))
            else:
                await self._wait_for_room()

    async def _claim(self, connection: AsyncConnection[Any], limit: int) -> list[Claimed]:
        async with connection.cursor(binary=True) as cursor:
            await cursor.execute(
                statements.CLAIM,
                {"limit": limit, "worker": self._worker, "held": self._numbers.held},
            )
            rows = [Claimed(*row) async for row in cursor]
        if any(row.number_id not in self._numbers.known for row in rows):
            self._numbers.forget()
            await self._numbers.refresh()
        rows.sort(key=lambda row: (row.lane, row.message_id))
        return rows

    async def _wait_seconds(self, connection: AsyncConnection[Any]) -> float:
        cursor = await connection.execute(statements.NEXT_DUE, [self._numbers.held])
        row = await cursor.fetchone()
        seconds = row[0] if row else None
        return LONGEST_WAIT if seconds is None else min(max(seconds, 0.0), LONGEST_WAIT)

    async def _wait_for_room(self) -> None:
        """A quarter of the wire free: claiming row by row would cost a statement each."""
        while self._on_the_wire > self._capacity * 3 // 4 and not self._stopping.is_set():
            self._room.clear()
            await self._room.wait()

    def _take(self, row: Claimed) -> None:
        self._on_the_wire += 1
        key = (row.number_id, row.recipient)
        if key in self._following:
            self._following[key].append(row)
        else:
            self._following[key] = deque()
            self._ready.put_nowait(row)

    async def _send_forever(self) -> None:
        while True:
            row = await self._ready.get()
            outcome = await self._send(row)
            if outcome.fate is Fate.HELD:
                await self._hold(row.number_id, outcome.code)
            self._settler.add(outcome)
            self._release(row)

    def _release(self, row: Claimed) -> None:
        self._on_the_wire -= 1
        self._room.set()
        following = self._following[(row.number_id, row.recipient)]
        if following:
            self._ready.put_nowait(following.popleft())
        else:
            del self._following[(row.number_id, row.recipient)]

    async def _send(self, row: Claimed) -> Outcome:
        sender = self._numbers.sender(row.number_id)
        # Asked again: a licence may have been suspended since the message was queued.
        refusal = policy.may_leave(row.purpose, sender.licence)
        if refusal is not None:
            return Outcome(message_id=row.message_id, fate=Fate.FAILED, code=refusal.code)
        try:
            answer = await self._client.send(
                sender.platform_id, sender.access_token, row.payload
            )
        except Refused as refused:
            code = refused.error.code if refused.error is not None else None
            return judge_refusal(
                row.message_id, row.lane, row.attempts, code, refused.http_status
            )
        except Unreachable:
            return judge_unreachable(row.message_id, row.attempts)
        except AnswerLost:
            return Outcome(message_id=row.message_id, fate=Fate.UNSETTLED, code="answer_lost")
        return Outcome(message_id=row.message_id, fate=Fate.ACCEPTED, wamid=answer.wamid)

    async def _hold(self, number_id: UUID, code: str) -> None:
        def hold() -> None:
            with every_tenant("the platform stopped this number"):
                stop_number(number_id, int(code) if code.isdecimal() else 0)

        await sync_to_async(hold)()
        self._numbers.forget()


async def _notified(connection: AsyncConnection[Any], seconds: float) -> None:
    """Wait until something is queued, `seconds` at most."""
    async for _ in connection.notifies(timeout=seconds, stop_after=1):
        return
