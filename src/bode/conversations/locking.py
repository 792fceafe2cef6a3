"""Keeping a conversation to oneself until what one does with it is done."""

from __future__ import annotations

from uuid import UUID

from .models import Conversation


def lock_conversation(conversation_id: UUID) -> Conversation:
    """This conversation, which nobody else changes until the transaction ends.

    Raises `Conversation.DoesNotExist`.
    """
    return Conversation.objects.select_for_update(of=("self",)).get(id=conversation_id)
