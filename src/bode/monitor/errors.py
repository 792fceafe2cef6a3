"""What can go wrong in the monitor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class MonitorRefused(Exception):
    """What was asked can't be done now; nothing has changed."""


class AlreadyImported(MonitorRefused):
    """This very file is in force already."""


class ImportNotWaiting(MonitorRefused):
    """The import was confirmed, thrown away or undone meanwhile."""


class RoundNotOpen(MonitorRefused):
    """The round takes no answers: it has not begun, or is closed."""


class LinkUnknown(MonitorRefused):
    """No invitation has this link, or a newer one took its place."""


class LinkExpired(MonitorRefused):
    """The link was good until a moment that has passed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RowProblem:
    """What is wrong in one place of a file; row 1 is the head, column an empty text for a row."""

    row: int
    column: str
    reason: str


class FileRefused(MonitorRefused):
    """The file has mistakes; all of them are told, and nothing of it is taken over."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)
