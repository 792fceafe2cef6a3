"""Keeping what was handed to the outbox from leaving: until it is resumed, or for good."""

from __future__ import annotations

from bode.conversations.stopping import lock_all, stop
from bode.outbox import actions as outbox
from bode.outbox.queries import list_batch

from .models import Broadcast, Recipient
from .states import RecipientState

CANCELLED = "broadcast_stopped"
"""The error of a message that waited in the outbox when its broadcast was stopped."""


def hold(broadcast: Broadcast) -> None:
    """What is not on the wire waits."""
    outbox.hold_batch(broadcast.id)


def release(broadcast: Broadcast) -> None:
    """What waited may leave."""
    outbox.release_batch(broadcast.id)


def cancel(broadcast: Broadcast) -> None:
    """Whose turn had not come, is cancelled; what is not on the wire, fails.

    What is, or of which nobody knows, is not sent once more.
    """
    waiting = Recipient.objects.filter(broadcast=broadcast, state=RecipientState.WAITING)
    waiting.update(state=RecipientState.CANCELLED)
    stop(lock_all(list_batch(broadcast.id)), CANCELLED)
