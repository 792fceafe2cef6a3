"""Where a conversation went that is no more: pages that have it open are led there."""

from __future__ import annotations

from uuid import UUID

from .models import Conversation, MovedConversation


def keep_where(gone: Conversation, to: Conversation) -> None:
    """One goes on in another; call this before it is deleted."""
    MovedConversation.objects.filter(to=gone).update(to=to)
    MovedConversation.objects.create(id=gone.id, municipality_id=gone.municipality_id, to=to)


def find_moved(conversation_id: UUID) -> UUID | None:
    """The conversation in which one that is no more goes on; None if it never was."""
    return MovedConversation.objects.filter(id=conversation_id).values_list("to", flat=True).first()
