"""Drafts and undo: what stands in the reply box stays, and what was just sent comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bode.conversations import queries
from bode.conversations.errors import TooLate
from bode.conversations.models import Conversation
from bode.desk import drafts, undoing
from bode.desk.errors import DraftTooLarge
from bode.desk.states import UNDO_SECONDS
from bode.desk.surroundings import Surroundings
from bode.organisations.actors import Actor
from bode.web.access import ActingRequest, allow
from bode.web.worlds import MADE_FOR

from .boxes import go_to, show_box
from .pane import Reply, read_reply, uuid_or_none
from .quick_replies import ready_words

_NOT_KEPT = {
    "csrfmiddlewaretoken",
    MADE_FOR,
    "message_id",
    "confirmed",
    "read_until",
    "aware_of",
    "ask_second",
    "choose",
    "file",
}
_SAYS_SOMETHING = ("body", "reply_to", "attachment", "template", "filled")


def given_by(sent: QueryDict) -> dict[str, Any]:
    """What a form of the reply box sent; there may be several attachments."""
    return {**sent.dict(), "attachment": sent.getlist("attachment")}


def worth_keeping(given: dict[str, Any]) -> dict[str, Any]:
    """What of a reply box makes a draft; nothing, when nothing was written in it."""
    if not any(_is_filled(given.get(name)) for name in _SAYS_SOMETHING):
        return {}
    return {name: value for name, value in given.items() if name not in _NOT_KEPT and value}


def besides(kept: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """What of a draft stays when another form than that for words was sent."""
    theirs = {"template", "filled", "extra"} | (given.keys() - {"body", "attachment", "reply_to"})
    return worth_keeping({name: value for name, value in kept.items() if name not in theirs})


def _is_filled(value: Any) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


@require_POST
@allow("agent")
def save_draft(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Keep what was typed: the page tells by itself, once its writer pauses."""
    kept = worth_keeping(given_by(request.POST))
    message_id = uuid_or_none(request.POST.get("message_id", ""))
    try:
        drafts.save_draft(request.actor, conversation_id, kept, message_id)
    except DraftTooLarge:
        return HttpResponse(status=413)
    return HttpResponse(status=204)


@require_GET
@allow("agent")
def drafted(request: ActingRequest) -> HttpResponse:
    """In which conversations one's own drafts wait, for the page to mark them in its list."""
    ids = map(str, drafts.list_drafted(request.actor))
    return HttpResponse(" ".join(ids), content_type="text/plain")


@require_POST
@allow("agent")
def undo(request: ActingRequest, conversation_id: UUID, draft_id: UUID) -> HttpResponse:
    """Take back what was just sent; what was typed meanwhile comes along, to stand below it."""
    since = worth_keeping(given_by(request.POST))
    try:
        if since:
            drafts.save_draft(request.actor, conversation_id, since)
        back_in = undoing.undo(request.actor, draft_id)
    except TooLate:
        return _too_late(request, conversation_id)
    except DraftTooLarge:
        return HttpResponse(status=413)
    if "HX-Request" not in request.headers:
        return redirect("conversation", back_in)
    if back_in != conversation_id:
        return go_to(back_in)
    found = queries.access_conversation(conversation_id)
    return show_box(request, found, read_draft(request.actor, found))


@require_POST
@allow("agent")
def choose_undo_time(request: ActingRequest) -> HttpResponse:
    """How long one's own messages wait."""
    chosen = request.POST.get("seconds", "")
    if chosen not in map(str, UNDO_SECONDS):
        messages.error(request, _("Kies hoelang een bericht wacht."))
    else:
        undoing.choose_undo_time(request.actor, int(chosen))
        messages.success(request, _("Bewaard. Dit geldt vanaf uw volgende bericht."))
    return redirect("settings")


def read_draft(
    actor: Actor,
    found: Conversation,
    asked: HttpRequest | None = None,
    there: Surroundings | None = None,
) -> Reply:
    """The reply box as its writer left it, with what the address asks for on top of that."""
    kept = drafts.find_draft(actor, found.id) if there is None or there.drafts else {}
    given = {**kept, **(asked.GET.dict() if asked else {})}
    if ready := ready_words(actor, found, given.get("quick", "")):
        typed = str(given.get("body", "")).strip()
        given["body"] = f"{typed}\n\n{ready}" if typed else ready
    return read_reply(found, given)


def _too_late(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    told = _("Terughalen kan niet meer: het bericht is al weg.")
    if "HX-Request" not in request.headers:
        messages.error(request, told)
        return redirect("conversation", conversation_id)
    found = queries.access_conversation(conversation_id)
    kept = drafts.find_draft(request.actor, conversation_id)
    return show_box(request, found, replace(read_reply(found, kept), notice=told), status=422)
