"""The time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_HERE = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def day_of(moment: datetime) -> date:
    """Return the day that it is in the Netherlands at this moment."""
    return moment.astimezone(_HERE).date()
