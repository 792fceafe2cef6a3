"""The processing loop of a worker."""

from __future__ import annotations

from threading import Event

from bode.background.beating import Rhythm, beat
from bode.background.states import Part
from bode.background.turns import take_turns

from .processing import process_due, process_waiting

# Asking an almost empty index costs 0.1 ms. NOTIFY would make commits wait for one another.
_LOOK_EVERY = 0.05  # seconds


def process_until(stopping: Event, *, beats: bool = True) -> None:
    """Process webhooks as they come, in this thread, until `stopping` is set.

    Without `beats` nobody takes this process for a worker.
    """
    every_second = Rhythm()

    def turn() -> int:
        if every_second.is_due():
            if beats:
                beat(Part.RECEIVING)
            process_due()
        return process_waiting()

    take_turns(stopping, turn, every=_LOOK_EVERY, lost="intake.database_lost")
