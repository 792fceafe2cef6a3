"""Why a process of Bode cannot start, or ends."""

from __future__ import annotations


class CannotStart(Exception):
    """Something outside Bode must change first; the message says what."""


class ComponentEnded(Exception):
    """A part that a process can't do without ended by itself; the message names it."""
