"""Working days: weekends and public holidays do not count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bode.basics import add_working_days, is_working_day

days = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    "day",
    [
        "2026-01-01",
        "2026-04-03",  # Good Friday
        "2026-04-06",
        "2026-04-27",
        "2025-05-05",  # every fifth year
        "2026-05-14",  # Ascension
        "2026-05-25",
        "2026-12-25",
        "2024-04-27",  # a Saturday
        "2038-04-25",  # Easter as late as can be
        "2025-04-26",  # the King's day in a year in which the 27th is a Sunday
    ],
)
def test_a_holiday_is_no_working_day(day: str) -> None:
    assert not is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-05-05", "2026-11-30", "2026-12-24", "2026-04-28"])
def test_an_ordinary_day_is_one(day: str) -> None:
    assert is_working_day(date.fromisoformat(day))


def test_a_term_over_christmas_takes_longer() -> None:
    assert add_working_days(date(2026, 12, 23), 3) == date(2026, 12, 29)


@given(days, st.integers(1, 40))
def test_a_term_holds_exactly_so_many_working_days(day: date, count: int) -> None:
    end = add_working_days(day, count)
    passed = [day + timedelta(days=1 + n) for n in range((end - day).days)]

    assert sum(map(is_working_day, passed)) == count
    assert is_working_day(end)


@given(days.filter(is_working_day), st.integers(1, 40))
def test_going_back_undoes_going_on(day: date, count: int) -> None:
    assert add_working_days(add_working_days(day, count), -count) == day
