"""The clocks of a municipality's numbers, by the office hours as they are kept now."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from bode.automation.keeping import list_latest, rules_in
from bode.automation.kinds import RuleKind
from bode.basics import day_of

from .office import OfficeClock, clock_for

_LOOK_AHEAD = timedelta(days=60)
"""Who is closed for longer than that promises nothing for then."""


class Clocks:
    """The clock of each number, from one moment until some time after another."""

    def __init__(self, municipality_id: UUID, since: datetime, until: datetime) -> None:
        self._latest = list_latest(municipality_id)
        self._days = day_of(since), day_of(until + _LOOK_AHEAD)
        self._found: dict[UUID, OfficeClock] = {}

    def of(self, number_id: UUID) -> OfficeClock:
        """The clock of this number; where no hours are filled in, it always runs."""
        if number_id not in self._found:
            hours = rules_in(self._latest, number_id).hours
            self._found[number_id] = clock_for(hours, *self._days)
        return self._found[number_id]


def has_office_hours(municipality_id: UUID) -> bool:
    """Whether office hours are filled in, for all numbers or for one."""
    return any(kind is RuleKind.HOURS for kind, _number in list_latest(municipality_id))
