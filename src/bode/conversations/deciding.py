"""What a person decides about a message of ours that failed, or whose fate nobody knows."""

from __future__ import annotations

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
    if outbox.send_again(message.id):
        message.status, message.error_code = MessageStatus.QUEUED, ""
        message.save(update_fields=["status", "error_code"])
        live.announce(message.municipality_id, [message.conversation_id])
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
        if not outbox.give_up(message.id):
            raise NothingToDecide
        message.status, message.error_code = MessageStatus.FAILED, "given_up"
        message.failed_at = now()
        message.save(update_fields=["status", "error_code", "failed_at"])
        live.announce(message.municipality_id, [message.conversation_id])
        return message


def _locked(message_id: UUID) -> Message:
    ours = Message.objects.select_for_update(of=("self",))
    return ours.get(id=message_id, direction=Direction.OUT)
