"""The desk's pages, and the fragments that they fetch by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from bode.conversations import queries
from bode.conversations.actions import open_conversation
from bode.conversations.models import Conversation
from bode.conversations.queues import count_queues
from bode.desk.surroundings import Surroundings, look_around
from bode.licensing.queries import list_licences
from bode.licensing.states import LicenceStatus
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation
from bode.organisations.planning import planned_once
from bode.organisations.standing import Ended, find_end
from bode.organisations.teams import list_teams_by_person
from bode.web.access import ActingRequest, allow
from bode.web.sharing import for_a_moment

from .around.panel import show_aside, show_aside_parts
from .boxes import show_writer
from .company import show_company
from .contacts import show_citizen
from .drafting import read_draft
from .going_on import show_closed
from .pane import Reply, read_reply, show_pane, show_reply, show_thread
from .presence import show_up, where_is
from .reading import show_piece
from .rows import list_queues, list_rows, read_view
from .saved_views import show_saved_views


@require_GET
@allow("agent")
@planned_once()
def desk(request: ActingRequest) -> HttpResponse:
    """The list of conversations, with none chosen yet."""
    context = {
        **_beside_list(request),
        "organisation_end": _find_end(request.actor),
        "closed": show_closed(request),
    }
    return render(request, "desk/desk.html", context)


def _find_end(actor: Actor) -> Ended | None:
    here = actor.organisation_id
    return for_a_moment(here, "end", lambda: _end_under_licence(here))


def _end_under_licence(municipality_id: UUID) -> Ended | None:
    """What became of a municipality that merged, as long as its licence goes on."""
    end = find_end(Organisation.objects.get(id=municipality_id), localdate())
    if end is None or all(each.status == LicenceStatus.ENDED for each in list_licences()):
        return None
    return end


@require_GET
@allow("agent")
@planned_once()
def conversation_list(request: ActingRequest) -> HttpResponse:
    """The list alone, for a page whose list is not what it was thought to be."""
    return render(request, "desk/list.html", _list(request))


@require_GET
@allow("agent")
@planned_once()
def conversation(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """One conversation beside the list. A browser may fetch it ahead: nobody has read it yet."""
    found = queries.access_conversation(conversation_id)
    there = look_around(request.actor, found)
    reply = read_draft(request.actor, found, request, there)
    return conversation_page(request, found, reply, there=there)


@require_GET
@allow("agent")
@planned_once()
def thread(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """What of a conversation and the panel beside it changes by itself."""
    found = queries.access_conversation(conversation_id)
    there = look_around(request.actor, found)
    shown = show_thread(found, request.GET, there)
    context = {
        **shown,
        **_company(request.actor, found, there),
        **show_aside_parts(found, shown["last_words"], there),
    }
    return render(request, "desk/live.html", context)


@require_GET
@allow("agent")
def history(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """A piece of what was said before the messages that stand on the page."""
    found = queries.access_conversation(conversation_id)
    piece = show_piece(found, show_citizen(found.contact).name, request.GET)
    if piece is None:
        raise Http404
    return render(request, "desk/reading/piece.html", {"conversation": found, "piece": piece})


@require_GET
@allow("agent")
def template_fields(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """The blanks of the template that was just chosen."""
    found = queries.access_conversation(conversation_id)
    shown = show_reply(request.actor, found, read_reply(found, request.GET))
    return render(request, "desk/template_fields.html", shown)


@require_GET
@allow("agent")
def extra_fields(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """The form of what was just chosen to send."""
    found = queries.access_conversation(conversation_id)
    shown = show_reply(request.actor, found, read_reply(found, request.GET.dict()))
    return render(request, "desk/extras.html", shown)


@require_POST
@allow("agent")
def seen(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Someone looked at the conversation: the page tells by itself, or its reader does."""
    open_conversation(request.actor, conversation_id)
    if "HX-Request" in request.headers:
        return HttpResponse(status=204)
    return redirect("conversation", conversation_id)


def conversation_page(
    request: ActingRequest,
    found: Conversation,
    reply: Reply,
    *,
    status: int = 200,
    tips: Mapping[str, Any] | None = None,
    there: Surroundings | None = None,
) -> HttpResponse:
    """The page of a conversation, with the reply box as given and tips for its text.

    A page of the desk that shows the list already gets the conversation alone.
    """
    is_part = request.headers.get("HX-Target") == "pane"
    there = there or look_around(request.actor, found)
    pane = show_pane(request.actor, found, reply, request.GET, there)
    context = {
        **(_pane_alone(request.actor) if is_part else _beside_list(request)),
        **pane,
        **_company(request.actor, found, there),
        **(show_writer(request.actor, found.id) if there.drafts else {}),
        **show_aside(found, pane["last_words"], there),
        **(tips or {}),
    }
    return render(request, "desk/conversation.html", context, status=status)


def _company(actor: Actor, found: Conversation, there: Surroundings) -> dict[str, Any]:
    return show_company(actor, found.id) if there.company else {}


def _beside_list(request: ActingRequest) -> dict[str, Any]:
    listed = _list(request)
    return {
        **listed,
        "layout": "desk/desk.html",
        "presence": where_is(show_up(request.actor)),
        "saved_views": show_saved_views(request.actor),
        "unread_conversations": listed["queues"].unread,
    }


def _list(request: ActingRequest) -> dict[str, Any]:
    person_id = request.actor.person_id
    assert person_id is not None, "programs see no pages"
    view = read_view(person_id, request.GET)
    teams = for_a_moment(request.actor.organisation_id, "teams", list_teams_by_person)
    return {
        "listing": list_rows(view),
        "queues": list_queues({person_id: [view]}, teams)[person_id, view],
    }


def _pane_alone(actor: Actor) -> dict[str, Any]:
    counted = for_a_moment(actor.organisation_id, "counted", lambda: count_queues((), ()))
    return {"layout": "desk/pane.html", "unread_conversations": counted.unread}
