"""The clock that runs while people answer."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.automation.weeks import WEEK, here

from bode.automation.hours import Hours, Span
from bode.reports.office import OfficeClock

FIRST, LAST = date(2026, 1, 1), date(2027, 1, 31)
BEGIN, END = datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC)

LAST_SECOND = (23 * 60 + 58) * 60
# One number for a time of the day, and for a moment: a week has many, and each part of one costs.
times = st.integers(0, LAST_SECOND).map(lambda at: time(at // 3600, at // 60 % 60, at % 60))


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    """The parts of a day: in order, none over another."""
    edges = sorted(draw(st.lists(times, max_size=4, unique=True)))
    return tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False))


weeks = st.tuples(*[spans()] * 7).map(lambda week: Hours(week=week))
moments = st.datetimes(datetime(2026, 1, 2), datetime(2026, 12, 31)).map(
    lambda at: at.replace(tzinfo=UTC)
)


def clock(hours: Hours | None = WEEK) -> OfficeClock:
    return OfficeClock(hours, FIRST, LAST)


def test_a_question_in_the_evening_waits_from_the_next_opening_on() -> None:
    asked, answered = here("2026-11-30T17:30"), here("2026-12-01T09:20")

    assert clock().passed(asked, answered) == timedelta(minutes=20)


def test_a_weekend_counts_for_nothing() -> None:
    asked, answered = here("2026-11-27T16:50"), here("2026-11-30T09:10")

    assert clock().passed(asked, answered) == timedelta(minutes=20)
    assert clock().after(asked, timedelta(minutes=30)) == here("2026-11-30T09:20")


def test_a_holiday_counts_for_nothing() -> None:
    asked = here("2026-12-24T19:30")

    assert clock().after(asked, timedelta(hours=1)) == here("2026-12-28T09:30")


def test_a_break_in_the_day_counts_for_nothing() -> None:
    assert clock().after(here("2026-12-03T16:45"), timedelta(minutes=30)) == here(
        "2026-12-03T18:15"
    )


def test_without_hours_all_time_counts() -> None:
    asked = here("2026-11-28T23:00")

    assert clock(None).after(asked, timedelta(hours=4)) == here("2026-11-29T03:00")
    assert clock(None).passed(asked, here("2026-11-29T03:00")) == timedelta(hours=4)


def test_the_night_of_the_summer_time_is_an_hour_shorter() -> None:
    day = Hours(week=((Span(time(0), time(6)),),) * 7)

    assert clock(day).passed(here("2026-03-29T00:00"), here("2026-03-29T12:00")) == timedelta(
        hours=5
    )


def test_who_never_opens_is_never_late() -> None:
    assert clock(Hours()).after(BEGIN, timedelta(minutes=1)) is None


@given(weeks, moments, moments, moments)
def test_what_passes_adds_up(hours: Hours, a: datetime, b: datetime, c: datetime) -> None:
    a, b, c = sorted((a, b, c))
    ticking = clock(hours)

    parts = ticking.passed(a, b) + ticking.passed(b, c)
    assert abs(parts - ticking.passed(a, c)) < timedelta(milliseconds=1)
    assert timedelta() <= ticking.passed(a, b) <= b - a + timedelta(milliseconds=1)


@given(weeks, moments, st.integers(min_value=1, max_value=3 * 24 * 60))
def test_when_something_is_due_that_much_has_passed_and_no_less_before(
    hours: Hours, asked: datetime, minutes: int
) -> None:
    ticking, given_time = clock(hours), timedelta(minutes=minutes)
    due = ticking.after(asked, given_time)
    if due is None:
        assert ticking.passed(asked, datetime(2027, 2, 1, tzinfo=UTC)) < given_time
        return
    almost = due - timedelta(seconds=1)

    assert abs(ticking.passed(asked, due) - given_time) < timedelta(milliseconds=1)
    assert ticking.passed(asked, almost) < given_time


@given(weeks, moments, moments)
def test_the_clock_reads_as_a_slow_count_of_minutes_would(
    hours: Hours, a: datetime, b: datetime
) -> None:
    since = min(a, b).replace(second=0, microsecond=0)
    until = min(max(a, b), since + timedelta(days=2)).replace(second=0, microsecond=0)
    whole = Hours(
        week=tuple(
            tuple(Span(span.opens.replace(second=0), span.closes.replace(second=0)) for span in day)
            for day in hours.week
        )
    )
    from bode.automation.hours import is_open

    minutes = int((until - since).total_seconds() // 60)
    counted = sum(is_open(whole, since + timedelta(minutes=n)) for n in range(minutes))

    assert clock(whole).passed(since, until) == timedelta(minutes=counted)
