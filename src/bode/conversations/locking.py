"""Keeping a conversation to oneself until what one does with it is done."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from .models import Conversation

_HOLD = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


def lock_conversation(conversation_id: UUID) -> Conversation:
    """This conversation, which nobody else changes until the transaction ends.

    Raises `Conversation.DoesNotExist`.
    """
    return Conversation.objects.select_for_update(of=("self",)).get(id=conversation_id)


def hold(what: str) -> None:
    """Wait for whoever does this too, and let nobody else begin until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [what])
