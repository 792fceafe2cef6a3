"""Why a process of Bode cannot start, or ends."""

from __future__ import annotations


class CannotStart(Exception):
    """Something outside Bode must change first; the message says what."""


class ComponentEnded(Exception):
    """A part that a process can't do without ended by itself; the message names it."""


def describe_end(status: int) -> str:
    """How a process ended, by the status that Python gives it."""
    return f"killed by signal {-status}" if status < 0 else f"status {status}"
