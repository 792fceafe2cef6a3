"""What agents do with a conversation, besides sending."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from bode.organisations.actors import Actor
from bode.organisations.models import Membership, Role

from . import live
from .models import Conversation
from .seeing import mark_seen, show_typing
from .states import ConversationStatus


@transaction.atomic
def open_conversation(actor: Actor, conversation_id: UUID) -> Conversation:
    """An agent reads a conversation: nothing is unread, and the citizen sees blue ticks."""
    actor.require("agent")
    conversation = _locked(conversation_id)
    if mark_seen(conversation):
        live.announce(conversation.municipality_id, [conversation.id])
    return conversation


def type_answer(actor: Actor, conversation_id: UUID) -> None:
    """An agent types an answer, and the citizen sees “typing…” for a moment."""
    actor.require("agent")
    show_typing(Conversation.objects.get(id=conversation_id))


def close_conversation(actor: Actor, conversation_id: UUID) -> Conversation:
    """The question is answered. A new message of the citizen starts a new conversation."""
    return _change(actor, conversation_id, status=ConversationStatus.CLOSED)


def assign(actor: Actor, conversation_id: UUID, person_id: UUID | None) -> Conversation:
    """Give a conversation to an agent, or to nobody. Raises `Membership.DoesNotExist`."""
    if person_id is not None:
        Membership.objects.get(
            person_id=person_id, organisation_id=actor.organisation_id, role=Role.AGENT
        )
    return _change(actor, conversation_id, assignee_id=person_id)


@transaction.atomic
def _change(actor: Actor, conversation_id: UUID, **facts: object) -> Conversation:
    actor.require("agent")
    conversation = _locked(conversation_id)
    for name, value in facts.items():
        setattr(conversation, name, value)
    conversation.save(update_fields=list(facts))
    live.announce(conversation.municipality_id, [conversation.id])
    return conversation


def _locked(conversation_id: UUID) -> Conversation:
    return Conversation.objects.select_for_update(of=("self",)).get(id=conversation_id)
