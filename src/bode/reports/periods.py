"""Which days a report is about, and with which it is compared. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bode.basics import HERE

_ONE = timedelta(days=1)
_WEEK = timedelta(days=7)
LONGEST = 366  # days


@dataclass(frozen=True, kw_only=True)
class Period:
    """Days in the Netherlands, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def since(self) -> datetime:
        """When it begins."""
        return datetime.combine(self.first, time(0), HERE)

    @property
    def until(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + _ONE, time(0), HERE)

    @property
    def before(self) -> Period:
        """The one to compare with: of a month, or its beginning, the same of the month before;
        else as many days, right before it."""
        if self.first.day == 1 and self.last <= month_of(self.first).last:
            former = month_of(self.first - _ONE)
            whole = self == month_of(self.first)
            last = former.last if whole else former.first + (self.days - 1) * _ONE
            return Period(first=former.first, last=min(last, former.last))
        return Period(first=self.first - self.days * _ONE, last=self.first - _ONE)

    @property
    def after(self) -> Period:
        """The one that follows."""
        if self == month_of(self.first):
            return month_of(self.last + _ONE)
        return Period(first=self.last + _ONE, last=self.last + self.days * _ONE)


def day_of_report(day: date) -> Period:
    return Period(first=day, last=day)


def week_of(day: date) -> Period:
    """From Monday to Sunday."""
    monday = day - day.weekday() * _ONE
    return Period(first=monday, last=monday + _WEEK - _ONE)


def month_of(day: date) -> Period:
    return Period(
        first=day.replace(day=1), last=day.replace(day=monthrange(day.year, day.month)[1])
    )
