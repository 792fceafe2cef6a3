"""Who is next, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from bode.licensing.deadlines import whose_turn
from bode.licensing.models import Application
from bode.licensing.states import Party


@dataclass(frozen=True, kw_only=True)
class Turn:
    name: str
    """Of the organisation that is next."""
    due_on: date | None
    is_late: bool


def show_turn(application: Application) -> Turn | None:
    """Who must do something now; None when the procedure is over."""
    party = whose_turn(application.status)
    if party is None:
        return None
    is_municipality = party is Party.MUNICIPALITY
    due_on = application.due_on
    return Turn(
        name=(application.municipality if is_municipality else application.provider).name,
        due_on=due_on,
        is_late=due_on is not None and due_on < timezone.localdate(),
    )
