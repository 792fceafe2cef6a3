"""Looking at what is kept from sight in a message of a citizen: for who needs it, and on record."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from bode.conversations import queries
from bode.conversations.models import Message
from bode.language import sensitive
from bode.organisations.actors import Actor
from bode.organisations.deeds import record_by


@transaction.atomic
def look_at_private(actor: Actor, message_id: UUID) -> Message:
    """The message, for this agent to read in full. Raises `NotAllowed` or `Message.DoesNotExist`.

    The audit trail keeps who looked at which message, and what kinds of things are in it.
    """
    actor.require("agent")
    message = queries.access_message(message_id)
    kinds = [str(each) for each in sensitive.conceal(message.text).kinds]
    record_by(actor, "message.look", message, kinds=kinds)
    return message
