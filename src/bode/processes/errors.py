"""Why a process of Bode cannot start."""

from __future__ import annotations


class CannotStart(Exception):
    """Something outside Bode must change first; the message says what."""
