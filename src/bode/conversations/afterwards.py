"""What is said about a conversation after it was closed, and leaves it so.

A room above this one may ask something back. The answer is no new question: it belongs to the
conversation that it is about, and nobody needs to read it at once.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import F
from django.db.models.functions import Greatest

from bode.licensing.models import PhoneNumber
from bode.whatsapp import Content

from . import live
from .models import Contact, Conversation, Message

Finder = Callable[[PhoneNumber, Contact, Content], Conversation | None]
"""Called with what a citizen sends, before it is recorded; returns what it is said about.

It runs for each message, so it looks at the content before it asks the database.
"""

_finders: list[Finder] = []


def listen(finder: Finder) -> None:
    """Let another room recognise the answers to what it asked."""
    _finders.append(finder)


def find_about(number: PhoneNumber, contact: Contact, content: Content) -> Conversation | None:
    """The conversation that this is said about, if it answers what was asked afterwards."""
    return next((found for each in _finders if (found := each(number, contact, content))), None)


def hear(message: Message) -> None:
    """A citizen said this, which opens their window; all else stays as it is."""
    Conversation.objects.filter(id=message.conversation_id).update(
        last_inbound_at=Greatest(F("last_inbound_at"), message.at)
    )
    live.announce(message.municipality_id, [message.conversation_id])
