"""Why something can't be done with a version of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bode.policy import VersionProblem


class VersionUnknown(LookupError):
    """There is no version with this code."""


class NoDraft(Exception):
    """It was published or withdrawn meanwhile, and no longer changes."""


class VersionIncomplete(Exception):
    """It says what no version may, or too little."""

    def __init__(self, problems: Sequence[VersionProblem]) -> None:
        super().__init__(", ".join(problem.part for problem in problems))
        self.problems = problems


class NothingChanges(Exception):
    """It says what the version before says."""


class DayTooEarly(Exception):
    """The rules of a day that has passed, or that another version begins on, can't change."""

    def __init__(self, earliest: date) -> None:
        super().__init__(earliest.isoformat())
        self.earliest = earliest


class DayTooLate(Exception):
    """So far ahead that no other version could follow."""

    def __init__(self, latest: date) -> None:
        super().__init__(latest.isoformat())
        self.latest = latest


class PublishedMeanwhile(Exception):
    """Someone published another version since this one was compared with the last."""
