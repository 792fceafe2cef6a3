"""The writes to the outbox outside the dispatcher; all of them in the caller's transaction."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.db.models.functions import Now

from .models import Sending
from .states import Lane, SendingState

WAKE_CHANNEL = "bode_outbox"


def enqueue(
    *,
    message_id: UUID,
    municipality_id: UUID,
    number_id: UUID,
    lane: Lane,
    purpose: str,
    recipient: str,
    payload: bytes,
) -> None:
    """Let a message leave the house once the transaction commits.

    `payload` is the request's body; it must carry `message_id` as biz_opaque_callback_data,
    by which a status finds the message when the platform's answer was lost.
    """
    Sending.objects.create(
        message_id=message_id,
        municipality_id=municipality_id,
        number_id=number_id,
        lane=lane,
        purpose=purpose,
        recipient=recipient,
        payload=payload,
    )
    _wake()


def confirm(message_id: UUID) -> None:
    """The platform reported on this message, so it has it: nothing is left to send."""
    Sending.objects.filter(message_id=message_id).delete()


def send_again(message_id: UUID) -> bool:
    """A person decided to send a message whose fate is unknown; False when there is none."""
    again = Sending.objects.filter(message_id=message_id, state=SendingState.ASKS).update(
        state=SendingState.QUEUED, attempts=0, due_at=Now(), worker=None
    )
    _wake()
    return bool(again)


def give_up(message_id: UUID) -> bool:
    """A person decided not to send it; False when nothing was waiting for a person."""
    deleted, _ = Sending.objects.filter(message_id=message_id, state=SendingState.ASKS).delete()
    return bool(deleted)


def _wake() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [WAKE_CHANNEL])
