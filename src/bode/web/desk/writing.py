"""What agents do on the desk: answer, and decide about what was not sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bode import policy
from bode.conversations import deciding, purposes, queries
from bode.conversations.errors import (
    ContentDoubtful,
    ContentMalformed,
    FileRefused,
    NothingToDecide,
    PurposeNotLicensed,
    PurposeReasonMissing,
    RepeatRefused,
    SendRefused,
)
from bode.conversations.models import Message
from bode.conversations.purposes import REASON_LENGTH
from bode.organisations.actors import Actor
from bode.policy import Refusal
from bode.web.access import ActingRequest, allow
from bode.web.templatetags.bode import in_words

from .attaching import MOST, contents_with, describe_file, take_in_all, too_many
from .drafting import given_by
from .headers import FileHeader
from .pane import Reply, read_reply
from .posting import WHY, answer, send
from .problems import describe, doubt, no_repeat
from .quick_replies import unfilled
from .views import conversation_page


@require_POST
@allow("agent")
def reply(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Answer in the agent's own words, with a file or without."""
    found = queries.access_conversation(conversation_id)
    typed = read_reply(found, given_by(request.POST))
    if dropped := request.POST.get("drop_attachment"):
        kept = tuple(each for each in typed.attachments if str(each.id) != dropped)
        return answer(request, found, replace(typed, attachments=kept), status=200)
    try:
        typed = replace(typed, attachments=(*typed.attachments, *take_in_all(request)))
    except FileRefused as refused:
        return answer(request, found, replace(typed, problem=describe_file(refused)))
    if len(typed.attachments) > MOST:
        return answer(request, found, replace(typed, problem=too_many()))
    words = typed.body.strip()
    if not words and not typed.attachments:
        return answer(request, found, replace(typed, is_empty=True))
    if blanks := unfilled(words):
        return answer(request, found, replace(typed, problem=blanks))
    if not typed.attachments:
        return send(request, found, typed, [("text", {"body": words})])
    return send(request, found, typed, contents_with(typed.attachments, words))


@require_POST
@allow("agent")
def reply_with_template(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Answer, or begin again, with an approved template."""
    found = queries.access_conversation(conversation_id)
    typed = read_reply(found, given_by(request.POST))
    if "choose" in request.POST:  # without a script: the fields of the chosen template come first
        return conversation_page(request, found, typed)
    if typed.filling is None:
        return answer(request, found, replace(typed, problem=_("Kies eerst een sjabloon.")))
    if isinstance(typed.filling.header, FileHeader):
        typed.filling.header.take_in(request)
        if typed.filling.header.errors:
            return answer(request, found, typed)
    if lacking := typed.filling.lacking:
        told = _("Vul nog in: %(fields)s.") % {"fields": in_words(lacking)}
        wrong = replace(typed, filling=typed.filling.complain(), problem=told)
        return answer(request, found, wrong)
    return send(request, found, typed, [("template", typed.filling.content())])


@require_POST
@allow("agent")
def reply_with_extra(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Answer with something else than words: buttons, a list, a place, a reaction, …"""
    found = queries.access_conversation(conversation_id)
    typed = read_reply(found, given_by(request.POST))
    if typed.extra is None:
        return answer(request, found, replace(typed, problem=_("Kies eerst wat u wilt sturen.")))
    if not typed.extra.is_valid():
        return answer(request, found, typed)
    return send(request, found, typed, [(typed.extra.type, typed.extra.content())])


@require_POST
@allow("agent")
def set_purpose(request: ActingRequest, conversation_id: UUID) -> HttpResponse:
    """Say what a conversation is about."""
    quiet = "HX-Request" in request.headers  # a choice stands: who then sends hears why not
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
        problem = _(WHY)
    if problem and not quiet:
        messages.error(request, problem)
    if quiet:
        return HttpResponse(status=422 if problem else 204)
    return redirect("conversation", conversation_id)


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
    return conversation_page(
        request, queries.access_conversation(message.conversation_id), typed, status=422
    )
