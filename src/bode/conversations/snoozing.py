"""Putting a conversation out of sight until a moment, or until the citizen writes."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.organisations.actors import Actor

from . import live
from .assigning import take, tell_waiting
from .errors import SnoozeWrong
from .events import keep_event
from .locking import lock_conversation
from .models import Conversation
from .states import Attention, ConversationStatus, EventKind

LONGEST = timedelta(days=366)
_AT_ONCE = 200  # conversations that one turn of the job wakes


@transaction.atomic
def snooze(actor: Actor, conversation_id: UUID, until: datetime) -> Conversation:
    """Put a running conversation out of sight; what nobody had is then of who does so.

    Raises `SnoozeWrong`, which says why.
    """
    actor.require("agent")
    if until <= now():
        raise SnoozeWrong("past")
    if until > now() + LONGEST:
        raise SnoozeWrong("too_late")
    conversation = lock_conversation(conversation_id)
    if conversation.status == ConversationStatus.CLOSED:
        raise SnoozeWrong("closed")
    if conversation.assignee_id is None:
        conversation = take(actor, conversation.id)
    conversation.snoozed_until = until
    conversation.attention, conversation.attention_since = Attention.NONE, None
    conversation.save(update_fields=["snoozed_until", "attention", "attention_since"])
    keep_event(conversation, EventKind.SNOOZED, actor, until=until)
    live.announce(conversation.municipality_id, [conversation.id])
    return conversation


@transaction.atomic
def wake(actor: Actor, conversation_id: UUID) -> Conversation:
    """Bring a conversation back into sight before its time."""
    actor.require("agent")
    conversation = lock_conversation(conversation_id)
    if conversation.snoozed_until is not None:
        conversation.snoozed_until = None
        conversation.save(update_fields=["snoozed_until"])
        keep_event(conversation, EventKind.WOKEN, actor)
        tell_waiting(conversation)
        live.announce(conversation.municipality_id, [conversation.id])
    return conversation


@transaction.atomic
def wake_due() -> int:
    """Bring back what was to be seen again by now, at the top: it is our turn; how many."""
    due = Conversation.objects.select_for_update(of=("self",), skip_locked=True).filter(
        snoozed_until__lte=now()
    )
    woken = list(due.order_by("snoozed_until")[:_AT_ONCE])
    for conversation in woken:
        conversation.status = ConversationStatus.OPEN
        conversation.snoozed_until = None
        conversation.attention, conversation.attention_since = Attention.WOKEN, now()
        conversation.save(update_fields=["status", "snoozed_until", "attention", "attention_since"])
        keep_event(conversation, EventKind.WOKEN)
        tell_waiting(conversation)
    live.announce_all((each.municipality_id, each.id) for each in woken)
    return len(woken)
