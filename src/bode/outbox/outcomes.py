"""What became of an attempt to send, and who wants to know."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from psycopg import AsyncCursor


class Fate(StrEnum):
    ACCEPTED = "accepted"  # the platform has it, under `wamid`
    FAILED = "failed"  # it will not be sent; `code` says why
    HELD = "held"  # it waits until someone takes the cause `code` away
    RETRY = "retry"  # it will be tried again
    UNSETTLED = "unsettled"  # the answer was lost: it may have been accepted
    ASKS = "asks"  # no status came in time: a person decides


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    message_id: UUID
    fate: Fate
    wamid: str | None = None
    code: str = ""
    delay: float = 0.0  # seconds until the next attempt


Listener = Callable[[AsyncCursor[Any], Sequence[Outcome]], Awaitable[None]]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Be told of outcomes, in the transaction that settles them."""
    _listeners.append(listener)


async def tell(cursor: AsyncCursor[Any], outcomes: Sequence[Outcome]) -> None:
    """Tell every listener; what one of them raises undoes the whole settlement."""
    for listener in _listeners:
        await listener(cursor, outcomes)
