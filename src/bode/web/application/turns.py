"""Who is next, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bode.licensing.deadlines import whose_turn
from bode.licensing.models import Application
from bode.licensing.states import Party
from bode.web.licence.showing import is_late


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
    return Turn(
        name=(application.municipality if is_municipality else application.provider).name,
        due_on=application.due_on,
        is_late=is_late(application),
    )
