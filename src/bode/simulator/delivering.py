"""Bringing webhooks to their receivers, until each is answered 200."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections import deque
from typing import Any
from zlib import crc32

import aiohttp
import orjson
from msgspec import Raw

from bode.simulator.composing import Told, compose
from bode.simulator.config import SimulatedNumber
from bode.simulator.faults import Faults
from bode.simulator.records import DELIVERED, FROM_CITIZEN, Done, Message, StatusChange, Value
from bode.simulator.world import World
from bode.whatsapp import DIALOG360_HEADER, HEADER, sign, sign_as_dialog360
from bode.whatsapp.limits import WEBHOOK_BODY_BYTES

LANES = 4
"""Webhooks to one receiver that are under way at the same time; a citizen's go one by one."""
BACKLOG = 32
"""With more than so many waiting, webhooks hold several updates."""
BATCH = 1000
"""Updates in one webhook, at most."""
GIVE_UP_SECONDS = 7 * 24 * 3600


Receiver = tuple[str | None, frozenset[tuple[str, str]]]
"""An address, and the headers that come with what is sent there."""


class Batch:
    """A body that must be answered 200."""

    def __init__(self, number: SimulatedNumber, seqs: list[int], body: bytes, made_at: int) -> None:
        self.number = number
        """One of those it is about: they all have the same receiver."""
        self.seqs = seqs
        self.body = body
        self.made_at = made_at
        self.attempts = 0


class Lane:
    """The webhooks to a receiver about some of the citizens, in order."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries
        self._waiting: deque[tuple[SimulatedNumber, Told]] = deque()
        self._again: deque[Batch] = deque()
        self._wake = asyncio.Event()

    def put(self, number: SimulatedNumber, told: Told) -> None:
        """Add an update at the end."""
        self._waiting.append((number, told))
        self._wake.set()

    async def run(self) -> None:
        """Deliver for ever."""
        while True:
            while not (self._again or self._waiting):
                self._wake.clear()
                await self._wake.wait()
            batch = self._again.popleft() if self._again else self._take()
            await self._deliver(batch)

    def _take(self) -> Batch:
        size = BATCH if len(self._waiting) > BACKLOG else 1
        number = self._waiting[0][0]
        receiver = self._deliveries.receiver_of(number)
        taken: list[tuple[SimulatedNumber, Told]] = []
        while self._waiting and len(taken) < size and self._leads_to(receiver):
            taken.append(self._waiting.popleft())
        body = compose(self._deliveries.world, taken)
        while len(body) > WEBHOOK_BODY_BYTES and len(taken) > 1:
            half = len(taken) // 2
            self._waiting.extendleft(reversed(taken[half:]))
            taken = taken[:half]
            body = compose(self._deliveries.world, taken)
        seqs = [told.seq for _, told in taken]
        return Batch(number, seqs, body, self._deliveries.world.now())

    def _leads_to(self, receiver: Receiver) -> bool:
        """Say whether the next update still goes where those before it go."""
        number, _ = self._waiting[0]
        return self._deliveries.receiver_of(number) == receiver

    async def _deliver(self, batch: Batch) -> None:
        """Post once. Without any answer the lane waits, so that order is kept; after a refusal
        the batch comes again by itself, so that one bad webhook doesn't block the others.
        """
        status = await self._deliveries.post(batch.number, batch.body)
        if status == 200:
            self._deliveries.settle(batch)
            if self._deliveries.faults.find_struck("duplicate_webhooks"):
                await self._deliveries.post(batch.number, batch.body)
            return
        if self._deliveries.world.now() - batch.made_at > GIVE_UP_SECONDS:
            self._deliveries.settle(batch)
            return
        pause = self._deliveries.pause_after(batch.attempts)
        batch.attempts += 1
        if status is None:
            await asyncio.sleep(pause)
            self._repeat(batch)
        else:
            asyncio.get_running_loop().call_later(pause, self._repeat, batch)

    def _repeat(self, batch: Batch) -> None:
        self._again.append(batch)
        self._wake.set()


class Deliveries:
    """All webhooks on their way. Started and stopped with the application."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.world = world
        self.faults = faults
        self._lanes: dict[tuple[Receiver, int], Lane] = {}
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Open connections, and take up what a former process left."""
        timeout = aiohttp.ClientTimeout(total=self.world.config.pace.webhook_timeout)
        self._session = aiohttp.ClientSession(
            timeout=timeout,
            connector=aiohttp.TCPConnector(limit=0),
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        for told in list(self.world.pending.values()):
            self._enqueue(told)

    async def stop(self) -> None:
        """Stop at once: what is pending stands in the journal."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._session.close()

    def reserve(self, number: SimulatedNumber) -> int:
        """Return a seq for a webhook that is about to be told; 0 when nobody listens."""
        return self.world.next_seq() if self.world.accounts.callback_of(number) else 0

    def announce(self, number: SimulatedNumber, field: str, value: dict[str, Any]) -> None:
        """Tell of something else than messages, to whoever gets this number's webhooks."""
        told = Value(
            seq=self.reserve(number),
            waba=number.waba_id,
            field=field,
            value=Raw(orjson.dumps(value)),
            at=self.world.now(),
        )
        self.world.store(told, flush=True)
        self.tell(told)

    def tell(self, told: Told) -> None:
        """Have a stored record delivered, later or out of order when a fault strikes."""
        if not told.seq:
            return
        pause = 0.0
        if delay := self.faults.find_struck("delay_webhooks"):
            pause = delay.seconds
        if reorder := self.faults.find_struck("reorder_webhooks"):
            pause += random.uniform(0, reorder.seconds)  # noqa: S311 - dice, not secrets
        if pause:
            asyncio.get_running_loop().call_later(pause, self._enqueue, told)
        else:
            self._enqueue(told)

    def _enqueue(self, told: Told) -> None:
        found = self._addressed(told)
        if found is None:
            self.world.store(Done([told.seq]))
            return
        number, citizen = found
        place = (self.receiver_of(number), crc32(citizen.encode()) % LANES)
        lane = self._lanes.get(place)
        if lane is None:
            lane = self._lanes[place] = Lane(self)
            self._tasks.append(asyncio.create_task(lane.run()))
        lane.put(number, told)

    def _addressed(self, told: Told) -> tuple[SimulatedNumber, str] | None:
        """Return the number whose webhook this is, and the citizen (empty: nobody's)."""
        if isinstance(told, Value):
            metadata = orjson.loads(bytes(told.value)).get("metadata") or {}
            named = self.world.numbers.get(str(metadata.get("phone_number_id")))
            numbers = [named] if named else self.world.accounts.waba_numbers(told.waba)
            return (numbers[0], "") if numbers else None
        message = told if isinstance(told, Message) else self.world.messages.get(told.id)
        number = self.world.numbers.get(message.number) if message else None
        return (number, message.phone) if message and number else None

    def receiver_of(self, number: SimulatedNumber) -> Receiver:
        """Return where a number's webhooks go now, and with which headers of its own."""
        forwarded = self.world.accounts.state(number).forwarded
        return self.world.accounts.callback_of(number), frozenset((forwarded or {}).items())

    async def post(self, number: SimulatedNumber, body: bytes) -> int | None:
        """Post a signed body; return the answer's status, or None when there was no answer."""
        url = self.world.accounts.callback_of(number)
        if url is None:
            return 200
        headers = {"Content-Type": "application/json"} | self._proof(number, body)
        try:
            async with self._session.post(
                url, data=body, headers=headers, allow_redirects=False
            ) as response:
                await response.read()
                return response.status
        except (aiohttp.ClientError, TimeoutError, OSError):
            return None

    def _proof(self, number: SimulatedNumber, body: bytes) -> dict[str, str]:
        """Return the headers by which a receiver knows who sends."""
        secret = self.world.config.app_secret
        forwarded = self.world.accounts.state(number).forwarded
        if forwarded is None:
            return {"User-Agent": "facebookexternalua", HEADER: sign(body, secret)}
        return {
            "User-Agent": "360dialog",
            **forwarded,
            DIALOG360_HEADER: sign_as_dialog360(body, secret),
        }

    async def find_handshake_problem(self, url: str, verify_token: str) -> str | None:
        """Ask a receiver to repeat a challenge; return what went wrong."""
        challenge = str(secrets.randbelow(10**10))
        asked = {
            "hub.mode": "subscribe",
            "hub.challenge": challenge,
            "hub.verify_token": verify_token,
        }
        try:
            async with self._session.get(url, params=asked, allow_redirects=False) as response:
                answer = await response.content.read(len(challenge) + 1)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return f"no answer ({type(error).__name__})"
        if response.status != 200:
            return f"HTTP Status Code = {response.status}; HTTP Message = {response.reason}"
        return None if answer == challenge.encode() else "the answer is not the challenge"

    def settle(self, batch: Batch) -> None:
        """Write down that a batch was answered 200; citizens then see two ticks."""
        for seq in batch.seqs:
            told = self.world.pending.get(seq)
            if isinstance(told, Message) and told.direction == FROM_CITIZEN:
                arrived = StatusChange(id=told.id, status=DELIVERED, at=self.world.now())
                self.world.store(arrived)
        self.world.store(Done(batch.seqs))

    def pause_after(self, attempts: int) -> float:
        """Return how long to wait after so many attempts that failed before this one."""
        pace = self.world.config.pace
        return min(pace.first_retry * 2.0 ** min(attempts, 30), pace.longest_retry)
