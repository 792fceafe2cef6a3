"""Looking at what is kept from sight in a message of a citizen: for who needs it, and on record."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from bode.conversations.models import Message
from bode.language import sensitive
from bode.organisations.actors import Actor
from bode.organisations.deeds import record_by


@transaction.atomic
def look_at_private(actor: Actor, message: Message, kinds: Iterable[sensitive.Kind]) -> None:
    """Before this agent reads the message in full. Raises `NotAllowed`.

    The audit trail keeps who looked at which message, and what `kinds` of things they get to see:
    in what it says, what it said before, and its details.
    """
    actor.require("agent")
    record_by(actor, "message.look", message, kinds=sorted(set(kinds)))
