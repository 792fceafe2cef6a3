"""Which days a report is about, and with which it is compared."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bode.reports.periods import Period, day_of_report, month_of, week_of


def days(first: str, last: str) -> Period:
    return Period(first=date.fromisoformat(first), last=date.fromisoformat(last))


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (day_of_report(date(2026, 11, 29)), days("2026-11-28", "2026-11-28")),
        (week_of(date(2026, 11, 29)), days("2026-11-16", "2026-11-22")),
        (month_of(date(2026, 3, 9)), days("2026-02-01", "2026-02-28")),
        (days("2026-11-01", "2026-11-12"), days("2026-10-01", "2026-10-12")),
        (days("2026-03-01", "2026-03-30"), days("2026-02-01", "2026-02-28")),
        (days("2026-11-10", "2026-11-19"), days("2026-10-31", "2026-11-09")),
        (days("2026-01-01", "2026-12-31"), days("2025-01-01", "2025-12-31")),
    ],
)
def test_a_period_is_compared_with_the_same_before(period: Period, before: Period) -> None:
    assert period.before == before


def test_a_month_is_followed_by_a_month() -> None:
    assert month_of(date(2026, 1, 31)).after == month_of(date(2026, 2, 1))


def test_days_begin_at_midnight_in_the_netherlands_also_when_the_clock_changes() -> None:
    night = day_of_report(date(2026, 3, 29))

    assert night.since.isoformat() == "2026-03-29T00:00:00+01:00"
    assert night.until.timestamp() - night.since.timestamp() == 23 * 3600


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(min_value=0, max_value=400))
def test_what_comes_before_ends_before_and_has_no_more_days(first: date, more: int) -> None:
    period = Period(first=first, last=first + timedelta(days=more))
    before = period.before

    assert before.first <= before.last < period.first
    is_of_month = period.first.day == 1 and period.last <= month_of(period.first).last
    assert before.days == period.days or is_of_month
    assert period.after.first == period.last + timedelta(days=1)
