"""What agents do with a conversation, besides sending."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.organisations.actors import Actor
from bode.organisations.models import Membership, Role, Team

from . import live
from .events import keep_event
from .models import Conversation
from .seeing import mark_seen, show_typing
from .states import ConversationStatus, EventKind


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


@transaction.atomic
def close_conversation(actor: Actor | None, conversation_id: UUID) -> Conversation:
    """The question is answered. Who closes is an agent, or Bode of itself (None).

    A new message of the citizen starts a new conversation.
    """
    if actor is not None:
        actor.require("agent")
    conversation = _locked(conversation_id)
    if conversation.status == ConversationStatus.CLOSED:
        return conversation
    conversation.status, conversation.closed_at = ConversationStatus.CLOSED, now()
    conversation.save(update_fields=["status", "closed_at"])
    keep_event(conversation, EventKind.CLOSED, actor)
    live.announce(conversation.municipality_id, [conversation.id])
    return conversation


@transaction.atomic
def hand_to_team(conversation_id: UUID, team_id: UUID) -> None:
    """Say of itself for which team a conversation is; it is taken from nobody.

    Raises `Team.DoesNotExist` for one of another municipality.
    """
    conversation = _locked(conversation_id)
    team = Team.objects.get(id=team_id, organisation=conversation.municipality_id)
    if conversation.team_id == team.id:
        return
    conversation.team = team
    conversation.save(update_fields=["team"])
    keep_event(conversation, EventKind.TEAM_CHANGED, team_id=team.id)
    live.announce(conversation.municipality_id, [conversation.id])


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
