"""The reply box by itself, as an answer to what was done in it."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bode.conversations.models import Conversation
from bode.desk import undoing
from bode.organisations.actors import Actor
from bode.web.access import ActingRequest

from .pane import Reply, show_reply


def show_box(
    request: ActingRequest, found: Conversation, typed: Reply, *, status: int = 200
) -> HttpResponse:
    """The reply box again, with what was typed and why it was not sent."""
    context = {**show_reply(request.actor, found, typed), **show_writer(request.actor, found.id)}
    return render(request, "desk/reply.html", context, status=status)


def show_writer(actor: Actor, conversation_id: UUID) -> dict[str, Any]:
    """What of the reply box is for this agent alone: what they may yet take back."""
    undoable = undoing.find_undoable(actor, conversation_id)
    left = undoing.expires_in(undoable.leaves_at) if undoable and undoable.leaves_at else 0
    return {"undoable": undoable, "undo_left": round(left, 1)}


def go_to(conversation_id: UUID) -> HttpResponse:
    """Let the open page show another conversation: that in which the message stands."""
    pane = {"target": "#pane", "select": "#pane", "swap": "outerHTML"}
    place = {"path": reverse("conversation", args=[conversation_id]), **pane}
    return HttpResponse(status=204, headers={"HX-Location": json.dumps(place)})
