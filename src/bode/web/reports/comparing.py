"""A figure of a period beside the same of the period before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from bode.reports.pictures import Series

from .tables import Figure


@dataclass(frozen=True, kw_only=True)
class Column:
    """Of each row one value: words, a day, a whole number, a time, or None (unknown)."""

    name: str
    values: Sequence[Any]
    before: Sequence[Any] | None = None
    """The same of the period before; None for what has no before."""
    is_time: bool = False

    @classmethod
    def of(
        cls,
        name: str,
        value: Callable[[Any], Any],
        now: Sequence[Any],
        before: Sequence[Any],
        *,
        is_time: bool = False,
    ) -> Column:
        """One value of each of these, row by row, and of the same in the period before."""
        return cls(
            name=name, values=[*map(value, now)], before=[*map(value, before)], is_time=is_time
        )

    def past(self) -> Column:
        """What it held in the period before, as a column of its own."""
        name = _("%(column)s, periode ervoor") % {"column": self.name}
        return replace(self, name=name, values=self.before or (), before=None)

    def series(self, *, with_before: bool) -> Series:
        before = self.before if with_before and self.before is not None else ()
        return Series(
            name=self.name, values=[*map(_size, self.values)], before=[*map(_size, before)]
        )


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A figure of both periods. Its first column names the rows."""

    columns: Sequence[Column]
    drawn: Sequence[Column]
    """The columns that stand in the picture."""
    draw: Callable[[Sequence[Series]], str]
    about: str = ""
    """What holds for this report, besides what holds for its kind."""

    def shown(self, *, with_before: bool) -> Figure:
        """As it stands on a page; without the period before where that holds nothing at all."""
        series = [each.series(with_before=with_before) for each in self.drawn]
        return replace(self._table(with_before=with_before), picture=self.draw(series))

    def to_save(self) -> list[dict[str, Any]]:
        """Its rows for a spreadsheet, which has the same columns whatever the period."""
        return self._table(with_before=True).to_save()

    def _table(self, *, with_before: bool) -> Figure:
        past = [each.past() for each in self.columns if with_before and each.before is not None]
        columns = [*self.columns, *past]
        return Figure(
            columns=[each.name for each in columns],
            rows=list(zip(*(each.values for each in columns), strict=True)),
            times=[each.name for each in columns if each.is_time],
            about=self.about,
        )


def _size(value: Any) -> float | None:
    """How large it is drawn: a time by its seconds."""
    return value.total_seconds() if isinstance(value, timedelta) else value
