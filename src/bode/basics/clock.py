"""The time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
"""Between these lie the days that people give. Any other is a slip of the pen, and from one at the
very edge of the calendar nothing can be reckoned."""

HERE = ZoneInfo("Europe/Amsterdam")
"""Where the days and hours that people give are meant."""


def now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def day_of(moment: datetime) -> date:
    """Return the day that it is in the Netherlands at this moment."""
    return moment.astimezone(HERE).date()
