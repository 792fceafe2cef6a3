"""How days and times read where there is little room for them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.template import defaultfilters
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _


def short_day(at: date | None, written: str = "j M Y") -> str:
    """A day with a short name for its month: 3 nov 2026. In Dutch months have no capital."""
    said = str(defaultfilters.date(at, written))
    return said.lower() if translation.get_language() == "nl" else said


def short_time(at: datetime) -> str:
    """A moment of these days: 14:05, or 3 nov 14:05."""
    local = timezone.localtime(at)
    return short_day(local, "H:i" if local.date() == timezone.localdate() else "j M H:i")


def shortest(at: datetime) -> str:
    """A time as short as can be: 14:05, gisteren, maandag, 3 nov."""
    day, today = timezone.localtime(at).date(), timezone.localdate()
    if day == today:
        return formats.date_format(timezone.localtime(at), "H:i")
    if day == today - timedelta(days=1):
        return _("gisteren")
    if today - timedelta(days=7) < day < today:
        return formats.date_format(day, "l")
    return short_day(day, "j M" if day.year == today.year else "j M Y")
