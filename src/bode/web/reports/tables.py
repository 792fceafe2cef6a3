"""A table of figures, as a page shows it and a spreadsheet gets it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from .words import shown


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What is counted. Cells of `rows` are words, days, whole numbers, times, or None (unknown)."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    picture: str = ""
    about: str = ""
    """What holds for this report, besides what holds for its kind."""
    times: Collection[str] = ()
    """The columns that hold times."""

    @property
    def lines(self) -> list[tuple[str, list[str]]]:
        """The rows as they read: the first cell names the row."""
        return [(shown(row[0]), [shown(each) for each in row[1:]]) for row in self.rows]

    def to_save(self) -> list[dict[str, Any]]:
        """The rows for a spreadsheet: times in seconds, as their columns say."""
        names = [
            _("%(column)s (seconden)") % {"column": each} if each in self.times else each
            for each in self.columns
        ]
        return [dict(zip(names, map(_plain, row), strict=True)) for row in self.rows]


def _plain(value: Any) -> Any:
    return int(value.total_seconds()) if isinstance(value, timedelta) else value
