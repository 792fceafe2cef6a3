"""What agents do on the desk: answer, hand over, close, decide."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from bode import policy
from bode.conversations import actions, deciding, overriding, purposes, queries, sending
from bode.conversations.errors import (
    ContentDoubtful,
    ContentMalformed,
    FileRefused,
    NothingToDecide,
    NothingToOverride,
    PurposeNotLicensed,
    PurposeReasonMissing,
    ReasonMissing,
    RepeatRefused,
    SendRefused,
)
from bode.conversations.models import Conversation, Message
from bode.conversations.purposes import REASON_LENGTH
from bode.conversations.sending import Outgoing
from bode.organisations.actors import Actor
from bode.policy import Refusal
from bode.web.access import ActingRequest, allow
from bode.whatsapp import FieldProblem

from .attaching import content_with, describe_file, take_in
from .extras import Extra
from .headers import FileHeader
from .pane import Reply, read_reply, show_reply
from .problems import describe, doubt, no_repeat
from .views import conversation_page

_WHY = gettext_noop("Dit gesprek gaat nu over iets anders. Schrijf waarom.")


@require_POST
@allow("agent")
def reply(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Answer in the agent's own words, with a file or without."""
    found = queries.access_conversation(conversation_id)
    typed = read_reply(found, request.POST.dict())
    if "drop_attachment" in request.POST:
        return _answer(request, found, replace(typed, attachment=None), status=200)
    try:
        typed = replace(typed, attachment=take_in(request) or typed.attachment)
    except FileRefused as refused:
        return _answer(request, found, replace(typed, problem=describe_file(refused)))
    if typed.attachment is None:
        return _send(request, found, typed, "text", {"body": typed.body.strip()})
    return _send(request, found, typed, *content_with(typed.attachment, typed.body.strip()))


@require_POST
@allow("agent")
def reply_with_template(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Answer, or begin again, with an approved template."""
    found = queries.access_conversation(conversation_id)
    typed = read_reply(found, request.POST.dict())
    if "choose" in request.POST:  # without a script: the fields of the chosen template come first
        return conversation_page(request, found.id, typed)
    if typed.filling is None:
        return _answer(request, found, replace(typed, problem=_("Kies eerst een sjabloon.")))
    if isinstance(typed.filling.header, FileHeader):
        typed.filling.header.take_in(request)
        if typed.filling.header.errors:
            return _answer(request, found, typed)
    return _send(request, found, typed, "template", typed.filling.content())


@require_POST
@allow("agent")
def reply_with_extra(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Answer with something else than words: buttons, a list, a place, a reaction, …"""
    found = queries.access_conversation(conversation_id)
    typed = read_reply(found, request.POST.dict())
    if typed.extra is None:
        return _answer(request, found, replace(typed, problem=_("Kies eerst wat u wilt sturen.")))
    if not typed.extra.is_valid():
        return _answer(request, found, typed)
    return _send(request, found, typed, typed.extra.type, typed.extra.content())


@require_POST
@allow("agent")
def set_purpose(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Say what a conversation is about."""
    quiet = "HX-Request" in request.headers  # a script goes on: who then sends hears why not
    problem = ""
    reason = request.POST.get("purpose_reason", "").strip()[:REASON_LENGTH]
    try:
        purposes.set_purpose(
            request.actor, conversation_id, request.POST.get("purpose", ""), reason
        )
    except policy.UnknownPurpose:
        problem = _("Kies een doel uit de lijst.")
    except PurposeNotLicensed:
        problem = _("Dit doel staat niet in de vergunning van uw gemeente. Kies een ander doel.")
    except PurposeReasonMissing:
        problem = _(_WHY)
    if problem and not quiet:
        messages.error(request, problem)
    if quiet:
        return HttpResponse(status=204)
    return redirect("conversation", conversation_id)


@require_POST
@allow("agent")
def assign(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Take a conversation, or leave it to others."""
    mine = request.POST.get("to") == "me"
    actions.assign(request.actor, conversation_id, request.actor.person_id if mine else None)
    return redirect("conversation", conversation_id)


@require_POST
@allow("agent")
def close(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """The question is answered."""
    actions.close_conversation(request.actor, conversation_id)
    messages.success(request, _("Het gesprek is afgehandeld."))
    return redirect("desk")


@require_POST
@allow("agent")
def send_again(request: ActingRequest, message_id: UUID) -> HttpResponse:
    """Send once more what failed, or what nobody knows the fate of."""
    return _decide(request, message_id, deciding.send_again)


@require_POST
@allow("agent")
def give_up(request: ActingRequest, message_id: UUID) -> HttpResponse:
    """Leave a message unsent of which nobody knows the fate."""
    return _decide(request, message_id, deciding.give_up)


def _decide(
    request: ActingRequest, message_id: UUID, action: Callable[[Actor, UUID], Message]
) -> HttpResponse:
    message = queries.access_message(message_id)
    try:
        decided = action(request.actor, message_id)
    except NothingToDecide:
        messages.info(request, _("Over dit bericht hoeft u niets meer te kiezen."))
        return redirect("conversation", message.conversation_id)
    except RepeatRefused as refused:
        return _undecided(request, message, problem=no_repeat(refused))
    except ContentDoubtful as doubtful:
        return _undecided(request, message, problem=doubt(doubtful))
    except SendRefused as refused:
        return _undecided(request, message, refusal=refused.refusal)
    except ContentMalformed as malformed:
        return _undecided(request, message, problem=describe(malformed.problems))
    return redirect("conversation", decided.conversation_id)


def _undecided(
    request: ActingRequest, message: Message, *, refusal: Refusal | None = None, problem: str = ""
) -> HttpResponse:
    """The conversation, with why not, and the message's text to make another one of."""
    typed = Reply(body=message.text, purpose=message.purpose, refusal=refusal, problem=problem)
    return conversation_page(request, message.conversation_id, typed, status=422)


def _send(
    request: ActingRequest,
    found: Conversation,
    typed: Reply,
    kind: str,
    content: dict[str, Any] | list[Any],
) -> HttpResponse:
    if not typed.purpose:
        chosen = replace(typed, problem=_("Kies eerst het doel van dit bericht."))
        return _answer(request, found, chosen)
    outgoing = Outgoing(
        type=kind,
        content=content,
        purpose=typed.purpose,
        conversation_id=found.id,
        reply_to=typed.quote.id if typed.quote and typed.extra is None else None,
        message_id=typed.message_id,
        confirmed=request.POST.get("confirmed", ""),
        purpose_reason=typed.purpose_reason,
    )
    try:
        if "ask_second" in request.POST and _ask_second(request, outgoing, typed.second_reason):
            return _done(request, found, typed)
        sent = sending.send(request.actor, outgoing)
    except ReasonMissing as missing:
        told = replace(typed, refusal=missing.refusal, reason_missing=True)
        return _answer(request, found, told)
    except ContentDoubtful as doubtful:
        return _answer(request, found, replace(typed, doubtful=doubtful))
    except PurposeReasonMissing as missing:
        asked = replace(typed, problem=_(_WHY), why_missing=True, refusal=missing.refusal)
        return _answer(request, found, asked)
    except SendRefused as refused:
        return _answer(request, found, replace(typed, refusal=refused.refusal))
    except ContentMalformed as malformed:
        return _answer(request, found, _complain(typed, malformed.problems))
    if "HX-Request" not in request.headers:
        return redirect("conversation", sent.conversation_id)
    if sent.conversation_id != found.id:
        return _go_to(sent.conversation_id)
    return _box(request, found, Reply(purpose=typed.purpose))


def _ask_second(request: ActingRequest, outgoing: Outgoing, reason: str) -> bool:
    """Ask a second person; False when the text has become one that may just be sent."""
    try:
        overriding.request_override(request.actor, outgoing, reason)
    except NothingToOverride:
        return False
    return True


def _done(request: ActingRequest, found: Conversation, typed: Reply) -> HttpResponse:
    """An empty reply box: what was typed waits elsewhere now."""
    if "HX-Request" in request.headers:
        return _box(request, found, Reply(purpose=typed.purpose))
    return redirect("conversation", found.id)


def _complain(typed: Reply, problems: Sequence[FieldProblem]) -> Reply:
    """What was typed, with what is wrong: beside its field where there is a form."""
    form = typed.extra or (typed.filling.header if typed.filling else None)
    if not isinstance(form, Extra):
        return replace(typed, problem=describe(problems))
    form.complain(problems)
    return typed


def _go_to(conversation_id: UUID) -> HttpResponse:
    """Let the open page show another conversation: that in which the message stands."""
    pane = {"target": "#pane", "select": "#pane", "swap": "outerHTML"}
    place = {"path": reverse("conversation", args=[conversation_id]), **pane}
    return HttpResponse(status=204, headers={"HX-Location": json.dumps(place)})


def _answer(
    request: ActingRequest, found: Conversation, typed: Reply, *, status: int = 422
) -> HttpResponse:
    """The reply box again, with why not and everything that was typed."""
    if "HX-Request" in request.headers:
        return _box(request, found, typed, status=status)
    return conversation_page(request, found.id, typed, status=status)


def _box(
    request: ActingRequest, found: Conversation, typed: Reply, *, status: int = 200
) -> HttpResponse:
    return render(request, "desk/reply.html", show_reply(found, typed), status=status)
