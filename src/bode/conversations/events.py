"""Keeping what was done with a conversation, besides writing in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bode.basics import now
from bode.organisations.actors import Actor

from .models import Conversation, ConversationEvent
from .states import ConversationStatus, EventKind

UNDO_CLOSING_WITHIN = timedelta(minutes=1)
"""So long whoever closed a conversation may undo that; nothing is said about it before."""


def keep_event(
    conversation: Conversation,
    kind: EventKind,
    actor: Actor | None = None,
    *,
    assignee_id: UUID | None = None,
    team_id: UUID | None = None,
    until: datetime | None = None,
    was: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> ConversationEvent:
    """Write down what someone did, or Bode of itself, within the transaction that does it.

    `at`: the moment of the message by which they did it; now, unless given.
    """
    return ConversationEvent.objects.create(
        municipality_id=conversation.municipality_id,
        conversation=conversation,
        kind=kind,
        actor_id=actor.person_id if actor else None,
        actor_name=actor.name if actor else "",
        assignee_id=assignee_id,
        team_id=team_id,
        until=until,
        was=was,
        at=at or now(),
    )


def find_undoable_closing(actor: Actor, conversation_id: UUID) -> ConversationEvent | None:
    """That this agent closed a conversation just now, where it still is: they may undo it."""
    closings = ConversationEvent.objects.filter(
        conversation=conversation_id,
        conversation__status=ConversationStatus.CLOSED,
        kind=EventKind.CLOSED,
    )
    last = closings.select_related("conversation__contact").order_by("-at", "-id").first()
    if last is None or last.actor_id != actor.person_id or last.at < now() - UNDO_CLOSING_WITHIN:
        return None
    return last
