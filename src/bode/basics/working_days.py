"""Working days in the Netherlands: weekends and public holidays do not count."""

from __future__ import annotations

from datetime import date, timedelta

from .holidays import Holiday, holidays_of, is_fifth_year

_ONE = timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether offices are open on this day; on Liberation Day they are, but in a fifth year."""
    if day.weekday() >= _SATURDAY:
        return False
    days = holidays_of(day.year)
    free = {on for each, on in days.items() if each != Holiday.LIBERATION_DAY}
    if is_fifth_year(day.year):
        free.add(days[Holiday.LIBERATION_DAY])
    return day not in free


def add_working_days(day: date, count: int) -> date:
    """The day that is `count` working days later; a negative count goes back."""
    step = _ONE if count >= 0 else -_ONE
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day
