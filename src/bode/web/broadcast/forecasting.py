"""What to expect of a broadcast, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bode.broadcasts.foreseeing import expect_of
from bode.broadcasts.models import Broadcast
from bode.broadcasts.states import BEFORE

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def show_forecast(found: Broadcast) -> dict[str, Any]:
    """For the page of one that has not left yet."""
    if found.status not in BEFORE:
        return {}
    expected = expect_of(found)
    return {
        "expected": expected,
        "forecast": expected.forecast,
        "duration": say_duration(expected.forecast.seconds),
        "is_crisis": found.purpose == "crisis_response",
    }


def say_duration(seconds: int) -> str:
    """About how long that is, rounded up."""
    if seconds < _MINUTE:
        return _("minder dan een minuut")
    if seconds < _HOUR:
        minutes = -(-seconds // _MINUTE)
        return ngettext("ongeveer %(n)s minuut", "ongeveer %(n)s minuten", minutes) % {"n": minutes}
    if seconds < _DAY:
        return _("ongeveer %(n)s uur") % {"n": -(-seconds // _HOUR)}
    days = -(-seconds // _DAY)
    return ngettext("ongeveer %(n)s dag", "ongeveer %(n)s dagen", days) % {"n": days}
