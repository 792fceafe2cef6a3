"""What became of an attempt to send, and who wants to know."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from psycopg import AsyncCursor


class Fate(StrEnum):
    ACCEPTED = "accepted"  # the platform has it, under `wamid`
    FAILED = "failed"  # it will not be sent; `code` says why
    HELD = "held"  # it waits until someone takes the cause `code` away
    WITHHELD = "withheld"  # it waits until its account may send it
    RETRY = "retry"  # it will be tried again
    UNSETTLED = "unsettled"  # the answer was lost: it may have been accepted
    ASKS = "asks"  # no status came in time: a person decides


class Outcome(NamedTuple):
    """What became of one attempt. Made for every message, so it is of the cheapest kind."""

    message_id: UUID
    fate: Fate
    wamid: str | None = None
    code: str = ""
    delay: float = 0.0  # seconds until the next attempt
    untried: bool = False  # it never left: the attempt does not count


class Listener(Protocol):
    """Wants to know what became of messages, in the transaction that settles them."""

    async def lock(self, cursor: AsyncCursor[Any], message_ids: Sequence[UUID]) -> set[UUID]:
        """Lock these messages; return those that another transaction has, without waiting.

        A status that comes in locks its message first and its outbox row next. Whoever settles
        does it in that order too, and never waits: so neither can keep the other from going on.
        """

    async def settle(self, cursor: AsyncCursor[Any], told: Sequence[Outcome]) -> None:
        """Write down what became of these messages."""

    async def hear_refusal(self, message_id: UUID, code: int) -> None:
        """The platform refused a message, which may say more than that this one failed."""

    async def hear_spelling(self, message_id: UUID, phone: str) -> None:
        """The platform writes the recipient's number otherwise than the message did."""


_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Be told of outcomes from now on."""
    _listeners.append(listener)


async def lock(cursor: AsyncCursor[Any], message_ids: Sequence[UUID]) -> set[UUID]:
    """Lock these messages with every listener; return those that can't be settled now."""
    busy: set[UUID] = set()
    for listener in _listeners:
        busy |= await listener.lock(cursor, message_ids)
    return busy


async def refused(message_id: UUID, code: int) -> None:
    """Let every listener hear that the platform refused this message; before it is settled."""
    for listener in _listeners:
        await listener.hear_refusal(message_id, code)


async def spelled(message_id: UUID, phone: str) -> None:
    """Let every listener hear how the platform writes this recipient's number."""
    for listener in _listeners:
        await listener.hear_spelling(message_id, phone)


async def tell(cursor: AsyncCursor[Any], told: Sequence[Outcome]) -> None:
    """Tell every listener; what one of them raises undoes the whole settlement."""
    for listener in _listeners:
        await listener.settle(cursor, told)
