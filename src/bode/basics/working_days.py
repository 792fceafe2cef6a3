"""Working days in the Netherlands: weekends and public holidays do not count."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_ONE = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6


def is_working_day(day: date) -> bool:
    """Whether offices are open on this day."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The day that is `count` working days later; a negative count goes back."""
    step = _ONE if count >= 0 else -_ONE
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """The public holidays of a year, with Liberation Day in every fifth year, as offices do."""
    easter = _easter(year)
    king = date(year, 4, 27)
    days = {
        date(year, 1, 1),
        king - _ONE if king.weekday() == _SUNDAY else king,
        date(year, 12, 25),
        date(year, 12, 26),
        *(easter + timedelta(days=after) for after in (-2, 1, 39, 50)),
    }
    return frozenset(days | ({date(year, 5, 5)} if year % 5 == 0 else set()))


def _easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian computus."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
