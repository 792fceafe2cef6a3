"""All that was ever said with one citizen, on one page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bode.conversations import queries
from bode.conversations.past import list_conversations_of, list_everything_said
from bode.web.access import ActingRequest, allow

from ..bubbles import show_messages
from ..contacts import show_citizen
from ..paging import read_cursor, write_cursor
from .notes import among, show_notes

_PAGE = 100


@require_GET
@allow("agent")
def past(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """The latest hundred messages, with the notes between them; `before` leads to older ones."""
    found = queries.access_conversation(conversation_id)
    every = {each.id: each for each in list_conversations_of(found.contact_id)}
    before = read_cursor(request.GET.get("before", ""))
    said = list_everything_said(list(every.values()), before=before, limit=_PAGE)
    citizen = show_citizen(found.contact)
    is_full = len(said) == _PAGE
    noted = show_notes(every, since=said[0].at if is_full else None)
    until = before[0] if before else None
    noted = [each for each in noted if until is None or each.at < until]
    of_message = {each.id: each.conversation_id for each in said}
    lines = [
        (every[of_message.get(each.id) or each.conversation_id], each)
        for each in among(show_messages(said, citizen.name), noted)
    ]
    context = {
        "conversation": found,
        "citizen": citizen,
        "lines": lines,
        "older": write_cursor(said[0].at, said[0].id) if is_full else "",
        "is_latest": before is None,
        "number_of_conversations": len(every),
    }
    return render(request, "desk/past.html", context)
