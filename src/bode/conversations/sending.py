"""The one way to send a message: ask the rules once, then write message and outbox together."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest, Now

from bode import policy
from bode.basics import is_window_open, new_id, now
from bode.licensing.models import Licence, PhoneNumber, Template
from bode.licensing.queries import (
    find_licence,
    find_number,
    hold_template,
    licence_facts,
    template_facts,
    template_shape,
)
from bode.licensing.standing import Trait, traits_of
from bode.organisations.actors import Actor
from bode.outbox import actions as outbox
from bode.outbox.states import Lane
from bode.whatsapp import build_send, check_send, fill, mismatch

from . import live
from .addressing import NOT_A_USER_ID, Addressee, address_phone, address_user_id
from .attaching import attach, check_files, forget_copies
from .consents import consent_of
from .contacts import contact_for, hold, identity_of
from .continuing import latest_conversation, new_conversation
from .errors import ContentMalformed, NothingToDecide, SendRefused
from .marketing import stopped_marketing
from .models import Contact, Conversation, Message
from .naming import files_named
from .reading import preview_of, text_sent, texts_sent
from .referring import find_answered, react
from .sameness import find_sent, id_of_another, id_of_repeat, says_the_same
from .seeing import mark_seen
from .states import ConversationStatus, Direction, MessageStatus


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """A message that someone wants to send, in the platform's own shape.

    To a conversation, to a phone number in any notation (`to`), or to a user id (`recipient`).
    What it answers is named by our own id (`reply_to`) or by the platform's (`reply_to_wamid`).
    With a `message_id`, sending the same again returns the message that is there already; what
    says something else is another message, under an id that is made of both.
    """

    type: str
    content: Mapping[str, Any] | list[Any]
    purpose: str
    to: str | None = None
    recipient: str | None = None
    conversation_id: UUID | None = None
    reply_to: UUID | None = None
    reply_to_wamid: str | None = None
    message_id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, kw_only=True)
class _Situation:
    """Everything the rules and the platform need to know, looked up once."""

    to: Addressee
    licence: Licence | None
    number: PhoneNumber | None
    template: Template | None
    conversation: Conversation | None


def send(actor: Actor, outgoing: Outgoing) -> Message:
    """Queue a message; it leaves the house once the transaction commits.

    Raises `ContentMalformed` (fields named), or `SendRefused` with the first rule that forbids it.
    Nothing is written then.
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
    situation = _look_up(actor, outgoing)
    text = _checked(situation, outgoing)
    return _write(actor, situation, outgoing, text)


def send_again(actor: Actor, message_id: UUID) -> Message:
    """Send once more what failed, or what nobody knows the fate of; a person's decision.

    What failed becomes one new message, judged by the rules of now; when that failed too, another
    one. Raises `NothingToDecide`.
    """
    actor.require("agent", "messages")
    with transaction.atomic():
        return _send_again(actor, _locked(message_id))


def _send_again(actor: Actor, message: Message) -> Message:
    if outbox.send_again(message.id):
        message.status, message.error_code = MessageStatus.QUEUED, ""
        message.save(update_fields=["status", "error_code"])
        live.announce(message.municipality_id, [message.conversation_id])
        return message
    if message.status != MessageStatus.FAILED:
        raise NothingToDecide
    repeat = find_sent(id_of_repeat(message.id))
    if repeat is not None:
        with suppress(NothingToDecide):  # pressed twice, it is sent once
            return _send_again(actor, _locked(repeat.id))
        return repeat
    forget_copies(message)
    return send(
        actor,
        Outgoing(
            type=message.type,
            content=message.content,
            purpose=message.purpose,
            conversation_id=message.conversation_id,
            reply_to=message.reply_to_id,
            message_id=id_of_repeat(message.id),
        ),
    )


def give_up(actor: Actor, message_id: UUID) -> Message:
    """Leave a message whose fate is unknown unsent. Raises `NothingToDecide`."""
    actor.require("agent", "messages")
    with transaction.atomic():
        message = _locked(message_id)
        if not outbox.give_up(message.id):
            raise NothingToDecide
        message.status, message.error_code = MessageStatus.FAILED, "given_up"
        message.failed_at = now()
        message.save(update_fields=["status", "error_code", "failed_at"])
        live.announce(message.municipality_id, [message.conversation_id])
        return message


def _locked(message_id: UUID) -> Message:
    ours = Message.objects.select_for_update(of=("self",))
    return ours.get(id=message_id, direction=Direction.OUT)


def _look_up(actor: Actor, outgoing: Outgoing) -> _Situation:
    conversation = None
    if outgoing.conversation_id is not None:
        conversation = Conversation.objects.select_related("contact", "number__licence").get(
            id=outgoing.conversation_id
        )
        contact = conversation.contact
        to = Addressee(identity=identity_of(contact), contact=contact)
        licence: Licence | None = conversation.number.licence
        number: PhoneNumber | None = conversation.number
    else:
        to = _addressed(actor.organisation_id, outgoing)
        licence = find_licence(actor.organisation_id)
        number = find_number(licence) if licence else None
    if outgoing.type == "template":  # whether the citizen wants it must not change meanwhile
        hold(actor.organisation_id, to.identity)
    if conversation is None or conversation.status == ConversationStatus.CLOSED:
        conversation = latest_conversation(to.contact, number)
    return _Situation(
        to=to,
        licence=licence,
        number=number,
        template=_template(number, outgoing),
        conversation=conversation,
    )


def _addressed(municipality_id: UUID, outgoing: Outgoing) -> Addressee:
    if outgoing.to is None and outgoing.recipient:
        return address_user_id(municipality_id, outgoing.recipient)
    return address_phone(municipality_id, outgoing.to or "")


def _template(number: PhoneNumber | None, outgoing: Outgoing) -> Template | None:
    if number is None or outgoing.type != "template" or not isinstance(outgoing.content, Mapping):
        return None
    language = outgoing.content.get("language")
    code = language.get("code") if isinstance(language, Mapping) else None
    return hold_template(number.account_id, str(outgoing.content.get("name")), str(code))


def _checked(situation: _Situation, outgoing: Outgoing) -> str:
    """What the citizen will read, once shape and rules have been found to hold."""
    problems = [
        *check_send(outgoing.type, outgoing.content, settings.SEND_FIGURES),
        *check_files(outgoing.type, outgoing.content),
    ]
    template = situation.template
    shape = template_shape(template) if template is not None else None
    wrong = None
    if shape is not None and not problems and isinstance(outgoing.content, Mapping):
        wrong = mismatch(shape, outgoing.content, settings.TEMPLATE_FIGURES)
    readable = shape is not None and not problems and wrong is None
    text = (
        fill(shape, outgoing.content)  # type: ignore[arg-type]
        if readable
        else text_sent(outgoing.type, outgoing.content)
    )
    answer = policy.may_send(_request(situation, outgoing, wrong, text))
    if isinstance(answer, policy.Refusal) and answer.code in _BEFORE_THE_SHAPE:
        by_user_id = situation.to.problem == NOT_A_USER_ID
        raise SendRefused(answer, field="recipient" if by_user_id else None)
    if problems:
        raise ContentMalformed(problems)
    if isinstance(answer, policy.Refusal):
        raise SendRefused(answer)
    return text


# These refusals don't depend on the content, so they come before complaints about its shape.
_BEFORE_THE_SHAPE = {
    policy.RefusalCode.RECIPIENT_INVALID,
    policy.RefusalCode.PURPOSE_FORBIDDEN,
    policy.RefusalCode.NO_LICENCE,
    policy.RefusalCode.PURPOSE_NOT_LICENSED,
}


def _request(
    situation: _Situation, outgoing: Outgoing, wrong: str | None, text: str
) -> policy.SendRequest:
    conversation = situation.conversation
    return policy.SendRequest(
        recipient_valid=situation.to.problem is None,
        recipient_problem=situation.to.problem,
        purpose=outgoing.purpose,
        licence=licence_facts(situation.licence),
        message_type=outgoing.type,
        template=template_facts(situation.template, wrong) if outgoing.type == "template" else None,
        last_inbound_at=conversation.last_inbound_at if conversation else None,
        now=now(),
        marketing_stopped=stopped_marketing(situation.to.contact),
        consent=consent_of(situation.to.identity, outgoing.purpose, conversation),
        texts=texts_sent(text, outgoing.content),
    )


def _write(actor: Actor, situation: _Situation, outgoing: Outgoing, text: str) -> Message:
    number, to = situation.number, situation.to
    # Without a number no template is approved, and no citizen's window is open.
    assert number is not None, "the rules refuse whatever would leave from no number"
    contact = to.contact or contact_for(number.municipality_id, to.identity)
    conversation = _conversation_for(
        actor,
        number,
        contact,
        situation.conversation,
        purpose=outgoing.purpose,
        preview=preview_of(text, outgoing.content),
        preview_type=outgoing.type,
    )
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
        status=MessageStatus.QUEUED,
        reply_to=answered,
        at=now(),
    )
    if outgoing.type == "reaction" and isinstance(outgoing.content, Mapping):
        react(conversation, message, outgoing.content)
    files = files_named(outgoing.type, outgoing.content)
    outbox.enqueue(
        message_id=message.id,
        municipality_id=number.municipality_id,
        number_id=number.id,
        lane=_lane(actor, outgoing.purpose),
        purpose=outgoing.purpose,
        recipient=to.identity.phone or to.identity.user_id or "",
        traits=_traits(situation),
        payload=build_send(
            to.identity.phone,
            to.identity.user_id,
            outgoing.type,
            outgoing.content,
            str(message.id),
            answered.wamid if answered else None,
        ),
        template_id=situation.template.id if situation.template else None,
        ready=not files,
    )
    if files:
        attach(message, files)
    live.announce(number.municipality_id, [conversation.id])
    return message


def _traits(situation: _Situation) -> Trait:
    """What decides whether the platform lets the account send it, when its turn comes."""
    conversation, template = situation.conversation, situation.template
    last_inbound_at = conversation.last_inbound_at if conversation else None
    return traits_of(
        opens=not is_window_open(last_inbound_at, now()),
        template_category=template.category if template else None,
    )


def _conversation_for(
    actor: Actor,
    number: PhoneNumber,
    contact: Contact,
    latest: Conversation | None,
    *,
    purpose: str,
    preview: str,
    preview_type: str,
) -> Conversation:
    """The running conversation, after this message of ours, which leaves it with the citizen.

    But a question that waits for an agent goes on waiting when a program sends something.
    """
    if latest is None or latest.status == ConversationStatus.CLOSED:
        latest = new_conversation(number, contact, latest)
    this = Conversation.objects.filter(id=latest.id)
    this.update(
        last_message_at=Greatest(F("last_message_at"), Now()),
        preview=preview,
        preview_type=preview_type,
    )
    answered = this if actor.person_id else this.exclude(status=ConversationStatus.OPEN)
    answered.update(status=ConversationStatus.WAITING, purpose=purpose)
    if actor.person_id:
        mark_seen(latest)
    return latest


def _lane(actor: Actor, purpose: str) -> Lane:
    if purpose == "crisis_response":
        return Lane.CRISIS
    return Lane.CONVERSATION if actor.person_id is not None else Lane.NOTICE
