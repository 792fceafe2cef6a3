"""Handing a conversation over, with a note for whoever goes on with it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from bode.conversations import assigning
from bode.organisations.actors import Actor

from .notes import write_note


@transaction.atomic
def hand_to_person(actor: Actor, conversation_id: UUID, person_id: UUID, note: str) -> None:
    """Give it to an agent. Raises `NobodyToReceive`, or `NoteWrong` where the note is too long."""
    assigning.assign(actor, conversation_id, person_id)
    if note:
        write_note(actor, conversation_id, note)


@transaction.atomic
def hand_to_team(actor: Actor, conversation_id: UUID, team_id: UUID, note: str) -> None:
    """Give it to a team. Raises as `hand_to_person`."""
    assigning.hand_to_team(actor, conversation_id, team_id)
    if note:
        write_note(actor, conversation_id, note)
