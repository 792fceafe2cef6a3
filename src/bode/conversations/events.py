"""Keeping what was done with a conversation, besides writing in it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from bode.basics import now
from bode.organisations.actors import Actor

from .models import Conversation, ConversationEvent
from .states import EventKind


def keep_event(
    conversation: Conversation,
    kind: EventKind,
    actor: Actor | None = None,
    *,
    assignee_id: UUID | None = None,
    team_id: UUID | None = None,
    until: datetime | None = None,
    note: str = "",
) -> ConversationEvent:
    """Write down what someone did, or Bode of itself, within the transaction that does it."""
    return ConversationEvent.objects.create(
        municipality_id=conversation.municipality_id,
        conversation=conversation,
        kind=kind,
        actor_id=actor.person_id if actor else None,
        actor_name=actor.name if actor else "",
        assignee_id=assignee_id,
        team_id=team_id,
        until=until,
        note=note,
        at=now(),
    )
