"""Reading what is hidden in one message: shown once, to whoever asked."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from bode.conversations.queries import access_conversation, access_message
from bode.desk.looking import look_at_private
from bode.web.access import ActingRequest, allow

from ..templatetags.desk import what_shows
from .bubbles import show_message, show_messages
from .contacts import show_citizen


@require_POST
@allow("agent")
def look(request: ActingRequest, message_id: UUID) -> HttpResponse:
    """The message with nothing hidden: in its place, or without a script on a page of its own."""
    message = access_message(message_id)
    conversation = access_conversation(message.conversation_id)
    citizen = show_citizen(conversation.contact)
    [hidden] = show_messages([message], citizen.name)
    look_at_private(request.actor, message, hidden.hidden_kinds)
    opened = show_message(message, citizen.name, is_opened=True)
    bubble = replace(opened, hidden=hidden.hidden, version_closed=hidden.version)
    context = {
        "conversation": conversation,
        "citizen": citizen,
        **what_shows(bubble, is_here=True),
    }
    page = "desk/message.html" if "HX-Request" in request.headers else "desk/private_page.html"
    return render(request, page, context)
