"""How long a webhook that failed waits for its next attempt. Pure."""

from __future__ import annotations

from datetime import timedelta

_FIRST = timedelta(seconds=5)
_LONGEST = timedelta(hours=6)
_GROWTH = 4
_ENOUGH = 7  # 5 s · 4^7 is beyond the longest pause


def pause_after(attempts: int) -> timedelta:
    """The pause after that many failed attempts: 5 s, 20 s, 80 s, … up to six hours."""
    growths = min(max(attempts - 1, 0), _ENOUGH)
    return min(_FIRST * int(_GROWTH**growths), _LONGEST)
