"""Who else looks at a conversation, and who types an answer in it: for colleagues to see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.conversations import live
from bode.conversations.actions import type_answer
from bode.conversations.models import Conversation
from bode.organisations.actors import Actor

from .models import Presence
from .presence import show_up
from .states import LOOKS, TYPES


@dataclass(frozen=True, kw_only=True)
class Companion:
    """A colleague who has the same conversation before their eyes, until then as far as known."""

    name: str
    is_typing: bool
    until: datetime


@transaction.atomic
def look_at(actor: Actor, conversation_id: UUID) -> None:
    """An agent has this conversation before their eyes, and no other.

    Raises `Conversation.DoesNotExist`.
    """
    conversation = Conversation.objects.only("id").get(id=conversation_id)
    presence = show_up(actor)
    if presence is None:
        return
    before, moment = presence.at_conversation_id, now()
    was_there = before == conversation_id and _lasts(presence.looked_at, LOOKS, moment)
    _note(presence, conversation.id, moment, presence.typed_at if was_there else None)
    if was_there:
        return
    live.announce_beside(actor.organisation_id, conversation_id)
    if before is not None and before != conversation_id:
        live.announce_beside(actor.organisation_id, before)


@transaction.atomic
def type_in(actor: Actor, conversation_id: UUID) -> None:
    """An agent types an answer: the citizen and colleagues see so for a moment."""
    type_answer(actor, conversation_id)
    presence = show_up(actor)
    if presence is not None:
        _note(presence, conversation_id, now(), now())
        live.announce_beside(actor.organisation_id, conversation_id)


@transaction.atomic
def look_away(actor: Actor, conversation_id: UUID) -> None:
    """An agent no longer has this conversation before their eyes."""
    there = Presence.objects.filter(person=actor.person_id, at_conversation=conversation_id)
    if there.update(at_conversation=None, looked_at=None, typed_at=None):
        live.announce_beside(actor.organisation_id, conversation_id)


def stop_typing(actor: Actor) -> None:
    """What an agent typed is sent."""
    Presence.objects.filter(person=actor.person_id).update(typed_at=None)


def list_company(actor: Actor, conversation_id: UUID) -> list[Companion]:
    """The colleagues who look at this conversation too, those who type first."""
    moment = now()
    there = Presence.objects.filter(
        at_conversation=conversation_id, looked_at__gt=moment - LOOKS
    ).exclude(person=actor.person_id)
    found = [_companion(each, moment) for each in there.select_related("person")]
    return sorted(found, key=lambda each: (not each.is_typing, each.name))


def _companion(presence: Presence, moment: datetime) -> Companion:
    assert presence.looked_at is not None, "who is there looked"
    typed_at = presence.typed_at
    if typed_at is not None and _lasts(typed_at, TYPES, moment):
        return Companion(name=presence.person.name, is_typing=True, until=typed_at + TYPES)
    until = presence.looked_at + LOOKS
    return Companion(name=presence.person.name, is_typing=False, until=until)


def _note(
    presence: Presence, conversation_id: UUID, looked_at: datetime, typed_at: datetime | None
) -> None:
    presence.at_conversation_id = conversation_id
    presence.looked_at, presence.typed_at = looked_at, typed_at
    presence.save(update_fields=["at_conversation", "looked_at", "typed_at"])


def _lasts(since: datetime | None, span: timedelta, moment: datetime) -> bool:
    return since is not None and since > moment - span
