"""The public holidays of the Netherlands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bode.basics import Holiday, holidays_of, is_fifth_year

years = st.integers(1900, 2200)


@pytest.mark.parametrize(
    ("holiday", "day"),
    [
        (Holiday.NEW_YEAR, "2027-01-01"),
        (Holiday.GOOD_FRIDAY, "2027-03-26"),
        (Holiday.EASTER, "2027-03-28"),
        (Holiday.EASTER_MONDAY, "2027-03-29"),
        (Holiday.KINGS_DAY, "2027-04-27"),
        (Holiday.KINGS_DAY, "2025-04-26"),  # the 27th was a Sunday
        (Holiday.KINGS_DAY, "2031-04-26"),
        (Holiday.LIBERATION_DAY, "2030-05-05"),
        (Holiday.ASCENSION, "2027-05-06"),
        (Holiday.WHITSUN, "2027-05-16"),
        (Holiday.WHIT_MONDAY, "2027-05-17"),
        (Holiday.CHRISTMAS, "2027-12-25"),
        (Holiday.BOXING_DAY, "2027-12-26"),
    ],
)
def test_each_falls_on_its_day(holiday: Holiday, day: str) -> None:
    on = date.fromisoformat(day)

    assert holidays_of(on.year)[holiday] == on


@given(years)
def test_the_king_never_has_his_birthday_on_a_sunday(year: int) -> None:
    assert holidays_of(year)[Holiday.KINGS_DAY].weekday() != 6


@given(years)
def test_easter_is_a_sunday_and_whitsun_seven_weeks_later(year: int) -> None:
    days = holidays_of(year)

    assert days[Holiday.EASTER].weekday() == 6
    assert (days[Holiday.WHITSUN] - days[Holiday.EASTER]).days == 49
    assert date(year, 3, 22) <= days[Holiday.EASTER] <= date(year, 4, 25)


def test_liberation_day_is_a_day_off_in_every_fifth_year() -> None:
    assert [year for year in range(2024, 2037) if is_fifth_year(year)] == [2025, 2030, 2035]
