"""The part of a worker that goes on with broadcasts."""

from __future__ import annotations

import time
from threading import Event
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError

from bode.background.turns import take_turns
from bode.organisations.tenancy import every_tenant

from .feeding import NOTHING_YET, Turn, go_on, list_at_work

_log = structlog.get_logger(__name__)
_LOOK_EVERY = 0.1  # seconds, for one that just began


def feed_until(stopping: Event) -> None:
    """Hand recipients to the outbox as there is room, in this thread, until `stopping` is set."""
    take_turns(stopping, Feeder().feed, every=_LOOK_EVERY, lost="broadcasts.database_lost")


class Feeder:
    """Goes on with broadcasts in turn: crises first, then who waits longest for a turn."""

    def __init__(self) -> None:
        self._next_at: dict[UUID, float] = {}

    def feed(self) -> int:
        """Go on with those that rested, until one had recipients to hand over; how many it were.

        Who is next is asked anew then: a crisis may have begun meanwhile.
        """
        with every_tenant("one worker sends for all municipalities"):
            for each in self._due():
                turn = _go_on(each)
                self._next_at[each] = time.monotonic() + turn.rest
                if turn.handed:
                    return turn.handed
        return 0

    def _due(self) -> list[UUID]:
        found = dict(list_at_work())
        self._next_at = {each: at for each, at in self._next_at.items() if each in found}
        due = [each for each in found if self._next_at.get(each, 0.0) <= time.monotonic()]
        return sorted(due, key=lambda each: (not found[each], self._next_at.get(each, 0.0)))


def _go_on(broadcast_id: UUID) -> Turn:
    """One that can't go on must not keep the others from it."""
    try:
        return go_on(broadcast_id)
    except (OperationalError, InterfaceError):
        raise  # the database is away: for all of them
    except Exception:  # noqa: BLE001 - whatever it is, it is told
        _log.exception("broadcasts.turn_failed", broadcast=str(broadcast_id))
        return NOTHING_YET
