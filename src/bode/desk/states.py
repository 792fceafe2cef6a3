"""Whether agents are there, what they may choose, and how long it is kept. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

UNDO_SECONDS = (0, 5, 10)
"""How long what an agent sends may wait, so that they can take it back."""
UNDO_USUAL = 5
DRAFT_KEPT = timedelta(days=14)
"""Since it was last changed."""

SILENCE = timedelta(minutes=10)
"""Without any sign of life of the agent for this long they are gone, whatever page is open."""
LINE_LOST = timedelta(minutes=2)
"""Without an open page of the desk for this long they are gone."""

LOOKS = timedelta(seconds=90)
"""An open conversation is before an agent's eyes for this long after the last word of it."""
TYPES = timedelta(seconds=25)
"""An agent types for this long after the last word of it: as long as the citizen sees so."""


class Whereabouts(StrEnum):
    AVAILABLE = "available"
    AWAY = "away"  # by their own choice
    GONE = "gone"  # no sign of them, or no page of the desk open


def whereabouts(
    *, is_away: bool, active_at: datetime, seen_at: datetime, now: datetime
) -> Whereabouts:
    """Where an agent is, who last did something then, and last had the desk open then."""
    if active_at < now - SILENCE or seen_at < now - LINE_LOST:
        return Whereabouts.GONE
    return Whereabouts.AWAY if is_away else Whereabouts.AVAILABLE
