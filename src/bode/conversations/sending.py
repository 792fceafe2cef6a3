"""The one way to send a message: ask the rules once, then write message and outbox together."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest, Now

from bode.basics import is_window_open, now
from bode.licensing.models import PhoneNumber
from bode.licensing.standing import Trait, traits_of
from bode.organisations.actors import Actor
from bode.outbox import actions as outbox
from bode.outbox.states import Lane
from bode.whatsapp import build_send

from . import live
from .attaching import attach
from .contacts import contact_for
from .continuing import new_conversation
from .doubting import record_confirmed, require_confirmed
from .events import keep_event
from .judging import judge
from .models import Contact, Conversation, Message
from .naming import files_named
from .outgoing import Outgoing, Situation, look_up
from .overrides import hold_allowed, use
from .purposes import as_started, is_menu, set_purpose
from .reading import preview_of
from .recalling import leaves_at
from .referring import find_answered, find_reacted, react
from .sameness import find_sent, id_of_another, says_the_same
from .seeing import mark_seen
from .states import Attention, ConversationStatus, Direction, EventKind, MessageStatus

__all__ = ["Outgoing", "send"]


def send(actor: Actor, outgoing: Outgoing) -> Message:
    """Queue a message; it leaves the house once the transaction commits.

    Raises `ContentMalformed` (fields named), `SendRefused` with the first rule that forbids it,
    `PurposeReasonMissing` where an agent's answer has another purpose than the conversation, or
    `ContentDoubtful` when a person should first look at what may be forbidden. With an override it
    raises `OverrideWrong` where that is of something else. Nothing is written then.
    """
    actor.require("agent", "messages", "broadcaster")
    try:
        with transaction.atomic():
            return _send_once(actor, outgoing)
    except IntegrityError:
        # The same message was sent at the same moment, or its conversation was closed meanwhile.
        with transaction.atomic():
            return _send_once(actor, outgoing)


def _send_once(actor: Actor, outgoing: Outgoing) -> Message:
    known = find_sent(outgoing.message_id)
    said = (outgoing.type, outgoing.content, outgoing.conversation_id)
    if known is not None and not says_the_same(known, *said):
        # As when no answer came, and who wrote it changed the text before they tried again.
        outgoing = replace(outgoing, message_id=id_of_another(outgoing.message_id, *said))
        known = find_sent(outgoing.message_id)
    return known or _send(actor, outgoing)


def _send(actor: Actor, outgoing: Outgoing) -> Message:
    override = hold_allowed(actor, outgoing)
    situation = look_up(actor, outgoing)
    text, findings = judge(actor, situation, outgoing, content_allowed=override is not None)
    if override is None:
        require_confirmed(actor, findings, outgoing.confirmed)
    message = _write(actor, situation, outgoing, text)
    if override is not None:
        use(override, message)
    elif findings:
        record_confirmed(actor, message, findings)
    return message


def _write(actor: Actor, situation: Situation, outgoing: Outgoing, text: str) -> Message:
    number, to = situation.number, situation.to
    # Without a number no template is approved, and no citizen's window is open.
    assert number is not None, "the rules refuse whatever would leave from no number"
    contact = to.contact or contact_for(number.municipality_id, to.identity)
    is_reaction = outgoing.type == "reaction"
    reacted = find_reacted(contact, number, outgoing.content) if is_reaction else None
    if actor.person_id is not None:
        _reassign(actor, situation.conversation, outgoing)
    if reacted is None:
        conversation = _conversation_for(number, contact, situation.conversation, outgoing)
        # The list goes on showing what the citizen asks.
        if not (outgoing.automatic or is_menu(outgoing.content)):
            _bring_up(conversation, preview_of(text, outgoing.content), outgoing.type)
    else:  # it shows there, and nowhere else
        conversation = reacted.conversation
    at = now()
    _leave_with_citizen(actor, conversation, outgoing, at)
    answered = find_answered(conversation, outgoing.reply_to, outgoing.reply_to_wamid)
    message = Message.objects.create(
        id=outgoing.message_id,
        municipality_id=number.municipality_id,
        conversation=conversation,
        direction=Direction.OUT,
        type=outgoing.type,
        text=text,
        content=outgoing.content,
        purpose=outgoing.purpose,
        author_id=actor.person_id,
        author_name=actor.name,
        automatic=outgoing.automatic,
        status=MessageStatus.QUEUED,
        reply_to=answered,
        at=at,
    )
    if reacted is not None:
        react(reacted, message, text)
    _queue(actor, number, situation, outgoing, message)
    live.announce(number.municipality_id, [conversation.id])
    return message


def _queue(
    actor: Actor,
    number: PhoneNumber,
    situation: Situation,
    outgoing: Outgoing,
    message: Message,
) -> None:
    """Let it leave once the transaction is there, or once its files are with the platform."""
    identity, answered = situation.to.identity, message.reply_to
    files = files_named(outgoing.type, outgoing.content)
    outbox.enqueue(
        message_id=message.id,
        municipality_id=number.municipality_id,
        number_id=number.id,
        lane=_lane(actor, outgoing.purpose),
        purpose=outgoing.purpose,
        recipient=identity.phone or identity.user_id or "",
        traits=_traits(situation),
        payload=build_send(
            identity.phone,
            identity.user_id,
            outgoing.type,
            outgoing.content,
            str(message.id),
            answered.wamid if answered else None,
        ),
        template_id=situation.template.id if situation.template else None,
        ready=not files,
        due_at=leaves_at(outgoing, situation.conversation),
    )
    if files:
        attach(message, files)


def _traits(situation: Situation) -> Trait:
    """What decides whether the platform lets the account send it, when its turn comes."""
    conversation, template = situation.conversation, situation.template
    last_inbound_at = conversation.last_inbound_at if conversation else None
    return traits_of(
        opens=not is_window_open(last_inbound_at, now()),
        template_category=template.category if template else None,
    )


def _conversation_for(
    number: PhoneNumber, contact: Contact, latest: Conversation | None, outgoing: Outgoing
) -> Conversation:
    """The running conversation, or a new one; what is said afterwards stays in the closed one."""
    if outgoing.afterwards and latest is not None:
        return latest
    if latest is None or latest.status == ConversationStatus.CLOSED:
        return new_conversation(number, contact, latest)
    return latest


def _bring_up(conversation: Conversation, preview: str, preview_type: str) -> None:
    """Show in the list of conversations what we said last."""
    Conversation.objects.filter(id=conversation.id).update(
        last_message_at=Greatest(F("last_message_at"), Now()),
        preview=preview,
        preview_type=preview_type,
    )


def _reassign(actor: Actor, running: Conversation | None, outgoing: Outgoing) -> None:
    """An agent's answer for another purpose says what the conversation is about from now on."""
    if running is None or running.status == ConversationStatus.CLOSED or not running.purpose:
        return
    if running.purpose != outgoing.purpose and not outgoing.keeps_purpose:
        set_purpose(actor, running.id, outgoing.purpose, outgoing.purpose_reason)


def _leave_with_citizen(
    actor: Actor, conversation: Conversation, outgoing: Outgoing, at: datetime
) -> None:
    """We said something, so we wait for the citizen; what was closed stays so.

    But a question that waits for an agent goes on waiting when a program sends something.
    """
    this = Conversation.objects.filter(id=conversation.id).exclude(status=ConversationStatus.CLOSED)
    by_person = actor.person_id is not None
    answered = this if by_person else this.exclude(status=ConversationStatus.OPEN)
    started: dict[str, Any] = {}
    if not (outgoing.automatic or is_menu(outgoing.content)):  # these ask for the purpose
        started = as_started(outgoing.type, outgoing.purpose, by_person=by_person)
    if by_person:
        started |= {"attention": Attention.NONE, "attention_since": None}
    answered.update(status=ConversationStatus.WAITING, **started)
    if by_person:
        _take_unassigned(actor, conversation, at)
        mark_seen(conversation)


def _take_unassigned(actor: Actor, conversation: Conversation, at: datetime) -> None:
    """Who answers what nobody has, has it from then on: no colleague begins on it too."""
    if conversation.assignee_id is not None or not actor.has("agent"):
        return
    nobodys = Conversation.objects.filter(id=conversation.id, assignee=None)
    if nobodys.exclude(status=ConversationStatus.CLOSED).update(assignee=actor.person_id):
        keep_event(conversation, EventKind.ASSIGNED, actor, assignee_id=actor.person_id, at=at)


def _lane(actor: Actor, purpose: str) -> Lane:
    if purpose == "crisis_response":
        return Lane.CRISIS
    return Lane.CONVERSATION if actor.person_id is not None else Lane.NOTICE
