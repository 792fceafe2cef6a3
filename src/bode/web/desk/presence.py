"""Whether an agent takes new conversations: a switch above the list."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from bode.desk.models import Presence
from bode.desk.presence import set_away, show_up
from bode.desk.states import Whereabouts
from bode.web.access import ActingRequest, allow

__all__ = ["presence", "show_up", "where_is"]


def where_is(present: Presence | None) -> str:
    """Available or away, as the agent who looks at the page chose it."""
    return Whereabouts.AWAY if present is not None and present.is_away else Whereabouts.AVAILABLE


@require_POST
@allow("agent")
def presence(request: ActingRequest) -> HttpResponse:
    """Say that one takes no new conversations, or takes them again."""
    present = set_away(request.actor, request.POST.get("away") == "yes")
    if "HX-Request" not in request.headers:
        return redirect("desk")
    return render(request, "desk/presence.html", {"presence": where_is(present)})
