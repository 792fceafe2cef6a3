"""The processing loop of a worker."""

from __future__ import annotations

from threading import Event

import structlog
from django.db import DatabaseError, InterfaceError, connections

from bode.background.beating import Rhythm, beat
from bode.background.states import Part

from .processing import process_due, process_waiting

_log = structlog.get_logger(__name__)

# Asking an almost empty index costs 0.1 ms. NOTIFY would make commits wait for one another.
_LOOK_EVERY = 0.05  # seconds
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 5.0  # seconds, when the database is away


def process_until(stopping: Event, *, beats: bool = True) -> None:
    """Process webhooks as they come, in this thread, until `stopping` is set.

    Without `beats` nobody takes this process for a worker.
    """
    pause = _FIRST_PAUSE
    while not stopping.is_set():
        try:
            _process_while_connected(stopping, beats=beats)
            pause = _FIRST_PAUSE
        except (DatabaseError, InterfaceError) as lost:
            _log.warning("intake.database_lost", error=type(lost).__name__)
            connections.close_all()
            stopping.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
    connections.close_all()


def _process_while_connected(stopping: Event, *, beats: bool) -> None:
    every_second = Rhythm()
    while not stopping.is_set():
        if every_second.is_due():
            if beats:
                beat(Part.RECEIVING)
            process_due()
        if not process_waiting():
            stopping.wait(_LOOK_EVERY)
