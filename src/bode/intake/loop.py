"""The processing loop of a worker."""

from __future__ import annotations

import time
from threading import Event

import structlog
from django.db import DatabaseError, InterfaceError, connections

from .processing import process_due, process_waiting

_log = structlog.get_logger(__name__)

# Asking an almost empty index costs 0.1 ms. NOTIFY would make commits wait for one another.
_LOOK_EVERY = 0.05  # seconds
_LOOK_FOR_DUE_EVERY = 1.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 5.0  # seconds, when the database is away


def process_until(stopping: Event) -> None:
    """Process webhooks as they come, in this thread, until `stopping` is set."""
    pause = _FIRST_PAUSE
    while not stopping.is_set():
        try:
            _process_while_connected(stopping)
            pause = _FIRST_PAUSE
        except (DatabaseError, InterfaceError) as lost:
            _log.warning("intake.database_lost", error=type(lost).__name__)
            connections.close_all()
            stopping.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
    connections.close_all()


def _process_while_connected(stopping: Event) -> None:
    due_at = 0.0
    while not stopping.is_set():
        if time.monotonic() >= due_at:
            process_due()
            due_at = time.monotonic() + _LOOK_FOR_DUE_EVERY
        if not process_waiting():
            stopping.wait(_LOOK_EVERY)
