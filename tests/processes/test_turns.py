"""Who comes when all are busy waits for a turn."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from bode.processes.turns import Receive, Scope, Send, Turns


class Office:
    """Makes an answer once it is told to, and is then long in handing it over."""

    def __init__(self) -> None:
        self.making = self.most = self.began = 0
        self.make = asyncio.Event()
        self.hand_over = asyncio.Event()

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        self.making += 1
        self.most = max(self.most, self.making)
        try:
            await self.make.wait()
        finally:
            self.making -= 1
        await send({"type": "http.response.start"})
        self.began += 1
        await self.hand_over.wait()


async def nothing(_message: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return {}


async def send(_message: Mapping[str, Any]) -> None:
    pass


def come(turns: Turns, method: str = "GET") -> asyncio.Task[None]:
    return asyncio.create_task(turns({"type": "http", "method": method}, nothing, send))


async def a_moment() -> None:
    for _ in range(50):
        await asyncio.sleep(0)


async def test_no_more_are_made_at_once_and_all_are_in_the_end() -> None:
    office = Office()
    turns = Turns(office, at_once=3)
    visitors = [come(turns) for _ in range(10)]
    await a_moment()
    assert office.making == 3

    office.make.set()
    office.hand_over.set()
    await asyncio.gather(*visitors)
    assert (office.most, office.began) == (3, 10)


async def test_who_reads_slowly_keeps_nobody_waiting() -> None:
    office = Office()
    office.make.set()
    turns = Turns(office, at_once=1)

    slow = [come(turns) for _ in range(5)]
    await a_moment()

    assert office.began == 5
    office.hand_over.set()
    await asyncio.gather(*slow)


async def test_who_brings_something_takes_no_turn() -> None:
    office = Office()
    turns = Turns(office, at_once=1)

    bringing = [come(turns, "POST") for _ in range(3)]
    visitor = come(turns)
    await a_moment()

    assert office.making == 4
    office.make.set()
    office.hand_over.set()
    await asyncio.gather(*bringing, visitor)


async def test_who_goes_away_leaves_the_turn_to_the_next() -> None:
    office = Office()
    office.hand_over.set()
    turns = Turns(office, at_once=1)
    first, second = come(turns), come(turns)
    await a_moment()

    first.cancel()
    office.make.set()
    await second
    assert office.began == 1
