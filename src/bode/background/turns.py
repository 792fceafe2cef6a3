"""A part of a worker that takes turns in a thread, also after the database was away."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import structlog
from django.db import DatabaseError, InterfaceError, connections

_log = structlog.get_logger(__name__)
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 5.0  # seconds, when the database is away


def take_turns(stopping: Event, turn: Callable[[], object], *, every: float, lost: str) -> None:
    """Take turns until `stopping` is set: at once after a turn that did something (what it returns
    is true), else after `every` seconds. `lost` is logged when the database is away.
    """
    pause = _FIRST_PAUSE
    while not stopping.is_set():
        try:
            if not turn():
                stopping.wait(every)
            pause = _FIRST_PAUSE
        except (DatabaseError, InterfaceError) as reason:
            _log.warning(lost, error=type(reason).__name__)
            connections.close_all()
            stopping.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
    connections.close_all()
