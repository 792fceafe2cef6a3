"""The writes to the outbox outside the dispatcher; all of them in the caller's transaction.

A caller that also locks the message does that first (see `outcomes.Listener.lock`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.db.models.functions import Now

from bode.basics import now
from bode.basics.arrays import id_array, number_array, text_array
from bode.licensing.standing import Trait

from . import statements
from .models import MAY_YET_LEAVE, Sending
from .states import Lane, SendingState


class Queued(NamedTuple):
    """One of many messages that say the same."""

    message_id: UUID
    recipient: str
    traits: Trait


class FormLetter(NamedTuple):
    """The body of a request that many get, with marks where each one's recipient and id go."""

    to_phone: bytes
    to_user_id: bytes
    recipient_mark: str
    id_mark: str


def enqueue(
    *,
    message_id: UUID,
    municipality_id: UUID,
    number_id: UUID,
    lane: Lane,
    purpose: str,
    recipient: str,
    payload: bytes,
    template_id: UUID | None = None,
    traits: Trait = Trait.ANSWERS,
    ready: bool = True,
    due_at: datetime | None = None,
) -> None:
    """Let a message leave the house once the transaction commits, or once it is made ready.

    `payload` is the request's body; it must carry `message_id` as biz_opaque_callback_data,
    by which a status finds the message when the platform's answer was lost. What uses a template
    names it, and so can be barred when that changes. It leaves at `due_at`, or else at once.
    """
    Sending.objects.create(
        message_id=message_id,
        municipality_id=municipality_id,
        number_id=number_id,
        lane=lane,
        purpose=purpose,
        recipient=recipient,
        traits=traits,
        payload=payload,
        template_id=template_id,
        state=SendingState.QUEUED if ready else SendingState.UNREADY,
        due_at=due_at or Now(),
    )


def enqueue_many(
    messages: Sequence[Queued],
    letter: FormLetter,
    *,
    municipality_id: UUID,
    number_id: UUID,
    lane: Lane,
    purpose: str,
    template_id: UUID | None,
    batch_id: UUID,
) -> None:
    """Let many messages leave that have all but their recipients in common; see `enqueue`.

    By `batch_id` those that have not left are found again.
    """
    ids, recipients, traits = zip(*messages, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            statements.ENQUEUE_MANY,
            {
                "municipality": municipality_id,
                "number": number_id,
                "lane": lane,
                "purpose": purpose,
                "template": template_id,
                "batch": batch_id,
                "ids": id_array(ids),
                "recipients": text_array(recipients),
                "traits": number_array(traits),
                "to_phone": letter.to_phone.decode(),
                "to_user_id": letter.to_user_id.decode(),
                "recipient_mark": letter.recipient_mark,
                "id_mark": letter.id_mark,
            },
        )


def hold_batch(batch_id: UUID) -> None:
    """Let nothing of a batch leave that is not on the wire yet, until it is released."""
    with connection.cursor() as cursor:
        cursor.execute(statements.HOLD_BATCH, [batch_id])


def release_batch(batch_id: UUID) -> None:
    """Let what was held of a batch leave again."""
    with connection.cursor() as cursor:
        cursor.execute(statements.RELEASE_BATCH, [batch_id])


def make_ready(message_id: UUID, complete: Callable[[bytes], bytes]) -> bool:
    """Queue what waited for something, with its body completed; False when nothing waited."""
    row = Sending.objects.select_for_update().filter(
        message_id=message_id, state=SendingState.UNREADY
    )
    waiting = row.first()
    if waiting is None:
        return False
    waiting.payload = complete(bytes(waiting.payload))
    waiting.state, waiting.due_at = SendingState.QUEUED, max(waiting.due_at, now())
    waiting.save(update_fields=["payload", "state", "due_at"])
    return True


def abandon_unready(message_id: UUID) -> bool:
    """What a message waited for will not come; False when nothing waited."""
    deleted, _ = Sending.objects.filter(message_id=message_id, state=SendingState.UNREADY).delete()
    return bool(deleted)


def take_back(message_ids: Sequence[UUID]) -> bool:
    """Take messages out that nobody has claimed yet, all of them or none."""
    wanted = Sending.objects.select_for_update().filter(message_id__in=message_ids)
    unclaimed = wanted.filter(attempts=0, state__in=[SendingState.UNREADY, SendingState.QUEUED])
    if len(unclaimed.order_by("message_id")) != len(message_ids):
        return False
    Sending.objects.filter(message_id__in=message_ids).delete()
    return True


def bar(message_ids: Sequence[UUID], code: str) -> list[UUID]:
    """Keep messages from leaving, for this reason; return those that now never will.

    The others are on the wire, or nobody knows their fate: when it comes to sending one of them
    once more, it fails for this reason instead.
    """
    with connection.cursor() as cursor:
        cursor.execute(statements.TAKE_OUT, [list(message_ids)])
        taken = [row[0] for row in cursor.fetchall()]
    Sending.objects.filter(message_id__in=message_ids).update(barred=code)
    return taken


def readdress(
    message_ids: Sequence[UUID], addresses: Sequence[str], build: Callable[[bytes], bytes]
) -> None:
    """Let these messages go to the first of these addresses, unless they go to one of them.

    What is on the wire, or may have been accepted, went where it went; when it is sent once more,
    it goes to the new address too. `build` makes a request's body anew.
    """
    rows = Sending.objects.select_for_update().filter(message_id__in=message_ids)
    for row in rows.exclude(recipient__in=addresses).order_by("message_id"):
        row.recipient, row.payload = addresses[0], build(bytes(row.payload))
        row.save(update_fields=["recipient", "payload"])


def take_out_all(municipality_id: UUID) -> None:
    """Let nothing of this municipality leave any more, nor wait: for a drill that is over."""
    Sending.objects.filter(municipality_id=municipality_id).delete()


def use_instead(old_template: UUID, new_template: UUID) -> None:
    """What uses one template counts as using another, of the same name, in another account."""
    Sending.objects.filter(template_id=old_template).update(template_id=new_template)


def citizen_wrote(number_id: UUID, recipients: Sequence[str]) -> None:
    """What would start a conversation, and is not on the wire yet, is an answer now."""
    rows = Sending.objects.filter(
        MAY_YET_LEAVE, number_id=number_id, recipient__in=recipients
    ).exclude(state=SendingState.SENDING)
    rows.update(
        traits=F("traits").bitand(~int(Trait.OPENS)).bitor(int(Trait.ANSWERS)),
    )


def confirm(message_ids: Sequence[UUID]) -> None:
    """The platform reported on these messages, so it has them: nothing is left to send."""
    Sending.objects.filter(message_id__in=message_ids).delete()


def let_next_follow(number_id: UUID, reported: Sequence[tuple[str, UUID]]) -> None:
    """The platform reported on these messages, so what waits for them to be sent may leave.

    Each with its recipient, as the platform names them: whom it names otherwise than we did is
    not found, and then the next message waits a little.
    """
    recipients, message_ids = zip(*reported, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(statements.FOLLOW, [list(recipients), list(message_ids), number_id])


def send_again(message_ids: Sequence[UUID]) -> list[UUID]:
    """A person decided to send messages whose fate is unknown; returns those that go."""
    asking = _lock_asking(message_ids)
    Sending.objects.filter(message_id__in=asking).update(
        state=SendingState.QUEUED, attempts=0, queued_at=Now(), due_at=Now(), worker=None
    )
    return asking


def give_up(message_ids: Sequence[UUID]) -> list[UUID]:
    """A person decided not to send them; returns those that waited for that."""
    asking = _lock_asking(message_ids)
    Sending.objects.filter(message_id__in=asking).delete()
    return asking


def _lock_asking(message_ids: Sequence[UUID]) -> list[UUID]:
    asking = Sending.objects.filter(message_id__in=message_ids, state=SendingState.ASKS)
    locked = asking.select_for_update().order_by("message_id")
    return list(locked.values_list("message_id", flat=True))
