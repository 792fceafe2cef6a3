"""Whether workers work: looked at for all open pages of a process together.

Who does not work can't tell that, so a page must look by itself.
"""

from __future__ import annotations

import time

from bode.background.beating import find_still
from bode.background.states import Part

LOOK_SECONDS = 2.0  # between two looks, while a page is open
_KEEP_SECONDS = 2 * LOOK_SECONDS

_looked_at = -_KEEP_SECONDS
_still: frozenset[Part] = frozenset()


def look() -> frozenset[Part]:
    """What no worker does now; pages show it until the next look."""
    global _looked_at, _still  # one looks for a whole process
    _still = find_still()
    _looked_at = time.monotonic()
    return _still


def forget() -> None:
    """Nobody looks any more: each page asks for itself."""
    global _looked_at
    _looked_at = -_KEEP_SECONDS


def list_still() -> frozenset[Part]:
    """What no worker does now, by the last look."""
    if time.monotonic() - _looked_at < _KEEP_SECONDS:
        return _still
    return find_still()
