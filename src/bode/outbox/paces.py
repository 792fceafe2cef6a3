"""Paces in the database, where all workers find them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from psycopg import AsyncConnection, AsyncCursor

from . import pacing, statements
from .judging import CITIZEN_TOO_FAST, NUMBER_WORKED_ON, SENT_TOO_FAST
from .outcomes import Outcome
from .pacing import CitizenLimit, Pace, Turns


class Due(NamedTuple):
    """Something is due in this lane of a number; the fields stand as in `statements.DUE`."""

    lane: int
    number_id: UUID
    limit: int
    rate: float
    spent_until: datetime
    """None before a number has a pace; `find_due` gives none of those."""
    at: datetime
    state: str | None
    """Of its circuit; None: that is closed."""
    trials: int
    next_at: datetime

    @property
    def pace(self) -> Pace:
        return Pace(self.limit, self.rate, self.spent_until)


async def find_due(connection: AsyncConnection[Any]) -> Sequence[Due]:
    """The lanes and numbers in which something is due."""
    found = await _find_due(connection)
    if new := [each.number_id for each in found if each.spent_until is None]:
        await connection.execute(statements.START_PACE, [new])
        found = await _find_due(connection)
    # A number that is newer still has its turn the next time.
    return [each for each in found if each.spent_until is not None]


async def _find_due(connection: AsyncConnection[Any]) -> Sequence[Due]:
    cursor = await connection.execute(statements.DUE)
    return [Due._make(row) for row in await cursor.fetchall()]


async def take(connection: AsyncConnection[Any], found: Sequence[Due]) -> dict[UUID, Turns]:
    """What each number may send now, unless another worker took it at the same moment."""
    seen_at = {each.number_id: each.at for each in found}
    taken = {each.number_id: pacing.take(each.pace, each.at) for each in found}
    some = {number_id: pace for number_id, (count, pace) in taken.items() if count}
    if not some:
        return {}
    seen = {each.number_id: each.spent_until for each in found}
    cursor = await connection.execute(statements.SET_PACE, _columns(seen, some))
    return {
        number_id: pacing.turns(some[number_id], taken[number_id][0], seen_at[number_id])
        for (number_id,) in await cursor.fetchall()
    }


async def obey(cursor: AsyncCursor[Any], told: Sequence[Outcome], citizens: CitizenLimit) -> None:
    """Slow down, or let rest, where the platform refused messages for that."""
    if refused := _refused(told, {CITIZEN_TOO_FAST}):
        parameters = {"refused": refused, **citizens.parameters}
        await cursor.execute(statements.SPEND_ALL, parameters)
    if refused := _refused(told, SENT_TOO_FAST):
        await _change(cursor, refused, pacing.slow_down)
    if refused := _refused(told, {NUMBER_WORKED_ON}):
        await _change(cursor, refused, pacing.pause)


def _refused(told: Sequence[Outcome], codes: Set[int]) -> list[UUID]:
    names = set(map(str, codes))
    return [each.message_id for each in told if each.code in names]


async def _change(
    cursor: AsyncCursor[Any],
    refused: Sequence[UUID],
    change: Callable[[Pace, datetime], Pace],
) -> None:
    await cursor.execute(statements.LOCK_PACES, [list(refused)])
    found = [(row[0], Pace(*row[1:4]), row[4]) for row in await cursor.fetchall()]
    seen = {number_id: pace.spent_until for number_id, pace, _ in found}
    changed = {number_id: change(pace, at) for number_id, pace, at in found}
    await cursor.execute(statements.SET_PACE, _columns(seen, changed))


def _columns(seen: Mapping[UUID, datetime], paces: Mapping[UUID, Pace]) -> list[list[Any]]:
    return [
        list(paces),
        [seen[number_id] for number_id in paces],
        [pace.rate for pace in paces.values()],
        [pace.spent_until for pace in paces.values()],
    ]
