"""How figures read: times in two units at most, shares as percentages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bode.web.dates import short_day

UNKNOWN = "–"


def lasting(time: timedelta) -> str:
    """A time as one says it: 40 seconden, 12 minuten, 3 uur en 5 minuten, 2 dagen en 4 uur."""
    seconds = int(time.total_seconds())
    if seconds < 60:
        return ngettext("%(n)s seconde", "%(n)s seconden", seconds) % {"n": seconds}
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86_400
    if minutes < 60:
        return _minutes(minutes)
    if hours < 24:
        return _both(_hours(hours), _minutes(minutes % 60) if minutes % 60 else "")
    told = ngettext("%(n)s dag", "%(n)s dagen", days) % {"n": days}
    return _both(told, _hours(hours % 24) if hours % 24 else "")


def shown(value: Any) -> str:
    """A value in a table."""
    if value is None:
        return UNKNOWN
    if isinstance(value, timedelta):
        return lasting(value)
    if isinstance(value, date):
        return short_day(value, "D j M Y")
    if isinstance(value, int):
        return formats.number_format(value, use_l10n=True, force_grouping=True)
    return str(value)


def percent(value: int | None) -> str:
    return UNKNOWN if value is None else f"{value}%"


def _minutes(number: int) -> str:
    return ngettext("%(n)s minuut", "%(n)s minuten", number) % {"n": number}


def _hours(number: int) -> str:
    return ngettext("%(n)s uur", "%(n)s uur", number) % {"n": number}


def _both(larger: str, smaller: str) -> str:
    if not smaller:
        return larger
    return _("%(larger)s en %(smaller)s") % {"larger": larger, "smaller": smaller}
