"""What a message of ours refers to: the message that it answers, or the one that it reacts to."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q, QuerySet

from bode.licensing.models import PhoneNumber
from bode.whatsapp import FieldProblem

from .errors import ContentMalformed
from .models import Contact, Conversation, Message, Reaction
from .sameness import Content
from .states import Direction


def find_answered(
    conversation: Conversation, message_id: UUID | None, wamid: str | None
) -> Message | None:
    """The message that is answered, by our id or by the platform's; None when none is.

    Raises `ContentMalformed` when it is not one of these two.
    """
    if message_id is None and wamid is None:
        return None
    by, name = (Q(id=message_id), "reply_to") if message_id else (Q(wamid=wamid), _CONTEXT)
    said = _said_between(conversation.contact_id, conversation.number_id)
    message = said.filter(by).first()
    if message is None:
        raise ContentMalformed([FieldProblem(name=name, reason="unknown")])
    return message


_CONTEXT = "context.message_id"  # where the platform's own shape has it


def find_reacted(contact: Contact, number: PhoneNumber, content: Content) -> Message | None:
    """The message that our reaction is for; the platform knows more than are kept here."""
    if not isinstance(content, Mapping):
        return None
    found = _said_between(contact.id, number.id).select_related("conversation")
    return found.filter(wamid=content["message_id"]).first()


def react(message: Message, sent_as: Message, emoji: str) -> None:
    """Show our emoji on the message that it is for, unless it fails; an empty one takes it away."""
    Reaction.objects.create(
        municipality_id=message.municipality_id,
        message=message,
        direction=Direction.OUT,
        emoji=emoji,
        at=sent_as.at,
        sent_as=sent_as,
    )


def _said_between(contact_id: UUID, number_id: UUID) -> QuerySet[Message]:
    """Between a citizen and a number of ours, in whichever of their conversations."""
    return Message.objects.filter(
        conversation__contact_id=contact_id, conversation__number_id=number_id
    )
