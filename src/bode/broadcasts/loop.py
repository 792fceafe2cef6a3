"""The part of a worker that goes on with broadcasts."""

from __future__ import annotations

from threading import Event
from uuid import UUID

import structlog
from django.db import DatabaseError, InterfaceError, OperationalError, connections

from bode.organisations.tenancy import every_tenant

from .feeding import go_on, list_at_work

_log = structlog.get_logger(__name__)
_LOOK_EVERY = 0.1  # seconds
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 5.0  # seconds, when the database is away


def feed_until(stopping: Event) -> None:
    """Hand recipients to the outbox as there is room, in this thread, until `stopping` is set."""
    pause = _FIRST_PAUSE
    while not stopping.is_set():
        try:
            while not stopping.is_set():
                if not feed_all():
                    stopping.wait(_LOOK_EVERY)
                pause = _FIRST_PAUSE
        except (DatabaseError, InterfaceError) as lost:
            _log.warning("broadcasts.database_lost", error=type(lost).__name__)
            connections.close_all()
            stopping.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
    connections.close_all()


def feed_all() -> int:
    """One turn for each broadcast of every municipality; how many recipients were handed over."""
    with every_tenant("one worker sends for all municipalities"):
        return sum(_go_on(each) for each in list_at_work())


def _go_on(broadcast_id: UUID) -> int:
    """One that can't go on must not keep the others from it."""
    try:
        return go_on(broadcast_id)
    except (OperationalError, InterfaceError):
        raise  # the database is away: for all of them
    except Exception:  # noqa: BLE001 - whatever it is, it is told
        _log.exception("broadcasts.turn_failed", broadcast=str(broadcast_id))
        return 0
