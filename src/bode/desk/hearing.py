"""What the desk does with what other rooms tell."""

from __future__ import annotations

from bode.conversations import answering, assigning
from bode.conversations.models import Contact, Message
from bode.licensing.models import PhoneNumber
from bode.organisations import leaving

from . import presence, saved_views, urgency
from .jobs import distribute_soon


def listen() -> None:
    """Be told, from now on, of what concerns who answers whom."""
    assigning.listen(distribute_soon)
    answering.listen(urgency.raise_urgent)
    answering.listen(heed_message)
    leaving.listen(presence.forget_presence)
    leaving.listen(saved_views.forget_views)


def heed_message(
    _number: PhoneNumber,
    _contact: Contact,
    message: Message,
    _heeded: bool,
) -> bool:
    """What nobody has may be for a team or an agent. That is no answer to the citizen."""
    if message.conversation.assignee_id is None:
        distribute_soon(message.municipality_id)
    return False
