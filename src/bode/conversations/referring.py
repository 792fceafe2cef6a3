"""What a message of ours refers to: the message that it answers, or the one that it reacts to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from bode.whatsapp import FieldProblem

from .errors import ContentMalformed
from .models import Conversation, Message, Reaction
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
    message = _said_between_these(conversation).filter(by).first()
    if message is None:
        raise ContentMalformed([FieldProblem(name=name, reason="unknown")])
    return message


_CONTEXT = "context.message_id"  # where the platform's own shape has it


def react(conversation: Conversation, sent_as: Message, content: Mapping[str, Any]) -> None:
    """Show our emoji on the message that it is for, unless it fails; an empty one takes it away.

    The platform knows more messages than are kept here; on others there is nothing to show.
    """
    message = _said_between_these(conversation).filter(wamid=content["message_id"]).first()
    if message is not None:
        Reaction.objects.create(
            municipality_id=message.municipality_id,
            message=message,
            direction=Direction.OUT,
            emoji=content["emoji"],
            at=sent_as.at,
            sent_as=sent_as,
        )


def _said_between_these(conversation: Conversation) -> QuerySet[Message]:
    """In this conversation, or in an earlier one of the same citizen with the same number."""
    return Message.objects.filter(
        conversation__contact_id=conversation.contact_id,
        conversation__number_id=conversation.number_id,
    )
