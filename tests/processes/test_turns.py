"""Who comes when all are busy waits for a turn."""

from __future__ import annotations

import asyncio

from bode.processes.turns import Receive, Scope, Send, Turns


class Office:
    """Answers when it is told to, and counts who is being answered."""

    def __init__(self) -> None:
        self.inside = self.most = self.answered = 0
        self.go_on = asyncio.Event()

    async def __call__(self, _scope: Scope, _receive: Receive, _send: Send) -> None:
        self.inside += 1
        self.most = max(self.most, self.inside)
        try:
            await self.go_on.wait()
        finally:
            self.inside -= 1
        self.answered += 1


async def nothing(*_: object) -> dict[str, object]:
    return {}


def come(turns: Turns, path: str) -> asyncio.Task[None]:
    return asyncio.create_task(turns({"type": "http", "path": path}, nothing, nothing))


async def test_no_more_are_answered_at_once_and_all_are_in_the_end() -> None:
    office = Office()
    turns = Turns(office, besides="/live/", at_once=3)

    visitors = [come(turns, "/desk/") for _ in range(10)]
    await asyncio.sleep(0)
    assert office.inside == 3

    office.go_on.set()
    await asyncio.gather(*visitors)
    assert (office.most, office.answered) == (3, 10)


async def test_streams_take_no_turn() -> None:
    office = Office()
    turns = Turns(office, besides="/live/", at_once=1)

    streams = [come(turns, "/live/") for _ in range(5)]
    visitor = come(turns, "/desk/")
    await asyncio.sleep(0)
    assert office.inside == 6

    office.go_on.set()
    await asyncio.gather(*streams, visitor)


async def test_who_goes_away_leaves_the_turn_to_the_next() -> None:
    office = Office()
    turns = Turns(office, besides="/live/", at_once=1)
    first, second = come(turns, "/desk/"), come(turns, "/desk/")
    await asyncio.sleep(0)

    first.cancel()
    office.go_on.set()
    await second
    assert office.answered == 1
