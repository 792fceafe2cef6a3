"""What waits for a citizen follows them: their earlier number may be someone else's by now."""

from __future__ import annotations

from bode.outbox import actions as outbox
from bode.whatsapp import Identity, readdress_send

from .models import Contact, Message
from .states import Direction, MessageStatus
from .stopping import lock, stop

GONE = "recipient_gone"
"""The code of what waited for someone whom nothing reaches any more."""


def readdress(contact: Contact, identity: Identity) -> None:
    """Let what waits for this citizen go to where they are reached now, or else fail."""
    waiting = Message.objects.filter(
        conversation__contact=contact,
        direction=Direction.OUT,
        status__in=[MessageStatus.QUEUED, MessageStatus.SENDING],
        accepted_at=None,
    )
    message_ids = lock(waiting)
    addresses = [each for each in (identity.phone, identity.user_id) if each]
    if not addresses:
        stop(message_ids, GONE)
    elif message_ids:
        outbox.readdress(
            message_ids,
            addresses,
            lambda payload: readdress_send(payload, identity.phone, identity.user_id),
        )
