"""What goes wrong with one drill keeps nothing from the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import InterfaceError, OperationalError

from ..models import Drill

_log = structlog.get_logger(__name__)


@contextmanager
def apart(drill: Drill, event: str) -> Iterator[None]:
    """Log under this name what goes wrong, by its kind alone: its words may hold a number."""
    try:
        yield
    except (OperationalError, InterfaceError):
        raise  # the database is away: for all of them
    except Exception as wrong:  # noqa: BLE001 - whatever it is, it is this one's
        _log.error(event, drill=str(drill.id), error=type(wrong).__name__)
