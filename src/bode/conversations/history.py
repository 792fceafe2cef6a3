"""What was said with a citizen, in pieces: for who reads back from the end of a conversation.

A piece is of one conversation. Before the first message of one comes the end of the one before it,
with the same citizen at the same number. However long a history is, a piece costs the same.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from .models import Conversation, Message
from .queries import as_people_see_it
from .states import Direction

PIECE = 50
"""Messages in a piece."""
MOST_UNREAD = 200
"""Of more than these a page does not begin at the first one: it leads there."""


def find_in_history(conversation: Conversation, message_id: UUID) -> Message | None:
    """A message of this conversation, or of an earlier one with the same citizen."""
    found = Message.objects.select_related("conversation").filter(
        id=message_id,
        conversation__contact=conversation.contact_id,
        conversation__number=conversation.number_id,
        conversation_id__lte=conversation.id,
    )
    return found.first()


def list_before(message: Message, *, limit: int = PIECE) -> list[Message]:
    """What was said before a message, oldest first: in its conversation, or else the one before."""
    here = _said_in(message.conversation_id).filter(_earlier(message))
    found = _last(here, limit)
    if found:
        return found
    previous = find_previous(message.conversation)
    return _last(_said_in(previous.id), limit) if previous else []


def list_after(message: Message, until: Message, *, limit: int = PIECE) -> list[Message]:
    """What was said after a message and before another, oldest first; of one conversation."""
    here = _said_in(message.conversation_id).filter(_later(message))
    if message.conversation_id == until.conversation_id:
        return list(here.filter(_earlier(until)).order_by("at", "id")[:limit])
    found = list(here.order_by("at", "id")[:limit])
    if found:
        return found
    following = _with_same_citizen(until.conversation).filter(
        id__gt=message.conversation_id, id__lte=until.conversation_id
    )
    conversation = following.order_by("id").first()
    if conversation is None:
        return []
    there = _said_in(conversation.id)
    if conversation.id == until.conversation_id:
        there = there.filter(_earlier(until))
    return list(there.order_by("at", "id")[:limit])


def list_around(message: Message, until: Message, *, limit: int = PIECE) -> list[Message]:
    """A message before another one, with what was said around it in its conversation and before
    that other one, oldest first.
    """
    here = _said_in(message.conversation_id)
    before = _last(here.filter(_earlier(message)), limit // 2)
    from_it_on = here.filter(Q(id=message.id) | _later(message))
    if message.conversation_id == until.conversation_id:
        from_it_on = from_it_on.filter(_earlier(until))
    return [*before, *from_it_on.order_by("at", "id")[: limit - len(before)]]


def list_from(message: Message, *, limit: int = PIECE) -> list[Message]:
    """A message and what was said after it in its conversation, oldest first."""
    found = _said_in(message.conversation_id).filter(Q(id=message.id) | _later(message))
    return list(found.order_by("at", "id")[:limit])


def has_before(message: Message) -> bool:
    """Whether anything was said before a message in its conversation."""
    return _said_in(message.conversation_id).filter(_earlier(message)).exists()


def find_previous(conversation: Conversation) -> Conversation | None:
    """The conversation with the same citizen at the same number before this one."""
    return _before(conversation).order_by("-id").first()


def has_previous(conversation: Conversation) -> bool:
    """Whether there is one."""
    return _before(conversation).exists()


def find_first_unread(conversation: Conversation) -> Message | None:
    """The first of a citizen's messages that nobody has read, if there is one."""
    unread = conversation.unread_count
    if not unread:
        return None
    theirs = Message.objects.filter(conversation=conversation.id, direction=Direction.IN)
    found = list(theirs.order_by("-at", "-id")[unread - 1 : unread])
    return found[0] if found else None


def _before(conversation: Conversation) -> QuerySet[Conversation]:
    return _with_same_citizen(conversation).filter(id__lt=conversation.id)


def _with_same_citizen(conversation: Conversation) -> QuerySet[Conversation]:
    return Conversation.objects.filter(
        contact=conversation.contact_id, number=conversation.number_id
    )


def _said_in(conversation_id: UUID) -> QuerySet[Message]:
    return as_people_see_it(conversation_id).select_related("conversation")


def _last(found: QuerySet[Message], limit: int) -> list[Message]:
    return list(found.order_by("-at", "-id")[:limit])[::-1]


def _earlier(message: Message) -> Q:
    # The first half is all that an index can begin from.
    return Q(at__lte=message.at) & (Q(at__lt=message.at) | Q(id__lt=message.id))


def _later(message: Message) -> Q:
    return Q(at__gte=message.at) & (Q(at__gt=message.at) | Q(id__gt=message.id))
