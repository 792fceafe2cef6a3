"""What agents do with a conversation, besides sending: read, type, close, open again."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Field

from bode.basics import now
from bode.organisations.actors import Actor

from . import live
from .assigning import tell_waiting
from .errors import RunsAlready
from .events import find_undoable_closing, keep_event
from .locking import lock_conversation
from .models import Conversation
from .queries import runs_beside
from .seeing import mark_seen, show_typing
from .states import Attention, ConversationStatus, EventKind

_STANDS = ("status", "snoozed_until", "urgent_since", "attention", "attention_since")
"""By which a conversation has its place among those that run."""


@transaction.atomic
def open_conversation(actor: Actor, conversation_id: UUID) -> Conversation:
    """An agent reads a conversation: nothing is unread, and the citizen sees blue ticks.

    One that a colleague has stays unread until they, or whoever answers in it, have read it.
    """
    actor.require("agent")
    conversation = lock_conversation(conversation_id)
    is_theirs = conversation.assignee_id in (None, actor.person_id)
    if is_theirs and mark_seen(conversation):
        live.announce(conversation.municipality_id, [conversation.id])
    return conversation


def type_answer(actor: Actor, conversation_id: UUID) -> None:
    """An agent types an answer, and the citizen sees “typing…” for a moment."""
    actor.require("agent")
    show_typing(Conversation.objects.get(id=conversation_id))


@transaction.atomic
def close_conversation(actor: Actor | None, conversation_id: UUID) -> Conversation:
    """The question is answered. Who closes is an agent, or Bode of itself (None).

    When the citizen writes again soon, this goes on; later a new conversation starts: `reopening`.
    """
    if actor is not None:
        actor.require("agent")
    conversation = lock_conversation(conversation_id)
    if conversation.status == ConversationStatus.CLOSED:
        return conversation
    stood = {name: getattr(conversation, name) for name in _STANDS}
    conversation.status = ConversationStatus.CLOSED
    conversation.closed_at = now()
    conversation.snoozed_until = conversation.urgent_since = conversation.attention_since = None
    conversation.attention = Attention.NONE
    conversation.save(update_fields=["closed_at", *_STANDS])
    keep_event(conversation, EventKind.CLOSED, actor, was=stood)
    live.announce(conversation.municipality_id, [conversation.id])
    return conversation


@transaction.atomic
def reopen_conversation(actor: Actor, conversation_id: UUID) -> Conversation:
    """An agent goes on with what was closed. Raises `RunsAlready` where a newer one runs.

    It stands as it stood for who closed it just now: they did not mean to.
    """
    actor.require("agent")
    conversation = lock_conversation(conversation_id)
    if conversation.status != ConversationStatus.CLOSED:
        return conversation
    if runs_beside(conversation):
        raise RunsAlready
    closing = find_undoable_closing(actor, conversation_id)
    conversation.status, conversation.closed_at = ConversationStatus.OPEN, None
    for name, value in ((closing and closing.was) or {}).items():
        field = Conversation._meta.get_field(name)
        assert isinstance(field, Field), "of the columns alone"
        setattr(conversation, name, field.to_python(value))
    conversation.is_quiet = False
    conversation.save(update_fields=["closed_at", "is_quiet", *_STANDS])
    keep_event(conversation, EventKind.REOPENED, actor)
    tell_waiting(conversation)
    live.announce(conversation.municipality_id, [conversation.id])
    return conversation
