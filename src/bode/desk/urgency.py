"""What can't wait stands before everything else, until an agent says that it is no haste."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.conversations import live
from bode.conversations.events import keep_event
from bode.conversations.locking import lock_conversation
from bode.conversations.models import Contact, Conversation, Message
from bode.conversations.states import EventKind
from bode.language.emergencies import find_emergency
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor


def raise_urgent(_number: PhoneNumber, _contact: Contact, message: Message, _heeded: bool) -> bool:
    """Put a conversation first whose citizen says that it can't wait. That is no answer."""
    if find_emergency(message.text) is None:
        return False
    this = Conversation.objects.filter(id=message.conversation_id, urgent_since=None)
    if this.update(urgent_since=now()):
        keep_event(message.conversation, EventKind.RAISED)
    return False


@transaction.atomic
def set_urgent(actor: Actor, conversation_id: UUID, is_urgent: bool) -> Conversation:
    """An agent puts a conversation before all others, or back among them."""
    actor.require("agent")
    conversation = lock_conversation(conversation_id)
    if (conversation.urgent_since is not None) != is_urgent:
        conversation.urgent_since = now() if is_urgent else None
        conversation.save(update_fields=["urgent_since"])
        keep_event(conversation, EventKind.RAISED if is_urgent else EventKind.LOWERED, actor)
        live.announce(conversation.municipality_id, [conversation.id])
    return conversation
