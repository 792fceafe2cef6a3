"""A message that someone wants to send, and everything that must be known before it may leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from bode.basics import new_id
from bode.licensing.models import Licence, PhoneNumber, Template
from bode.licensing.queries import find_licence, find_number, hold_licence, hold_template
from bode.organisations.actors import Actor

from .addressing import Addressee, address_contact, address_phone, address_user_id
from .contacts import hold, identity_of
from .continuing import latest_conversation
from .models import Contact, Conversation
from .states import ConversationStatus


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
    confirmed: str = ""
    """What the sender has seen of what is doubtful in it: see `doubting.fingerprint`."""
    override_id: UUID | None = None
    """The request by which a second person allowed it."""
    purpose_reason: str = ""
    """Why the conversation is about something else now, where this message says so."""
    waits_for: timedelta = timedelta()
    """How long it may be taken back before it leaves: see `recalling`."""
    automatic: str = ""
    """By which rule Bode says it of itself, as in `states.OfItself` or of a room above this one.

    It asks for no purpose, gives none, and leaves the list showing what the citizen asks.
    """
    afterwards: bool = False
    """Said about a closed conversation, in it, and leaving it closed: see `afterwards`."""
    keeps_purpose: bool = False
    """What the conversation is about stays, also where this message has another purpose."""


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Everything the rules and the platform need to know, looked up once."""

    to: Addressee
    licence: Licence | None
    number: PhoneNumber | None
    template: Template | None
    conversation: Conversation | None


def look_up(actor: Actor, outgoing: Outgoing) -> Situation:
    """Look up whom it is for, and what of theirs decides whether they may get it."""
    conversation = None
    if outgoing.conversation_id is not None:
        conversation = Conversation.objects.select_related("contact", "number").get(
            id=outgoing.conversation_id
        )
        to = _held(conversation.contact)
        number: PhoneNumber | None = conversation.number
        licence: Licence | None = hold_licence(conversation.number.licence_id)
    else:
        to = _addressed(actor.organisation_id, outgoing)
        found = find_licence(actor.organisation_id)
        licence = hold_licence(found.id) if found else None
        number = find_number(licence) if licence else None
    if outgoing.type == "template":  # whether the citizen wants it must not change meanwhile
        hold(actor.organisation_id, to.identity)
    is_closed = conversation is None or conversation.status == ConversationStatus.CLOSED
    if is_closed and not outgoing.afterwards:
        conversation = latest_conversation(to.contact, number)
    return Situation(
        to=to,
        licence=licence,
        number=number,
        template=_template(number, outgoing),
        conversation=conversation,
    )


def _held(contact: Contact) -> Addressee:
    """Where a citizen is reached, which must not change until the message waits for them there."""
    hold(contact.municipality_id, identity_of(contact))
    return address_contact(contact)


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
