"""When a municipality answers: its hours in a week, holidays, and days of its own. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Literal

from msgspec import Struct

from bode.basics import HERE, Holiday, holidays_of, is_fifth_year

_ONE = timedelta(days=1)
_LOOK_AHEAD = 370  # days: whoever is closed for a year has no next opening to tell
CLOSED = "closed"
"""As what a closed day of the municipality's own is told."""


class Span(Struct, frozen=True):
    """A part of a day, by the clock in the Netherlands."""

    opens: time
    closes: time


class ClosedDays(Struct, frozen=True):
    """Days of its own on which a municipality is closed, the last one included."""

    first: date
    last: date
    name: str = ""


class Hours(Struct, frozen=True):
    """When people answer. A week has seven days, from Monday on, each with its parts in order."""

    week: tuple[tuple[Span, ...], ...] = ((),) * 7
    good_friday: bool = False
    """Whether it is closed then, as few are."""
    liberation_day: Literal["never", "fifth", "always"] = "fifth"
    closed: tuple[ClosedDays, ...] = ()


def why_closed(hours: Hours, day: date) -> str:
    """The code of a holiday, or the name of a day of its own; empty for an ordinary day."""
    for each, on in holidays_of(day.year).items():
        if on == day and _observes(hours, each, day.year):
            return each
    for own in hours.closed:
        if own.first <= day <= own.last:
            return own.name or CLOSED
    return ""


def is_open(hours: Hours, at: datetime) -> bool:
    """Whether people answer at this moment."""
    local = at.astimezone(HERE)
    return any(span.opens <= local.time() < span.closes for span in spans_on(hours, local.date()))


def next_opening(hours: Hours, at: datetime) -> datetime | None:
    """The first moment from `at` on at which it opens; None when it doesn't within a year."""
    day = at.astimezone(HERE).date()
    for after in range(_LOOK_AHEAD):
        for span in spans_on(hours, day + after * _ONE):
            opens = _moment(day + after * _ONE, span.opens)
            if opens > at:
                return opens
    return None


def closed_since(hours: Hours, at: datetime) -> datetime | None:
    """Since when it is closed at this moment; None when it was not open in the year before."""
    day = at.astimezone(HERE).date()
    for before in range(_LOOK_AHEAD):
        for span in reversed(spans_on(hours, day - before * _ONE)):
            closes = _moment(day - before * _ONE, span.closes)
            if closes <= at:
                return closes
    return None


def spans_on(hours: Hours, day: date) -> tuple[Span, ...]:
    """The parts of a day in which people answer."""
    return () if why_closed(hours, day) else hours.week[day.weekday()]


def days_closed(hours: Hours, first: date, last: date) -> Iterator[tuple[date, str]]:
    """The holidays and own closed days in a period, and why each is one."""
    for after in range((last - first).days + 1):
        day = first + after * _ONE
        if why := why_closed(hours, day):
            yield day, why


def _observes(hours: Hours, holiday: Holiday, year: int) -> bool:
    match holiday:
        case Holiday.GOOD_FRIDAY:
            return hours.good_friday
        case Holiday.LIBERATION_DAY:
            fifth = hours.liberation_day == "fifth" and is_fifth_year(year)
            return fifth or hours.liberation_day == "always"
    return True


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, HERE)
