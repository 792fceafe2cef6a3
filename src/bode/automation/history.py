"""What was said between a citizen and a number, as the rules look at it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Left

from bode.conversations.models import Conversation, Message
from bode.conversations.states import Direction

from .deciding import Speaker, Turn

HORIZON = timedelta(days=7)
MOST = 200
"""Who says more in that time is answered by people alone."""
_PRESSES = ("interactive", "button")
NOT_SAID = ("system", "request_welcome", "reaction")
"""Types of messages in which nobody says anything."""
_ENOUGH = 500  # characters, to tell whether someone says the same again


def turns_with(
    conversation: Conversation, at: datetime, horizon: timedelta = HORIZON
) -> list[Turn] | None:
    """The turns up to a moment, in order; None when they are too many to look at.

    Of all conversations of this citizen with this number: what answers there is one machine.
    """
    theirs = Conversation.objects.filter(
        municipality_id=conversation.municipality_id,
        contact_id=conversation.contact_id,
        number_id=conversation.number_id,
    )
    found = messages_of(theirs.values("id")).filter(at__gt=at - horizon, at__lte=at)
    latest = list(found.order_by("-at", "-id")[:MOST])
    return None if len(latest) == MOST else [turn_of(each) for each in reversed(latest)]


def messages_of(conversation_ids: QuerySet[Any, Any] | Iterable[UUID]) -> QuerySet[Message]:
    """What is said in these conversations, with what `turn_of` needs and no more."""
    found = Message.objects.filter(conversation__in=conversation_ids).exclude(type__in=NOT_SAID)
    return found.annotate(words=Left("text", _ENOUGH)).only(
        "at", "direction", "type", "author_id", "automatic", "conversation_id"
    )


def turn_of(message: Message) -> Turn:
    """A message, with its `words`, as a turn."""
    is_theirs = message.direction == Direction.IN
    return Turn(
        at=message.at,
        by=Speaker.CITIZEN if is_theirs else _speaker(message),
        text=getattr(message, "words", ""),
        rule=message.automatic,
        is_press=is_theirs and message.type in _PRESSES,
    )


def _speaker(message: Message) -> Speaker:
    if message.author_id is not None:
        return Speaker.PERSON
    return Speaker.BODE if message.automatic else Speaker.PROGRAM
