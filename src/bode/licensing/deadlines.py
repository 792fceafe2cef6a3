"""Who is next in an application, and how long they have. Pure.

The terms are Bode's own proposal, in working days: no law sets them. Change them here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bode.basics import add_working_days

from .states import ApplicationStatus, Party


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Whose move it is, and within how many working days."""

    party: Party
    days: int


_S = ApplicationStatus
TURNS: Mapping[str, Turn] = {
    _S.DRAFT: Turn(party=Party.MUNICIPALITY, days=20),
    _S.RETURNED: Turn(party=Party.MUNICIPALITY, days=10),
    _S.INFORMATION_ASKED: Turn(party=Party.MUNICIPALITY, days=10),
    _S.SIGNED: Turn(party=Party.PROVIDER, days=10),
    _S.ACCEPTED: Turn(party=Party.PROVIDER, days=5),
    _S.SUBMITTED: Turn(party=Party.PROVIDER, days=20),
    _S.OBJECTED: Turn(party=Party.PROVIDER, days=20),
    _S.PARTLY_OBJECTED: Turn(party=Party.PROVIDER, days=20),
}
SOON_DAYS = 2
"""Working days before the last day, at which whoever is next is reminded."""
AGAIN_DAYS = 5
"""Working days after which someone who is late is reminded again."""
MOST_REMINDERS = 3
"""Of someone who is late; by then a telephone works better."""


def whose_turn(status: str) -> Party | None:
    """Who must do something now; None when the procedure is over."""
    turn = TURNS.get(status)
    return turn.party if turn else None


def last_day(status: str, today: date) -> date | None:
    """By when whoever is next must have done it, counted from today."""
    turn = TURNS.get(status)
    return add_working_days(today, turn.days) if turn else None


def reminder_at(due_on: date, today: date) -> str:
    """Which reminder is due today: `soon`, `late-1`, `late-2`, …; empty for none."""
    if today > due_on:
        late = sum(today > add_working_days(due_on, AGAIN_DAYS * n) for n in range(MOST_REMINDERS))
        return f"late-{late}"
    return "soon" if today >= add_working_days(due_on, -SOON_DAYS) else ""
