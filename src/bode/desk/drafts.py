"""Drafts: what an agent has written and not sent, kept for them wherever they sign in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.conversations import queries as conversations
from bode.conversations.locking import hold
from bode.organisations.actors import Actor

from .errors import DraftTooLarge
from .models import Draft
from .states import DRAFT_KEPT

LARGEST = 60_000
"""Characters, in all fields together."""

Fields = Mapping[str, Any]


def save_draft(
    actor: Actor, conversation_id: UUID, fields: Fields, message_id: UUID | None = None
) -> None:
    """Keep what stands in the reply box; nothing in it: no draft.

    `message_id` is what the message will be called. When that was sent meanwhile, word of the
    draft came late, and is of no use any more. Raises `DraftTooLarge`.
    """
    if sum(len(str(value)) for value in fields.values()) > LARGEST:
        raise DraftTooLarge
    conversations.access_conversation(conversation_id)
    with transaction.atomic():
        hold_drafts(actor, conversation_id)
        if message_id is None or not conversations.is_sent(message_id):
            keep(actor, conversation_id, fields)


def hold_drafts(actor: Actor, conversation_id: UUID) -> None:
    """Let nobody else touch what this agent writes here until the transaction ends."""
    hold(f"draft {writer_of(actor)} {conversation_id}")


def keep(actor: Actor, conversation_id: UUID, fields: Fields) -> None:
    """Write down a draft that is held, in place of the one before."""
    ours = _unsent(actor).filter(conversation=conversation_id)
    if not fields:
        ours.delete()
    elif not ours.update(fields=dict(fields), saved_at=now()):
        Draft.objects.create(
            municipality_id=actor.organisation_id,
            conversation_id=conversation_id,
            person_id=writer_of(actor),
            fields=dict(fields),
            saved_at=now(),
        )


def find_draft(actor: Actor, conversation_id: UUID) -> dict[str, Any]:
    """What this agent has written here and not sent; empty without."""
    found = _unsent(actor).filter(conversation=conversation_id).first()
    return dict(found.fields) if found is not None else {}


def list_drafted(actor: Actor) -> list[UUID]:
    """The conversations in which this agent has a draft, the latest first."""
    found = _unsent(actor).order_by("-saved_at")
    return list(found.values_list("conversation_id", flat=True)[:500])


def forget_drafts() -> int:
    """Forget what nobody went on with, and what can't be taken back any more; return how many."""
    old = Draft.objects.filter(saved_at__lt=now() - DRAFT_KEPT)
    gone = Draft.objects.filter(leaves_at__lt=now())
    return sum(each.delete()[0] for each in (old, gone))


def writer_of(actor: Actor) -> UUID:
    """The person who writes: a program has no reply box."""
    actor.require("agent")
    assert actor.person_id is not None, "roles are people's"
    return actor.person_id


def _unsent(actor: Actor) -> Any:
    return Draft.objects.filter(
        municipality=actor.organisation_id, person=writer_of(actor), leaves_at=None
    )
