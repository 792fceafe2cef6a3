"""When a citizen sees blue ticks and “typing…”: once an agent reads, answers or writes an answer.

The platform hears of it by a job, so that nobody waits for it, and a fault is tried again.
"""

from __future__ import annotations

from bode.background.jobs import defer_once
from bode.basics import is_window_open, now

from . import jobs
from .models import Conversation, Message
from .states import Direction


def mark_seen(conversation: Conversation) -> bool:
    """An agent has read it all; False when nothing was unread."""
    unread = Conversation.objects.filter(id=conversation.id, unread_count__gt=0)
    if not unread.update(unread_count=0):
        return False
    newest = _newest(conversation)
    if newest is not None:
        jobs.mark_read.defer(message_id=str(newest.id))
    return True


def show_typing(conversation: Conversation) -> None:
    """An agent types an answer, in an open window: for another there is nothing to await."""
    if not is_window_open(conversation.last_inbound_at, now()):
        return
    newest = _newest(conversation)
    if newest is not None:
        defer_once(
            jobs.mark_read,
            f"typing {conversation.id}",
            message_id=str(newest.id),
            typing_since=now().isoformat(),
        )


def _newest(conversation: Conversation) -> Message | None:
    theirs = Message.objects.filter(conversation=conversation, direction=Direction.IN)
    return theirs.exclude(wamid=None).order_by("-at", "-id").first()
