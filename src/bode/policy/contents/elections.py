"""The election calendar, and when a day is around an election.

Around it is from the day on which candidates are nominated until the day after the vote: by then
the lists are public, and the campaign runs. That stretch is Bode's own choice; its ends are days
of the Elections Act (articles F 1 and J 1).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

FROM_NOMINATION = timedelta(days=44)


class Certainty(StrEnum):
    """How well the day of an election is known."""

    ANNOUNCED = "announced"
    BY_LAW = "by_law"
    EXPECTED = "expected"  # as it went before; not confirmed


@dataclass(frozen=True, kw_only=True, slots=True)
class Election:
    """A vote on one day, in these municipalities (codes as GM0363); with none named, in all."""

    code: str
    name_nl: str
    name_en: str
    nomination: date
    day: date
    certainty: Certainty
    municipalities: frozenset[str]
    source: str

    def is_around(self, day: date, municipality: str) -> bool:
        """Whether a day lies in the weeks of this election, in a municipality that takes part."""
        in_time = self.nomination <= day <= self.day + timedelta(days=1)
        return in_time and (not self.municipalities or municipality in self.municipalities)


def _load() -> tuple[Election, ...]:
    told = tomllib.loads((files(__package__) / "elections.toml").read_text())
    return tuple(
        Election(
            **{
                **each,
                "nomination": each.get("nomination", each["day"] - FROM_NOMINATION),
                "certainty": Certainty(each["certainty"]),
                "municipalities": frozenset(each.get("municipalities", ())),
            }
        )
        for each in told["election"]
    )


ELECTIONS = _load()
"""Every election whose day is known, by day."""


@lru_cache(maxsize=2048)
def election_around(day: date, municipality: str = "") -> Election | None:
    """The election in whose weeks this day lies, if any, for a municipality by its code."""
    return next((each for each in ELECTIONS if each.is_around(day, municipality)), None)


def next_election(day: date, municipality: str = "") -> Election | None:
    """The first election on this day or later in which a municipality takes part."""
    coming = (
        each
        for each in ELECTIONS
        if day <= each.day and (not each.municipalities or municipality in each.municipalities)
    )
    return min(coming, key=lambda each: each.day, default=None)
