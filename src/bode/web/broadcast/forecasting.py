"""What to expect of a broadcast, in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from bode.basics import now
from bode.broadcasts import actions
from bode.broadcasts.errors import PerDayWrong, StepNotAllowed
from bode.broadcasts.forecast import Forecast
from bode.broadcasts.foreseeing import expect_of
from bode.broadcasts.models import Broadcast
from bode.broadcasts.spreading import DAY, spread
from bode.broadcasts.states import BEFORE, BroadcastStatus
from bode.licensing.queries import list_numbers
from bode.web.access import ActingRequest, allow

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def show_forecast(request: ActingRequest, found: Broadcast) -> dict[str, Any]:
    """For the page of one that has not left yet."""
    if found.status not in BEFORE:
        return {}
    expected = expect_of(found)
    forecast, is_crisis = expected.forecast, found.purpose == actions.CRISIS
    takes_days = forecast.is_beyond_limit or forecast.days != 1 or found.per_day is not None
    takes_days = takes_days and bool(forecast.total) and not is_crisis
    may_spread = found.status == BroadcastStatus.DRAFT and request.actor.has(*actions.MAY_PREPARE)
    return {
        "expected": expected,
        "forecast": forecast,
        "duration": say_duration(forecast.seconds),
        "is_crisis": is_crisis,
        "plan": _plan(found, forecast) if takes_days else [],
        "may_spread": may_spread and takes_days,
        "has_several_numbers": len(list_numbers()) > 1,
    }


def _plan(found: Broadcast, forecast: Forecast) -> list[tuple[datetime, int]]:
    """From when on how many get it, day by day."""
    start = found.planned_for or now()
    return [(start + n * DAY, count) for n, count in enumerate(forecast.plan)]


@require_POST
@allow(*actions.MAY_PREPARE[:1])
def spread_broadcast(request: ActingRequest, broadcast_id: UUID) -> HttpResponse:
    """Send it to at most so many a day; an empty field: to as many as WhatsApp allows."""
    given = request.POST.get("per_day", "").strip().replace(".", "")
    try:
        spread(request.actor, broadcast_id, int(given) if given else None)
    except (ValueError, PerDayWrong):
        messages.error(request, _("Vul een getal in van 1 of meer, of laat het leeg."))
    except StepNotAllowed:
        messages.info(request, _("Dat kan nu niet meer. Kijk hoe het ervoor staat."))
    return redirect("broadcast", broadcast_id)


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
