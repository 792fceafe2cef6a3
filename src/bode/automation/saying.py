"""Saying of itself what a rule says: in the citizen's language, checked as every message is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bode.conversations.errors import ConversationError
from bode.conversations.languages import language_in
from bode.conversations.menu import purpose_of_none
from bode.conversations.models import Conversation, Message
from bode.conversations.outgoing import Outgoing
from bode.conversations.saying_no import bode_of
from bode.conversations.sending import send
from bode.licensing.models import PhoneNumber

from .kinds import RuleKind, Texts
from .noting import note_reply
from .texts import fill, words


def language_for(conversation: Conversation) -> str:
    """In which language Bode answers here."""
    return language_in(conversation)


def text_for(
    kind: RuleKind, name: str, own: Texts, conversation: Conversation, blanks: Mapping[str, str]
) -> str:
    """The text of a rule for this citizen, filled."""
    town = conversation.number.municipality.name
    return fill(words(kind, name, own, language_for(conversation)), {"gemeente": town, **blanks})


def say(
    kind: RuleKind,
    conversation: Conversation,
    number: PhoneNumber,
    content: Mapping[str, Any],
    *,
    is_afterwards: bool = False,
    **more: Any,
) -> Message | None:
    """Send it, and have it noted in the audit trail; None where the rules do not let it leave."""
    outgoing = Outgoing(
        type="interactive" if "action" in content else "text",
        content=content,
        purpose=conversation.purpose or purpose_of_none(number.licence.purposes),
        conversation_id=conversation.id,
        automatic=kind,
        afterwards=is_afterwards,
        **more,
    )
    try:
        message = send(bode_of(number), outgoing)
    except ConversationError:
        return None
    note_reply.defer(message_id=str(message.id))
    return message
