"""Office hours, as tests use them: on working days from nine to five, on Thursday until eight."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from bode.automation.hours import Hours, Span

HERE = ZoneInfo("Europe/Amsterdam")
DAY = (Span(time(9), time(17)),)
LATE = (Span(time(9), time(17)), Span(time(18), time(20)))
WEEK = Hours(week=(DAY, DAY, DAY, LATE, DAY, (), ()))


def here(text: str) -> datetime:
    """A moment by the clock in the Netherlands, as the database gives it: in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=HERE).astimezone(UTC)
