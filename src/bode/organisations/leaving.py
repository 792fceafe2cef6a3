"""Telling other rooms that someone stops doing something for an organisation."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from .models import TeamMember
from .tenancy import scope

Listener = Callable[[UUID, UUID], None]
"""Called with the organisation's id and the person's, in the transaction in which they stop."""

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Be told, from now on, of everyone who is no agent there any more."""
    _listeners.append(listener)


def stop_answering(organisation_id: UUID, person_id: UUID) -> None:
    """Someone answers no citizens there any more: they leave its teams, and others hear of it."""
    with scope(organisation_id):
        TeamMember.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()
        for listener in _listeners:
            listener(organisation_id, person_id)
