"""Keeping a conversation and its citizen to oneself, in the order in which all do so."""

from __future__ import annotations

from uuid import UUID

from bode.conversations import contacts
from bode.conversations.models import Conversation


def hold(conversation_id: UUID) -> Conversation:
    """This conversation, in which nothing is said or done by others until the transaction ends.

    The citizen comes first, as in recording and sending: crosswise two would wait for each other.
    """
    found = Conversation.objects.select_related("contact", "number__municipality")
    contact = found.get(id=conversation_id).contact
    contacts.hold(contact.municipality_id, contacts.identity_of(contact))
    return found.select_for_update(of=("self",)).get(id=conversation_id)
