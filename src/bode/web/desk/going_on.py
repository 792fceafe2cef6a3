"""Going on after something was done with a conversation, in the list in which one works."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bode.basics import now
from bode.conversations.events import UNDO_CLOSING_WITHIN, find_undoable_closing
from bode.web.access import ActingRequest

from .contacts import show_citizen
from .pane import uuid_or_none

_OF_LIST = ("queue", "team", "before", "phone")
"""What of an address says which list stands beside a conversation: see `rows.read_view`."""


def same_conversation(request: ActingRequest, conversation_id: UUID) -> str:
    """The address of a conversation, beside the same list."""
    return reverse("conversation", args=[conversation_id], query=_list(request))


def back_to_conversation(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """The conversation again."""
    return redirect(same_conversation(request, conversation_id))


def back_to_list(request: ActingRequest, *, closed: UUID | None = None) -> HttpResponse:
    """The list alone, which offers to undo that this conversation was `closed`."""
    more = {"closed": str(closed)} if closed else {}
    return redirect(reverse("desk", query=_list(request) | more))


def show_closed(request: ActingRequest) -> dict[str, Any] | None:
    """Of which conversation someone may undo that they closed it, when they come from there."""
    conversation_id = uuid_or_none(request.GET.get("closed", ""))
    closing = conversation_id and find_undoable_closing(request.actor, conversation_id)
    if not closing:
        return None
    left = closing.at + UNDO_CLOSING_WITHIN - now()
    return {
        "id": conversation_id,
        "citizen": show_citizen(closing.conversation.contact),
        "seconds_left": max(0, round(left.total_seconds())),
    }


def _list(request: ActingRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in _OF_LIST if name in request.GET}
