"""Which conversation goes on when we, and not the citizen, say something."""

from __future__ import annotations

from uuid import UUID

from bode.basics import is_window_open, now
from bode.licensing.models import PhoneNumber

from .models import Contact, Conversation
from .states import ConversationStatus


def latest_conversation(
    contact: Contact | None, number: PhoneNumber | None, *, besides: UUID | None = None
) -> Conversation | None:
    """The latest conversation of a citizen with a number, closed or not."""
    if contact is None or number is None:
        return None
    found = Conversation.objects.filter(contact=contact, number=number)
    if besides is not None:
        found = found.exclude(id=besides)
    return found.order_by("-last_message_at").first()


def new_conversation(
    number: PhoneNumber, contact: Contact, closed: Conversation | None
) -> Conversation:
    """A conversation of our own accord, in which the citizen's window is as open as it was."""
    last = closed.last_inbound_at if closed else None
    conversation, _ = Conversation.objects.exclude(status=ConversationStatus.CLOSED).get_or_create(
        municipality_id=number.municipality_id,
        contact=contact,
        number=number,
        defaults={
            "status": ConversationStatus.WAITING,
            "last_inbound_at": last if is_window_open(last, now()) else None,
        },
    )
    return conversation
