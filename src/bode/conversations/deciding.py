"""What a person decides about a message of ours that failed, or whose fate nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.organisations.actors import Actor
from bode.outbox import actions as outbox

from . import live
from .attaching import forget_copies
from .errors import NothingToDecide, RepeatRefused
from .explaining import repeatable_from
from .models import Message
from .sameness import find_sent, id_of_repeat
from .sending import Outgoing, send
from .states import Direction, MessageStatus


def send_again(actor: Actor, message_id: UUID) -> Message:
    """Send once more what failed, or what nobody knows the fate of; a person's decision.

    What failed becomes one new message, judged by the rules of now; when that failed too, another
    one. Raises `NothingToDecide`, and `RepeatRefused` when the same would be in vain, or is yet;
    and as `send` does, `ContentDoubtful` unless whoever wrote it was warned of just that.
    """
    actor.require("agent", "messages")
    with transaction.atomic():
        return _send_again(actor, _locked(message_id))


def _send_again(actor: Actor, message: Message) -> Message:
    if send_unsettled_again([message.id]):
        message.status, message.error_code = MessageStatus.QUEUED, ""
        return message
    if message.status != MessageStatus.FAILED:
        raise NothingToDecide
    repeat = find_sent(id_of_repeat(message.id))
    if repeat is not None:
        with suppress(NothingToDecide):  # pressed twice, it is sent once
            return _send_again(actor, _locked(repeat.id))
        return repeat
    since = repeatable_from(message)
    if since is None or since > now():
        raise RepeatRefused(message.error_code, since)
    forget_copies(message)
    return send(
        actor,
        Outgoing(
            type=message.type,
            content=message.content,
            purpose=message.purpose,
            conversation_id=message.conversation_id,
            reply_to=message.reply_to_id,
            message_id=id_of_repeat(message.id),
            keeps_purpose=True,
            confirmed=message.confirmed,
        ),
    )


def give_up(actor: Actor, message_id: UUID) -> Message:
    """Leave a message whose fate is unknown unsent. Raises `NothingToDecide`."""
    actor.require("agent", "messages")
    with transaction.atomic():
        message = _locked(message_id)
        if not leave_unsettled([message.id]):
            raise NothingToDecide
        message.refresh_from_db(fields=["status", "error_code", "failed_at"])
        return message


def send_unsettled_again(message_ids: Sequence[UUID]) -> int:
    """Send these locked messages once more whose fate nobody knows; how many there were."""
    again = Message.objects.filter(id__in=outbox.send_again(message_ids))
    count = again.update(status=MessageStatus.QUEUED, error_code="")
    live.announce_all(again.values_list("municipality_id", "conversation_id"))
    return count


def leave_unsettled(message_ids: Sequence[UUID]) -> int:
    """Leave these locked messages unsent whose fate nobody knows; how many there were."""
    left = Message.objects.filter(id__in=outbox.give_up(message_ids))
    count = left.update(status=MessageStatus.FAILED, error_code="given_up", failed_at=now())
    live.announce_all(left.values_list("municipality_id", "conversation_id"))
    return count


def _locked(message_id: UUID) -> Message:
    ours = Message.objects.select_for_update(of=("self",))
    return ours.get(id=message_id, direction=Direction.OUT)
