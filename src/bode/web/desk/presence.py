"""Whether an agent takes new conversations: a switch above the list."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from bode.desk.presence import find_presence, set_away, show_up
from bode.desk.states import Whereabouts
from bode.organisations.actors import Actor
from bode.web.access import ActingRequest, allow

__all__ = ["presence", "show_up", "where_is"]


def where_is(actor: Actor) -> str:
    """Available or away, as the agent who looks at the page chose it."""
    found = find_presence(actor.person_id) if actor.person_id is not None else None
    return Whereabouts.AWAY if found is not None and found.is_away else Whereabouts.AVAILABLE


@require_POST
@allow("agent")
def presence(request: ActingRequest) -> HttpResponse:
    """Say that one takes no new conversations, or takes them again."""
    set_away(request.actor, request.POST.get("away") == "yes")
    if "HX-Request" not in request.headers:
        return redirect("desk")
    return render(request, "desk/presence.html", {"presence": where_is(request.actor)})
