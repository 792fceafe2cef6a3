"""Messages of ours that may not leave any more: taken out of the outbox, and failed at once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from bode.basics import now
from bode.outbox import actions as outbox

from . import live
from .models import Message
from .states import MessageStatus


def lock(messages: QuerySet[Message]) -> list[UUID]:
    """Lock these messages, which comes before their rows in the outbox."""
    locked = messages.select_for_update(no_key=True, of=("self",)).order_by("id").only("id")
    return [message.id for message in locked]


def lock_all(message_ids: Sequence[UUID]) -> list[UUID]:
    """Lock the messages with these ids."""
    return lock(Message.objects.filter(id__in=message_ids))


def stop(message_ids: Sequence[UUID], code: str) -> int:
    """Keep these locked messages from leaving; those that now never will, have failed.

    Returns how many those were.
    """
    failed = Message.objects.filter(id__in=outbox.bar(message_ids, code))
    count = failed.update(status=MessageStatus.FAILED, error_code=code, failed_at=now())
    live.announce_all(failed.values_list("municipality_id", "conversation_id"))
    return count
