"""The dispatcher: claims what is due, sends it, hands the outcome to the settler.

No more is claimed than goes on the wire now and within a fifth of a second, so a crash leaves
few messages whose fate is unknown. Those wait, unsettled, for a status that carries their id (see
`sweeping`).
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import django.db
import psycopg
import structlog
from psycopg import AsyncConnection

from bode.background.beating import BEAT, Rhythm
from bode.background.states import Part
from bode.basics import new_id, now
from bode.organisations.connecting import connect_for_everyone
from bode.privacy.encryption import SecretUnreadable
from bode.whatsapp import AnswerLost, Client, Refused, Unreachable
from bode.whatsapp.limits import PAIR_BURST

from . import outcomes, statements
from .allowances import Allowances
from .breakers import Breakers
from .judging import code_of, is_outage, judge_refusal, judge_unreachable
from .line import Line
from .numbers import Numbers, Sender
from .outcomes import Fate, Outcome
from .pacing import SENT_SECONDS, CitizenLimit
from .reaching import find_beyond
from .settling import RECONNECT_SECONDS, Settler
from .states import Lane, Waits
from .sweeping import Sweeper, worker_lock
from .unknown_errors import report_unknown
from .wire_log import Entry, WireLog

log = structlog.get_logger()
IN_FLIGHT = 128
LARGEST_BACKLOG = 2000  # outcomes that wait for the database; beyond that nothing is claimed
# Asking an almost empty index costs 0.1 ms. NOTIFY would make commits wait for one another.
LOOK_EVERY = 0.05  # seconds
STOP_SECONDS = 5.0
NO_ACCESS = 0  # the platform's own code for it


class Claimed(NamedTuple):
    """A row that this worker sends; the fields stand in the order of `statements.CLAIM`."""

    message_id: UUID
    number_id: UUID
    lane: int
    purpose: str
    traits: int
    payload: bytes
    attempts: int
    barred: str
    recipient: str
    licence_id: UUID


class Dispatcher:
    """Sends for all municipalities until stopped. Several may run, in any process or host.

    `citizen_burst` is how many messages one citizen may get at once from one number, and
    `sent_seconds` how long each waits for the one before to be reported as sent;
    `heard_until` tells up to which moment every status that the platform sent has been recorded;
    `wire_logs` is the folder in which the workers of this machine say what they began to write.
    Without `beats` nobody takes this process for a worker.
    """

    def __init__(
        self,
        client: Client,
        *,
        settle_seconds: float,
        wire_logs: Path,
        heard_until: Callable[[], datetime] = now,
        citizen_burst: int = PAIR_BURST,
        sent_seconds: float = SENT_SECONDS,
        in_flight: int = IN_FLIGHT,
        beats: bool = True,
    ) -> None:
        self._client = client
        self._wire_logs = wire_logs
        self._wire_log: WireLog | None = None
        self._sweeper = Sweeper(settle_seconds, heard_until, wire_logs)
        self._numbers = Numbers()
        self._breakers = Breakers()
        self._allowances = Allowances(self._breakers)
        self._line: Line[tuple[Entry, Claimed]] = Line(in_flight)
        self._settled = asyncio.Event()
        self._citizens = CitizenLimit(citizen_burst, sent_seconds)
        self._settler = Settler(settle_seconds, self._citizens, self._settled.set)
        self._rhythm, self._beats = Rhythm(), beats
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Dispatch until `stop`; then what is on the wire is finished and settled."""
        senders = (self._send_forever() for _ in range(self._line.places))
        background = [
            asyncio.create_task(task)
            for task in (self._settler.run(), self._sweeper.run(), *senders)
        ]
        claiming = asyncio.create_task(self._claim_forever())
        try:
            await asyncio.wait([claiming, *background], return_when=asyncio.FIRST_COMPLETED)
            for task in background:
                if task.done():
                    task.result()  # none of them ends by itself: this raises what ended it
            await claiming
            with suppress(TimeoutError):  # what is left then, the next worker will unsettle
                await asyncio.wait_for(self._finished(), STOP_SECONDS)
        finally:
            for task in (claiming, *background):
                task.cancel()
            await asyncio.gather(claiming, *background, return_exceptions=True)
            await self._settler.close()
            if self._wire_log is not None:
                self._wire_log.close(finished=self._is_finished)

    def stop(self) -> None:
        """Claim nothing more; `run` returns when what is on the wire is settled."""
        self._stopping.set()
        self._line.has_room.set()
        self._settled.set()

    @property
    def _is_finished(self) -> bool:
        return self._line.is_empty and not self._settler.backlog

    async def _finished(self) -> None:
        while not self._is_finished:
            await _happens(self._settled)

    async def _claim_forever(self) -> None:
        while not self._stopping.is_set():
            try:
                async with self._connected() as (connection, wire_log):
                    await self._claim_until_lost(connection, wire_log)
            except (psycopg.OperationalError, django.db.Error) as lost:
                log.warning("outbox.claiming_interrupted", error=type(lost).__name__)
                await asyncio.sleep(RECONNECT_SECONDS)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[tuple[AsyncConnection[Any], WireLog]]:
        connection = await connect_for_everyone("bode-dispatcher")
        try:
            worker = new_id()
            # As long as this lock is held, other workers know that this one is alive.
            await connection.execute("SELECT pg_advisory_lock(%s)", [worker_lock(worker)])
            await connection.execute(statements.PLAN_BY_INDEX)
            await self._succeed(connection, self._wire_log)
            self._wire_log = WireLog(self._wire_logs, worker)
            self._sweeper.worker = worker
            yield connection, self._wire_log
        finally:
            with suppress(psycopg.Error):
                await connection.close()

    async def _succeed(self, connection: AsyncConnection[Any], former: WireLog | None) -> None:
        """Take over from the connection that was lost, in this same process."""
        if former is not None:
            await self._finished()
            # All that was heard of is settled, so the rest was claimed unheard, and never sent.
            await connection.execute(statements.PUT_BACK_UNHEARD, [former.worker])
            former.close(finished=True)
            self._wire_log = None

    async def _claim_until_lost(self, connection: AsyncConnection[Any], wire_log: WireLog) -> None:
        while not self._stopping.is_set():
            if self._beats and self._rhythm.is_due():
                await connection.execute(BEAT, [Part.SENDING])
            await self._numbers.refresh()
            room = self._line.room
            if self._settler.backlog > LARGEST_BACKLOG:
                await _happens(self._settled)
            elif room < self._line.least_room:
                if not await _happens(self._line.has_room):
                    await self._claim(connection, wire_log, self._line.crisis_room, Lane.CRISIS)
            elif await self._claim(connection, wire_log, room, Lane.NOTICE) < room:
                await _happens(self._settled)

    async def _claim(
        self, connection: AsyncConnection[Any], wire_log: WireLog, limit: int, last: Lane
    ) -> int:
        """Claim at most so many, lane by lane until the last; return how many it were."""
        await self._allowances.renew(connection)
        claimed = 0
        for lane in self._allowances.lanes:
            if lane <= last and claimed < limit:
                claimed += await self._claim_lane(connection, wire_log, limit - claimed, lane)
        return claimed

    async def _claim_lane(
        self, connection: AsyncConnection[Any], wire_log: WireLog, limit: int, lane: int
    ) -> int:
        """Claim of each number as much as of the others; what that leaves over, of who has more.

        Each number's messages leave at its own pace. Claimed of a few numbers, they would leave at
        the pace of those few, while the others wait.
        """
        offers = self._allowances.offer(lane)
        if not offers:
            return 0
        even = ceil(limit / len(offers))
        first = {number: min(allowed, even) for number, allowed in offers.items()}
        claimed = await self._claim_of(connection, wire_log, limit, lane, first)
        if (left := limit - claimed.total()) <= 0:
            return limit
        more = {
            number: allowed - even
            for number, allowed in offers.items()
            if allowed > even and claimed[number] == even
        }
        if more:
            claimed += await self._claim_of(connection, wire_log, left, lane, more)
        return claimed.total()

    async def _claim_of(
        self,
        connection: AsyncConnection[Any],
        wire_log: WireLog,
        limit: int,
        lane: int,
        offers: Mapping[UUID, int],
    ) -> Counter[UUID]:
        """Claim at most so many, and of each number no more than this; how many of which."""
        parameters = {
            "numbers": list(offers),
            "allowed": list(offers.values()),
            "lane": lane,
            "limit": limit,
            "worker": wire_log.worker,
            **self._citizens.parameters,
        }
        async with connection.cursor(binary=True) as cursor:
            await cursor.execute(statements.CLAIM, parameters)
            claimed = [Claimed._make(row) for row in await cursor.fetchall()]
        turns = [self._allowances.spend(row.number_id) for row in claimed]
        beyond = await self._find_beyond(connection, claimed, is_crisis=lane == Lane.CRISIS)
        for row, turn in zip(claimed, turns, strict=True):
            entry = Entry(wire_log, row.message_id)
            if beyond and row.message_id in beyond:
                self._settler.add(entry, _withheld(row, Waits.FOR_PORTFOLIO))
            else:
                self._breakers.claimed(row.number_id, row.message_id)
                self._line.join((entry, row), turn, is_crisis=lane == Lane.CRISIS)
        return Counter(row.number_id for row in claimed)

    async def _find_beyond(
        self, connection: AsyncConnection[Any], claimed: Sequence[Claimed], *, is_crisis: bool
    ) -> set[UUID]:
        """Which of these would write first to more citizens than their portfolio may."""
        counted = [
            row.message_id for row in claimed if self._numbers.counts(row.number_id, row.traits)
        ]
        if not counted:
            return set()
        return await find_beyond(connection, counted, is_crisis=is_crisis)

    async def _send_forever(self) -> None:
        while True:
            entry, row = await self._line.take()
            self._settler.add(entry, await self._send(entry, row))
            self._breakers.ended(row.number_id, row.message_id)
            self._line.leave()

    async def _send(self, entry: Entry, row: Claimed) -> Outcome:
        try:
            return await self._outcome_of(entry, row)
        except django.db.Error:
            # Nothing was sent, or it was refused: asking for the number failed.
            return Outcome(
                message_id=row.message_id, fate=Fate.RETRY, delay=RECONNECT_SECONDS, untried=True
            )
        except Exception:
            # A mistake of ours in this one message; it must not keep the others from leaving.
            log.exception("outbox.send_failed", message=str(row.message_id))
            return Outcome(message_id=row.message_id, fate=Fate.FAILED, code="internal")

    async def _outcome_of(self, entry: Entry, row: Claimed) -> Outcome:
        message_id = row.message_id
        sender = self._numbers.find(row.number_id)
        if sender is None or _is_outdated(sender, row):
            sender = await self._numbers.learn(row.number_id)
        if kept := _kept_back(sender, row):
            return kept
        if self._breakers.keeps_back(row.number_id, message_id):
            return Outcome(message_id, Fate.RETRY, untried=True)
        self._breakers.asked(row.number_id)
        try:
            answer = await self._client.send(sender.access, row.payload, entry.write)
        except SecretUnreadable:
            log.exception("outbox.token_unreadable", number=str(sender.id))
            await self._numbers.hear(sender, NO_ACCESS, row.traits)
            return Outcome(message_id, Fate.HELD, code=str(NO_ACCESS), untried=True)
        except (Unreachable, AnswerLost) as lost:
            self._breakers.failed(row.number_id, message_id)
            if isinstance(lost, AnswerLost) and entry.is_written:
                return Outcome(message_id, Fate.UNSETTLED)
            return judge_unreachable(message_id, row.attempts)
        except Refused as refused:
            return await self._refused(sender, row, refused)
        self._breakers.answered(row.number_id, message_id)
        if answer.wa_id and row.recipient.isdecimal() and answer.wa_id != row.recipient:
            await _hear_spelling(message_id, answer.wa_id)
        return Outcome(message_id, Fate.ACCEPTED, answer.wamid)

    async def _refused(self, sender: Sender, row: Claimed, refused: Refused) -> Outcome:
        tell = self._breakers.failed if is_outage(refused) else self._breakers.answered
        tell(row.number_id, row.message_id)
        code = code_of(refused.error)
        report_unknown(code)
        outcome = judge_refusal(row.message_id, row.lane, row.traits, row.attempts, refused)
        if code is not None:
            await self._numbers.hear(sender, code, row.traits)
            await outcomes.refused(row.message_id, code)
        return outcome


def _is_outdated(sender: Sender, row: Claimed) -> bool:
    """Whether what was read of the number may be older than the message, and would change its fate.

    The number moved to another licence, with another key; or its licence or the rules refused the
    purpose, but may have allowed it when the message was queued, less than a second ago.
    """
    return sender.licence_id != row.licence_id or sender.refusal(row.purpose) is not None


def _kept_back(sender: Sender, row: Claimed) -> Outcome | None:
    """What becomes of a message that may not leave, now or ever; None: it may."""
    if sender.stopped:
        return Outcome(row.message_id, Fate.HELD, code=sender.stopped, untried=True)
    if row.barred:
        return Outcome(row.message_id, Fate.FAILED, code=row.barred)
    if sender.is_suspended:  # claimed just before that: it goes back, and waits with the others
        return Outcome(row.message_id, Fate.RETRY, code=Waits.FOR_LICENCE, untried=True)
    if refusal := sender.refusal(row.purpose):
        return Outcome(row.message_id, Fate.FAILED, code=refusal.code)
    if sender.withholds(row.traits):
        return _withheld(row, Waits.FOR_ACCOUNT)
    return None


async def _hear_spelling(message_id: UUID, phone: str) -> None:
    """Whatever goes wrong here, the message was accepted."""
    try:
        await outcomes.spelled(message_id, phone)
    except Exception:
        log.exception("outbox.spelling_not_kept", message=str(message_id))


def _withheld(row: Claimed, why: Waits) -> Outcome:
    return Outcome(row.message_id, Fate.WITHHELD, code=why.value, untried=True)


async def _happens(event: asyncio.Event) -> bool:
    """Wait for this, but not longer than until the queue must be looked at again."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), LOOK_EVERY)
    happened = event.is_set()
    event.clear()
    return happened
