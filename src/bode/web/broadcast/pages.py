"""The list of broadcasts, and one of them: how far it is, and what one can do with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bode.basics import is_drill_id, now
from bode.broadcasts import actions, queries
from bode.broadcasts.deciding import count_asking, decide
from bode.broadcasts.drills.preparing import MAY_BEGIN
from bode.broadcasts.drills.running import find_running
from bode.broadcasts.emergencies import find_starts
from bode.broadcasts.errors import AudienceEmpty, OwnApproval, StepNotAllowed
from bode.broadcasts.models import Broadcast
from bode.broadcasts.second_channel.channel import find_channel_for
from bode.broadcasts.second_channel.deciding import count_uncertain
from bode.broadcasts.spreading import next_part_at
from bode.broadcasts.states import BroadcastStatus, Step, steps_from
from bode.organisations.actors import Actor
from bode.outbox.queries import find_circuit, find_room_again
from bode.web.access import ActingRequest, allow
from bode.web.sharing import for_a_moment

from .emergencies import mark_of, show_emergency
from .forecasting import show_forecast
from .second_channel import show_ways, tell_untold
from .trying import show_tests
from .words import (
    COUNT_NAMES,
    MADE_NAMES,
    STEP_NAMES,
    say_reason,
    show_status,
)

FOLLOWED = timedelta(minutes=30)
"""So long after its end the page looks whether more has arrived."""
READERS = ("broadcaster", "approver", "administrator")
_CHANGES = {BroadcastStatus.APPROVED, BroadcastStatus.RUNNING, BroadcastStatus.PAUSED}
_MAY: dict[Step, tuple[str, ...]] = {
    Step.REQUEST_APPROVAL: actions.MAY_PREPARE,
    Step.APPROVE: actions.MAY_APPROVE,
    Step.REJECT: actions.MAY_APPROVE,
    Step.START: actions.MAY_PREPARE,
    Step.PAUSE: actions.MAY_HALT,
    Step.RESUME: actions.MAY_PREPARE,
    Step.STOP: actions.MAY_HALT,
}
_DO: dict[Step, Callable[[Actor, UUID], Broadcast]] = {
    Step.REQUEST_APPROVAL: actions.request_approval,
    Step.APPROVE: actions.approve,
    Step.START: actions.start,
    Step.PAUSE: actions.pause,
    Step.RESUME: actions.resume,
}
_DO_WITH_REASON: dict[Step, Callable[[Actor, UUID, str], Broadcast]] = {
    Step.REJECT: actions.reject,
    Step.STOP: actions.stop,
}


@require_GET
@allow(*READERS)
def broadcasts(request: ActingRequest) -> HttpResponse:
    """Every broadcast, the newest first."""
    found = queries.list_broadcasts()
    starts = find_starts(found)
    listed = [(each, show_status(each.status), mark_of(starts.get(each.id))) for each in found]
    may_prepare = request.actor.has(*actions.MAY_PREPARE)
    context = {
        "listed": listed,
        "may_prepare": may_prepare,
        "running_drill": find_running(),
    }
    return render(request, "broadcast/broadcasts.html", context)


@require_GET
@allow(*READERS)
def broadcast(request: ActingRequest, broadcast_id: UUID) -> HttpResponse:
    """One broadcast."""
    found = queries.access_broadcast(broadcast_id)
    events = [(_(MADE_NAMES[each.step]), each) for each in queries.list_events(found)]
    context = _now(request, found) | show_forecast(request, found) | show_tests(request, found)
    context |= show_emergency(request, found)
    is_warning = found.purpose == actions.CRISIS and not is_drill_id(found.municipality_id)
    may_exercise = is_warning and request.actor.has(MAY_BEGIN)
    context |= {"events": events, "text": found.text, "may_exercise": may_exercise}
    return render(request, "broadcast/broadcast.html", context)


@require_GET
@allow(*READERS)
def broadcast_now(request: ActingRequest, broadcast_id: UUID) -> HttpResponse:
    """What of the page changes by itself."""
    found = queries.access_broadcast(broadcast_id)
    return render(request, "broadcast/now.html", _now(request, found))


@require_POST
@allow(*READERS)
def take_step(request: ActingRequest, broadcast_id: UUID) -> HttpResponse:
    """Do one of the things that can be done with it now."""
    try:
        step = Step(request.POST.get("step", ""))
        if step in _DO_WITH_REASON:
            _DO_WITH_REASON[step](request.actor, broadcast_id, request.POST.get("reason", ""))
        else:
            _DO[step](request.actor, broadcast_id)
    except (ValueError, KeyError, StepNotAllowed):
        messages.info(request, _("Dat kan nu niet meer. Kijk hoe het ervoor staat."))
    except OwnApproval:
        messages.error(
            request,
            _("U werkte hier zelf aan, of een sleutel die u maakte. Iemand anders keurt het goed."),
        )
    except AudienceEmpty:
        messages.error(request, _("Niemand zou dit krijgen: geen van hen vroeg om deze berichten."))
    return redirect("broadcast", broadcast_id)


@require_POST
@allow("broadcaster")
def decide_unsettled(request: ActingRequest, broadcast_id: UUID) -> HttpResponse:
    """Send it again to all of whom nobody knows whether they got it, or leave it at that."""
    again = request.POST.get("decision") == "again"
    count = decide(request.actor, broadcast_id, again=again)
    told = _("%(count)s keer opnieuw verstuurd.") if again else _("%(count)s keer zo gelaten.")
    messages.success(request, told % {"count": count})
    return redirect("broadcast", broadcast_id)


def _now(request: ActingRequest, found: Broadcast) -> dict[str, Any]:
    counts = for_a_moment(
        found.municipality_id, f"counts of {found.id}", lambda: queries.count_recipients(found)
    )
    ways = show_ways(found)
    return {
        "broadcast": found,
        "status": show_status(found.status),
        "counts": [(name, _(title), counts[name]) for name, title in COUNT_NAMES.items()],
        "reached": counts["total"] - counts["excluded"],
        "gone": queries.count_gone(counts),
        "reasons": [
            (say_reason(code), count) for code, count in queries.count_reasons(found).items()
        ],
        "steps": [
            (step, _(STEP_NAMES[step]))
            for step in steps_from(found.status)
            if request.actor.has(*_MAY[step])
        ],
        "ways": ways,
        "untold": tell_untold(found) if ways else "",
        "next_part_at": next_part_at(found),
        "room_again_at": find_room_again(found.id) if counts["queued"] else None,
        "circuit": find_circuit(found.number_id) if counts["queued"] else None,
        "otherwise": find_channel_for(found),
        "uncertain_second": count_uncertain(found),
        "asking": count_asking(found) if counts["unsettled"] else 0,
        "may_decide": request.actor.has("broadcaster"),
        "changes": found.status in _CHANGES or _ended_lately(found),
    }


def _ended_lately(found: Broadcast) -> bool:
    """Whether what was sent may still be arriving."""
    return found.ended_at is not None and found.ended_at > now() - FOLLOWED
