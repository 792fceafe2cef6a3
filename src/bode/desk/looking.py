"""Looking at what is kept from sight: for who needs it, and on record."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from bode.conversations.models import Message
from bode.language import sensitive
from bode.organisations.actors import Actor
from bode.organisations.deeds import record_by

from .models import Note


@transaction.atomic
def look_at_message(actor: Actor, message: Message, kinds: Collection[sensitive.Kind]) -> None:
    """Before this agent reads a citizen's message in full. Raises `NotAllowed`.

    The audit trail keeps who looked at which message, and what `kinds` of things they get to see:
    in what it says, what it said before, and its details. Of who sees no more than before, nothing.
    """
    actor.require("agent")
    if kinds:
        record_by(actor, "message.look", message, kinds=sorted(set(kinds)))


@transaction.atomic
def look_at_note(actor: Actor, note: Note, kinds: Collection[sensitive.Kind]) -> None:
    """The same of a colleague's note, with what it said before. Raises `NotAllowed`."""
    actor.require("agent")
    if kinds:
        record_by(actor, "note.look", note, kinds=sorted(set(kinds)))
