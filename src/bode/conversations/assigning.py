"""Who has a conversation: a person, a team, or nobody yet.

Every change says whom its maker saw having it, where that matters: two agents never take the same
conversation unawares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from bode.basics import now
from bode.organisations.actors import Actor
from bode.organisations.models import Membership, Person, Role, Team, TeamMember
from bode.organisations.tenancy import scope

from . import live
from .errors import NobodyToReceive, TakenMeanwhile
from .events import keep_event
from .locking import lock_conversation
from .models import Conversation, ConversationEvent, Message
from .states import BESIDE_BODE, Attention, ConversationStatus, EventKind

_GIVEN = ("assignee", "status", "snoozed_until", "attention", "attention_since")

Listener = Callable[[UUID], None]

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Be told, from now on, of each municipality where a conversation waits for someone."""
    _listeners.append(listener)


def tell_waiting(conversation: Conversation) -> None:
    """Say that nobody has this conversation, if it is so."""
    if conversation.assignee_id is None and conversation.status == ConversationStatus.OPEN:
        for listener in _listeners:
            listener(conversation.municipality_id)


@transaction.atomic
def take(actor: Actor, conversation_id: UUID, *, seen: UUID | None = None) -> Conversation:
    """An agent takes a conversation, also from a colleague.

    `seen`: who had it when they chose to. Raises `TakenMeanwhile` where someone else has it by now.
    """
    actor.require("agent")
    conversation = lock_conversation(conversation_id)
    if conversation.assignee_id == actor.person_id:
        return conversation
    if conversation.assignee_id not in (None, seen):
        raise TakenMeanwhile(Person.objects.get(id=conversation.assignee_id).name)
    _give(conversation, actor.person_id)
    keep_event(conversation, EventKind.ASSIGNED, actor, assignee_id=actor.person_id)
    return conversation


@transaction.atomic
def assign(actor: Actor | None, conversation_id: UUID, person_id: UUID) -> Conversation:
    """Give a conversation to an agent. Raises `NobodyToReceive` for who is no agent here.

    Bode of itself (None) asks no attention for it; what was handed to their team keeps it.
    """
    if actor is not None:
        actor.require("agent")
    conversation = lock_conversation(conversation_id)
    if not is_agent(conversation.municipality_id, person_id):
        raise NobodyToReceive
    if conversation.assignee_id == person_id:
        return conversation
    _give(conversation, person_id, None if actor is None else Attention.HANDED_OVER)
    kind = EventKind.ASSIGNED if actor is None else EventKind.HANDED_OVER
    keep_event(conversation, kind, actor, assignee_id=person_id)
    return conversation


@transaction.atomic
def hand_to_team(actor: Actor, conversation_id: UUID, team_id: UUID) -> Conversation:
    """Give a conversation to a team, where someone takes it. Raises `NobodyToReceive`."""
    actor.require("agent")
    conversation = lock_conversation(conversation_id)
    _set_team(conversation, team_id)
    _give(conversation, None, Attention.HANDED_OVER)
    keep_event(conversation, EventKind.HANDED_OVER, actor, team_id=team_id)
    tell_waiting(conversation)
    return conversation


@transaction.atomic
def bring_to_team(conversation_id: UUID, team_id: UUID, *, by_rule: bool = False) -> Conversation:
    """Bode says for which team a conversation is. Raises `NobodyToReceive`.

    `by_rule`: as the municipality chose, so that it stays there, and with someone of that team.
    """
    conversation = lock_conversation(conversation_id)
    if conversation.team_id == team_id and not by_rule:
        return conversation
    _set_team(conversation, team_id)
    if by_rule and not _is_of_team(conversation.assignee_id, team_id):
        _give(conversation, None, None)
    kind = EventKind.ROUTED if by_rule else EventKind.TEAM_CHANGED
    keep_event(conversation, kind, team_id=team_id)
    live.announce(conversation.municipality_id, [conversation.id])
    if by_rule:
        tell_waiting(conversation)
    return conversation


def is_taken_up(conversation: Conversation) -> bool:
    """Whether someone has it, and not only as Bode gave it to them while nobody answered."""
    if conversation.assignee_id is None:
        return False
    by_people = ConversationEvent.objects.filter(
        conversation=conversation, kind__in=(EventKind.ASSIGNED, EventKind.HANDED_OVER)
    ).exclude(actor_name="")
    by_person = Q(author__isnull=False) | Q(author_name=BESIDE_BODE)
    answers = Message.objects.filter(by_person, conversation=conversation)
    return by_people.exists() or answers.exists()


def list_settled(conversation_ids: Iterable[UUID]) -> set[UUID]:
    """Those of these that are at the team to which a person gave them, or the municipality's rule:
    that is where they stay."""
    kinds = (EventKind.HANDED_OVER, EventKind.ROUTED)
    given = ConversationEvent.objects.filter(
        conversation_id__in=list(conversation_ids), kind__in=kinds, team=F("conversation__team")
    )
    return set(given.values_list("conversation_id", flat=True))


def list_put_down(conversation_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """By conversation, who handed it to a team or let it go, if nobody had or closed it since."""
    put_down = (EventKind.HANDED_OVER, EventKind.RELEASED)
    events = ConversationEvent.objects.filter(
        conversation_id__in=list(conversation_ids),
        kind__in=(*put_down, EventKind.ASSIGNED, EventKind.CLOSED),
    )
    latest = events.order_by("conversation", "-at", "-id").distinct("conversation")
    return {
        each.conversation_id: each.actor_id
        for each in latest.only("conversation_id", "kind", "actor_id")
        if each.actor_id is not None and each.kind in put_down
    }


@transaction.atomic
def release(actor: Actor, conversation_id: UUID) -> Conversation:
    """Leave a conversation to whoever takes it."""
    actor.require("agent")
    conversation = lock_conversation(conversation_id)
    if conversation.assignee_id is not None:
        _release(conversation, actor)
        tell_waiting(conversation)
    return conversation


@transaction.atomic
def release_all(organisation_id: UUID, person_id: UUID) -> None:
    """Whoever is no agent (any more) has no running conversations."""
    with scope(organisation_id):
        theirs = Conversation.objects.select_for_update(of=("self",)).filter(
            municipality_id=organisation_id, assignee_id=person_id
        )
        for conversation in theirs.exclude(status=ConversationStatus.CLOSED).order_by("id"):
            _release(conversation, None)
            tell_waiting(conversation)


def is_agent(municipality_id: UUID, person_id: UUID) -> bool:
    """Whether someone answers citizens there."""
    return Membership.objects.filter(
        organisation_id=municipality_id,
        person_id=person_id,
        role=Role.AGENT,
        person__is_active=True,
    ).exists()


def _is_of_team(person_id: UUID | None, team_id: UUID) -> bool:
    return TeamMember.objects.filter(team=team_id, person=person_id).exists()


def _set_team(conversation: Conversation, team_id: UUID) -> None:
    if not Team.objects.filter(id=team_id, organisation=conversation.municipality_id).exists():
        raise NobodyToReceive
    conversation.team_id = team_id
    conversation.save(update_fields=["team"])


def _release(conversation: Conversation, actor: Actor | None) -> None:
    before = conversation.assignee_id
    _give(conversation, None)
    keep_event(conversation, EventKind.RELEASED, actor, assignee_id=before)


def _give(
    conversation: Conversation, person_id: UUID | None, attention: Attention | None = Attention.NONE
) -> None:
    """`attention`: why it stands first for them; None: as it already does, if it does."""
    conversation.assignee_id = person_id
    if attention is not None:
        _ask_attention(conversation, attention)
    conversation.save(update_fields=_GIVEN)
    live.announce(conversation.municipality_id, [conversation.id])


def _ask_attention(conversation: Conversation, attention: Attention) -> None:
    if conversation.status == ConversationStatus.CLOSED:
        attention = Attention.NONE
    if attention:  # also what was answered: it is their turn
        conversation.status, conversation.snoozed_until = ConversationStatus.OPEN, None
    if attention or conversation.attention != Attention.DUE:  # that stays, whoever has it
        conversation.attention = attention
        conversation.attention_since = now() if attention else None
