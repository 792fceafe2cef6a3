"""A worker that works, for tests in which none needs to do anything."""

from __future__ import annotations

from bode.background.beating import beat
from bode.background.states import Part


def work() -> None:
    """Say that a worker does all its parts: believed for some seconds."""
    for part in Part:
        beat(part)
