"""The drills of a municipality, and one of them: how it goes, going in and out, and its end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bode.broadcasts.drills.ending import MAY_END, end
from bode.broadcasts.drills.faults import chosen_of
from bode.broadcasts.drills.preparing import MAY_BEGIN
from bode.broadcasts.drills.running import access_drill, list_drills, list_holding, see
from bode.broadcasts.models import Drill
from bode.organisations.actors import find_actor
from bode.web.access import ActingRequest, allow
from bode.web.broadcast.pages import READERS
from bode.web.broadcast.words import COUNT_NAMES, show_status
from bode.web.sharing import for_a_moment
from bode.web.worlds import ORGANISATION

from .words import fault_name, say_faults, when_of


@require_GET
@allow(*READERS)
def drills(request: ActingRequest) -> HttpResponse:
    """Every drill, the newest first."""
    found = list_drills()
    is_busy = any(each.ended_at is None for each in found)
    context = {
        "listed": [(each, say_faults(chosen_of(each.faults))) for each in found],
        "may_begin": request.actor.has(MAY_BEGIN) and not is_busy,
    }
    return render(request, "broadcast/drills/drills.html", context)


@require_GET
@allow(*READERS, "agent")
def drill(request: ActingRequest, drill_id: UUID) -> HttpResponse:
    """One drill: how it goes now."""
    found = access_drill(drill_id)
    faults = [(fault_name(each.fault), when_of(each)) for each in chosen_of(found.faults)]
    context = _now(request, found) | {"faults": faults}
    return render(request, "broadcast/drills/drill.html", context)


@require_GET
@allow(*READERS, "agent")
def drill_now(request: ActingRequest, drill_id: UUID) -> HttpResponse:
    """What of the page changes by itself."""
    return render(request, "broadcast/drills/now.html", _now(request, access_drill(drill_id)))


@require_POST
@allow(*READERS, "agent")
def enter_drill(request: ActingRequest, drill_id: UUID) -> HttpResponse:
    """From now on this person acts in the drill."""
    found = access_drill(drill_id)
    assert request.user.is_authenticated, "others were sent to the sign-in"
    if find_actor(request.user, found.world_id) is None:
        messages.info(request, _("U doet niet mee in deze oefening, of die is voorbij."))
        return redirect("drill", drill_id)
    request.session[ORGANISATION] = str(found.world_id)
    return redirect("broadcasts" if request.actor.has(*READERS) else "home")


@require_POST
@allow(*READERS, "agent")
def leave_drill(request: ActingRequest, drill_id: UUID) -> HttpResponse:
    """Back to what is real."""
    found = access_drill(drill_id)
    request.session[ORGANISATION] = str(found.municipality_id)
    return redirect("drill", drill_id)


@require_POST
@allow(*READERS)
def end_drill(request: ActingRequest, drill_id: UUID) -> HttpResponse:
    """It is over, for everyone."""
    if not request.actor.has(*MAY_END):
        raise PermissionDenied
    found = access_drill(drill_id)
    end(request.actor, drill_id)
    request.session[ORGANISATION] = str(found.municipality_id)
    return redirect("drill_report", drill_id)


def _now(request: ActingRequest, found: Drill) -> dict[str, Any]:
    seen = for_a_moment(found.world_id, f"messages of {found.id}", lambda: see(found))
    sent = [
        {
            "of": each,
            "status": show_status(each.status),
            "reached": each.reached,
            "had_it": each.had_it,
            "counts": [
                (name, _(title), each.counts[name])
                for name, title in COUNT_NAMES.items()
                if each.counts[name]
            ],
        }
        for each in seen
    ]
    return {
        "of": found,
        "is_inside": request.actor.organisation_id == found.world_id,
        "sent": sent,
        "holding": [fault_name(each.fault) for each in list_holding(found)],
        "may_end": request.actor.has(*MAY_END),
    }
