"""Reading what is hidden in one message or note: shown once, to whoever asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bode.conversations.queries import access_conversation, access_message
from bode.desk import looking
from bode.desk.queries import access_note
from bode.web.access import ActingRequest, allow

from ..templatetags.desk import what_shows
from .around.notes import page_of, show_note
from .bubbles import show_message, show_messages
from .contacts import show_citizen


@require_POST
@allow("agent")
def look_at_message(request: ActingRequest, message_id: UUID) -> HttpResponse:
    """The message with nothing hidden."""
    message = access_message(message_id)
    conversation = access_conversation(message.conversation_id)
    citizen = show_citizen(conversation.contact)
    [hidden] = show_messages([message], citizen.name)
    looking.look_at_message(request.actor, message, hidden.hidden_kinds)
    opened = show_message(message, citizen.name, is_opened=True)
    bubble = replace(opened, hidden=hidden.hidden, version_closed=hidden.version)
    page = reverse("conversation", args=[conversation.id])
    context = {
        "conversation": conversation,
        "citizen": citizen,
        "heading": _("Bericht van %(name)s") % {"name": citizen.name},
        "back": f"{page}?message={message.id}#message-{message.id}",
        **what_shows(bubble, is_here=True),
    }
    return _in_place_or_alone(request, "desk/message.html", context)


@require_POST
@allow("agent")
def look_at_note(request: ActingRequest, note_id: UUID) -> HttpResponse:
    """The note with nothing hidden."""
    note = access_note(note_id)
    hidden = show_note(note)
    looking.look_at_note(request.actor, note, hidden.hidden_kinds)
    opened = show_note(note, is_opened=True)
    context = {
        "note": replace(opened, hidden=hidden.hidden, version_closed=hidden.version),
        "citizen": show_citizen(note.conversation.contact),
        "heading": _("Notitie van %(author)s") % {"author": note.author_name},
        "back": page_of(note),
    }
    return _in_place_or_alone(request, "desk/note.html", context)


def _in_place_or_alone(request: ActingRequest, shown: str, context: dict[str, Any]) -> HttpResponse:
    """In its place on the page that asked, or without a script on a page of its own."""
    page = shown if "HX-Request" in request.headers else "desk/private_page.html"
    return render(request, page, {**context, "shown": shown})
