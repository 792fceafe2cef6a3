"""The public holidays of the Netherlands, each by a code, with the day on which it falls."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

_SUNDAY = 6


class Holiday(StrEnum):
    NEW_YEAR = "new_year"
    GOOD_FRIDAY = "good_friday"
    EASTER = "easter"
    EASTER_MONDAY = "easter_monday"
    KINGS_DAY = "kings_day"
    LIBERATION_DAY = "liberation_day"
    ASCENSION = "ascension"
    WHITSUN = "whitsun"
    WHIT_MONDAY = "whit_monday"
    CHRISTMAS = "christmas"
    BOXING_DAY = "boxing_day"


# Days after Easter Sunday.
_BY_EASTER = {
    Holiday.GOOD_FRIDAY: -2,
    Holiday.EASTER: 0,
    Holiday.EASTER_MONDAY: 1,
    Holiday.ASCENSION: 39,
    Holiday.WHITSUN: 49,
    Holiday.WHIT_MONDAY: 50,
}


@lru_cache(maxsize=64)
def holidays_of(year: int) -> Mapping[Holiday, date]:
    """Every holiday of a year, whether offices close on it or not."""
    easter, king = _easter(year), date(year, 4, 27)
    fixed = {
        Holiday.NEW_YEAR: date(year, 1, 1),
        # The King does not have his birthday on a Sunday, but on the day before.
        Holiday.KINGS_DAY: king - timedelta(days=1) if king.weekday() == _SUNDAY else king,
        Holiday.LIBERATION_DAY: date(year, 5, 5),
        Holiday.CHRISTMAS: date(year, 12, 25),
        Holiday.BOXING_DAY: date(year, 12, 26),
    }
    moving = {each: easter + timedelta(days=after) for each, after in _BY_EASTER.items()}
    return MappingProxyType(fixed | moving)


def is_fifth_year(year: int) -> bool:
    """Whether Liberation Day is a day off for most in this year: in every fifth one."""
    return year % 5 == 0


def _easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian computus."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
