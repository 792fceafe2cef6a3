"""Who else looks at the open conversation or types in it: a line above the reply box."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from bode.desk.company import list_company, look_at, look_away, type_in
from bode.organisations.actors import Actor
from bode.web.access import ActingRequest, allow


def show_company(actor: Actor, conversation_id: UUID) -> dict[str, Any]:
    """The colleagues who are there too."""
    return {"company": list_company(actor, conversation_id)}


@require_GET
@allow("agent")
def company(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """The line alone, as it is now."""
    return render(request, "desk/company.html", show_company(request.actor, conversation_id))


@require_POST
@allow("agent")
def look(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """The page is before its reader's eyes, or no longer: it tells by itself."""
    if request.POST.get("gone"):
        look_away(request.actor, conversation_id)
    else:
        look_at(request.actor, conversation_id)
    return HttpResponse(status=204)


@require_POST
@allow("agent")
def typing(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Someone types an answer: the page tells by itself, every now and then."""
    type_in(request.actor, conversation_id)
    return HttpResponse(status=204)
