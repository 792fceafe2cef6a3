"""Taking back what was just sent: it waits in the outbox for the seconds that its writer chose.

Never for a crisis, nor for what would come too late when it waits. What is taken back is gone, as
if it had never been said; once it leaves the house, it can't be.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from bode.basics import now, window_expires_at
from bode.organisations.actors import Actor
from bode.outbox import actions as outbox

from . import live
from .assigning import tell_waiting
from .continuing import latest_conversation
from .errors import TooLate
from .models import Conversation, ConversationEvent, Message, Upload
from .moving import keep_where
from .naming import files_named
from .outgoing import Outgoing
from .reading import preview_of, preview_type_of
from .states import ConversationStatus, Direction, EventKind
from .stopping import lock

_NEAR = timedelta(minutes=1)
"""So shortly before the citizen's window shuts, nothing waits."""


def leaves_at(outgoing: Outgoing, conversation: Conversation | None) -> datetime | None:
    """When a message leaves that may be taken back until then; None: at once."""
    if not outgoing.waits_for or outgoing.override_id is not None:
        return None
    if outgoing.purpose == "crisis_response" or outgoing.type == "reaction":
        return None
    shuts = window_expires_at(conversation.last_inbound_at) if conversation else None
    at = now() + outgoing.waits_for
    if shuts is not None and at < shuts < at + _NEAR:
        return None
    return at


@transaction.atomic
def take_back(actor: Actor, message_ids: Sequence[UUID]) -> UUID:
    """Unsay messages of one's own, all or none; return the conversation in which one is then.

    Raises `TooLate` once one of them is on its way.
    """
    theirs = Message.objects.filter(id__in=message_ids, author_id=actor.person_id)
    taken = lock(theirs)
    if not taken or len(taken) != len(set(message_ids)) or not outbox.take_back(taken):
        raise TooLate
    said = list(Message.objects.filter(id__in=taken).select_related("conversation"))
    _release_files(said)
    Message.objects.filter(id__in=taken).delete()
    conversation = said[0].conversation
    live.announce(conversation.municipality_id, [conversation.id])
    return _go_back(actor, conversation, said)


def _release_files(said: Sequence[Message]) -> None:
    """A file that was first named by what is taken back, was never sent."""
    for message in said:
        named = [each.id for each in files_named(message.type, message.content)]
        if named:
            given = Upload.objects.filter(id__in=named, named_at__gte=message.at)
            given.update(named_at=None)


def _go_back(actor: Actor, conversation: Conversation, said: Sequence[Message]) -> UUID:
    """The conversation is as it was; one that had only just begun is no more."""
    held = Conversation.objects.select_for_update().get(id=conversation.id)
    shown = held.messages.exclude(type="reaction").order_by("-at", "-id")
    last = shown.first()
    if last is None:
        before = _before(held)
        if before is not None:
            keep_where(held, before)
            held.delete()
            return before.id
        return held.id
    spoke = shown.filter(Q(direction=Direction.IN) | Q(author__isnull=False)).first()
    if held.status == ConversationStatus.WAITING and spoke is not None:
        is_asked = spoke.direction == Direction.IN
        held.status = ConversationStatus.OPEN if is_asked else ConversationStatus.WAITING
    if held.assignee_id == actor.person_id and _untake(held, said):
        held.assignee = None
    held.preview = preview_of(last.text, last.content)
    held.preview_type = preview_type_of(last.type, last.content)
    held.last_message_at = last.at
    held.save(update_fields=["status", "assignee", "preview", "preview_type", "last_message_at"])
    tell_waiting(held)
    return held.id


def _untake(held: Conversation, said: Sequence[Message]) -> bool:
    """Whether someone had it from when they said this; that is gone with what they said."""
    taken = ConversationEvent.objects.filter(
        conversation=held, kind=EventKind.ASSIGNED, at__in=[each.at for each in said]
    )
    return bool(taken.delete()[0])


def _before(begun: Conversation) -> Conversation | None:
    """The closed conversation from which this one was begun."""
    earlier = latest_conversation(begun.contact, begun.number, besides=begun.id)
    return earlier if earlier and earlier.status == ConversationStatus.CLOSED else None
