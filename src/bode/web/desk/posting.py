"""Sending what stands in the reply box, or telling why not with nothing lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.basics import made_at
from bode.conversations import overriding, queries, sending
from bode.conversations.crossing import Said, require_aware
from bode.conversations.errors import (
    AnsweredMeanwhile,
    ContentDoubtful,
    ContentMalformed,
    ConversationError,
    NothingToOverride,
    PurposeReasonMissing,
    ReasonMissing,
    SendRefused,
)
from bode.conversations.models import Conversation, Message
from bode.conversations.outgoing import Outgoing
from bode.desk import company, drafts, undoing
from bode.organisations.actors import Actor
from bode.web.access import ActingRequest
from bode.whatsapp import FieldProblem

from .boxes import go_to, show_box
from .drafting import besides, given_by, worth_keeping
from .extras import Extra
from .pane import Crossed, Reply, read_reply, uuid_or_none
from .problems import describe
from .saying import name_of
from .views import conversation_page

WHY = gettext_noop("Dit gesprek gaat nu over iets anders. Schrijf waarom.")


def send(
    request: ActingRequest, found: Conversation, typed: Reply, said: Sequence[Said]
) -> HttpResponse:
    """Send this, one message after another, all or none; what is amiss stands in the box."""
    if not typed.purpose:
        problem = _("Kies eerst het doel van dit bericht.")
        return answer(request, found, replace(typed, problem=problem, purpose_missing=True))
    if "ask_second" in request.POST and len(said) > 1:
        alone = _("Vraag dit voor één bestand tegelijk. Haal de andere bijlagen weg.")
        return answer(request, found, replace(typed, problem=alone))
    outgoing = _outgoing(request, found, typed, said)
    try:
        if "ask_second" in request.POST and _ask_second(request, found, outgoing[0], typed):
            return _done(request, found, typed)
        sent = _send(request, found, outgoing, typed)
    except ContentMalformed as malformed:
        return answer(request, found, _complain(typed, malformed.problems))
    except ConversationError as refused:
        return answer(request, found, _explain(request.actor, typed, refused))
    if "HX-Request" not in request.headers:
        return redirect("conversation", sent.conversation_id)
    if sent.conversation_id != found.id:
        return go_to(sent.conversation_id)
    return _done(request, found, typed)


def answer(
    request: ActingRequest, found: Conversation, typed: Reply, *, status: int = 422
) -> HttpResponse:
    """The reply box again, with why not and everything that was typed."""
    if "HX-Request" in request.headers:
        return show_box(request, found, typed, status=status)
    return conversation_page(request, found, typed, status=status)


def _outgoing(
    request: ActingRequest, found: Conversation, typed: Reply, said: Sequence[Said]
) -> list[Outgoing]:
    answers = typed.quote.id if typed.quote and typed.extra is None else None
    waits_for = undoing.undo_time(request.actor)
    return [
        Outgoing(
            type=kind,
            content=content,
            purpose=typed.purpose,
            conversation_id=found.id,
            reply_to=None if place else answers,
            message_id=_id_of(typed.message_id, place),
            confirmed=request.POST.get("confirmed", ""),
            purpose_reason=typed.purpose_reason,
            waits_for=waits_for,
        )
        for place, (kind, content) in enumerate(said)
    ]


def _id_of(message_id: UUID, place: int) -> UUID:
    """The same for the same form: pressed twice, each file is sent once."""
    return uuid5(message_id, f"file {place}") if place else message_id


@transaction.atomic
def _send(
    request: ActingRequest, found: Conversation, outgoing: Sequence[Outgoing], typed: Reply
) -> Message:
    """What was written is a draft no more, in the same transaction."""
    drafts.hold_drafts(request.actor, found.id)
    if not queries.is_sent(typed.message_id):
        require_aware(
            request.actor,
            found.id,
            read_until=_moment(request.POST.get("read_until", "")),
            aware_of=uuid_or_none(request.POST.get("aware_of", "")),
            saying=[(each.type, each.content) for each in outgoing],
            since=made_at(typed.message_id),
        )
    company.stop_typing(request.actor)
    sent = [sending.send(request.actor, each) for each in outgoing]
    written = _written(request, typed)
    undoing.settle_sent(request.actor, found.id, sent, written, _rest(request, found, typed))
    return sent[0]


def _written(request: ActingRequest, typed: Reply) -> dict[str, Any]:
    """What the form held, its files among it, as it stands in a draft."""
    files = [str(each.id) for each in typed.attachments]
    return worth_keeping({**given_by(request.POST), "attachment": files})


def _rest(request: ActingRequest, found: Conversation, typed: Reply) -> dict[str, Any]:
    """What stays in the box: words that were typed before something else than words was sent."""
    if typed.form == "write":
        return {}
    return besides(drafts.find_draft(request.actor, found.id), given_by(request.POST))


def _ask_second(
    request: ActingRequest, found: Conversation, outgoing: Outgoing, typed: Reply
) -> bool:
    """Ask a second person; False when the text has become one that may just be sent."""
    try:
        with transaction.atomic():
            overriding.request_override(request.actor, outgoing, typed.second_reason)
            drafts.hold_drafts(request.actor, found.id)
            drafts.keep(request.actor, found.id, _rest(request, found, typed))
    except NothingToOverride:
        return False
    return True


def _done(request: ActingRequest, found: Conversation, typed: Reply) -> HttpResponse:
    """The reply box without what was typed: that was sent, or waits elsewhere now."""
    if "HX-Request" not in request.headers:
        return redirect("conversation", found.id)
    changed = queries.access_conversation(found.id)  # it may be about something else since
    rest = read_reply(changed, drafts.find_draft(request.actor, found.id))
    return show_box(request, changed, replace(rest, purpose=typed.purpose))


def _explain(actor: Actor, typed: Reply, refused: ConversationError) -> Reply:
    """What was typed, with why it may not be sent."""
    match refused:
        case ReasonMissing():
            return replace(typed, refusal=refused.refusal, reason_missing=True)
        case AnsweredMeanwhile():
            return replace(typed, crossed=_crossed(actor, refused.message))
        case ContentDoubtful():
            return replace(typed, doubtful=refused)
        case PurposeReasonMissing():
            return replace(typed, problem=_(WHY), why_missing=True, refusal=refused.refusal)
        case SendRefused():
            return replace(typed, refusal=refused.refusal)
    raise refused


def _crossed(actor: Actor, message: Message) -> Crossed:
    return Crossed(
        id=message.id,
        is_own=message.author_id == actor.person_id,
        author=message.author_name,
        at=message.at,
        text=name_of(message),
    )


def _moment(text: str) -> datetime | None:
    """A moment that a page sent; None for what is none."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _complain(typed: Reply, problems: Sequence[FieldProblem]) -> Reply:
    """What was typed, with what is wrong: beside its field where there is a form."""
    form = typed.extra or (typed.filling.header if typed.filling else None)
    if not isinstance(form, Extra):
        return replace(typed, problem=describe(problems))
    form.complain(problems)
    return typed
