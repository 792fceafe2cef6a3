"""The part of a worker that goes on with broadcasts."""

from __future__ import annotations

from threading import Event
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError

from bode.background.turns import take_turns
from bode.organisations.tenancy import every_tenant

from .feeding import go_on, list_at_work

_log = structlog.get_logger(__name__)
_LOOK_EVERY = 0.1  # seconds


def feed_until(stopping: Event) -> None:
    """Hand recipients to the outbox as there is room, in this thread, until `stopping` is set."""
    take_turns(stopping, feed_all, every=_LOOK_EVERY, lost="broadcasts.database_lost")


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
