"""Who has a conversation open that is no more is told, and led to where it goes on, with what they
wrote: it became one with another, or a colleague took back with what it began."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bode.conversations.moving import find_moved
from bode.desk import drafts
from bode.desk.errors import DraftTooLarge
from bode.organisations.actors import Actor
from bode.organisations.tenancy import scope

from .boxes import go_to
from .drafting import given_by, worth_keeping

_LIVE = "thread"
_SAYS = {"reply", "reply_with_template", "reply_with_extra"}
_DOES = {"assign", "set_urgent", "snooze", "wake", "hand_over", "close_conversation", "undo"}
"""What people do; what a page tells of itself asks for no answer."""


class LeadOn:
    """Asked only about what is not there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """The way on, or None: then it was never there."""
        match, actor = request.resolver_match, getattr(request, "actor", None)
        if not isinstance(problem, Http404) or match is None or actor is None:
            return None
        asked = match.kwargs.get("conversation_id")
        if asked is None:
            return None
        with scope(actor.organisation_id):
            to = find_moved(asked)
            return _lead(request, actor, to, match.url_name or "") if to else None


def _lead(request: HttpRequest, actor: Actor, to: UUID, name: str) -> HttpResponse | None:
    is_script = "HX-Request" in request.headers
    if name == "save_draft":
        _keep_words(request, actor, to)
        return HttpResponse(status=204)
    if request.method == "POST":
        if name not in _SAYS | _DOES:
            return None
        _keep_words(request, actor, to)
        told = _("Dit is niet gelukt: het gesprek gaat hier verder. Uw tekst staat er nog.")
        messages.warning(request, told)
        return go_to(to) if is_script else redirect("conversation", to)
    if name == _LIVE:
        return render(request, "desk/moved.html", {"to": to})
    if is_script and name != "conversation":
        return None
    return redirect("conversation", to)


def _keep_words(request: HttpRequest, actor: Actor, to: UUID) -> None:
    """What was written stands in the box there, unless something stands there already."""
    written = worth_keeping(given_by(request.POST))
    if not written or drafts.find_draft(actor, to):
        return
    try:
        drafts.save_draft(actor, to, written)
    except DraftTooLarge:
        return
