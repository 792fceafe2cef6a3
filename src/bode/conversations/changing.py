"""Edits, withdrawals and reactions. Late, twice or out of order: the message ends the same.

Every version is kept, and the message shows the last one that was written.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from bode.whatsapp import Content, Edit, limits

from . import live
from .models import Contact, Conversation, Message, MessageVersion, Reaction
from .reading import preview_of, preview_type_of, stored, text_of, type_of


def edit(
    message: Message, *, by: Contact, direction: str, wamid: str, at: datetime, to: Edit
) -> None:
    """Whoever wrote a message changes it; nobody else does. `wamid` is the edit's own."""
    if not _is_theirs(message, by, direction):
        return
    if message.edited_at is None:
        _keep(message, str(message.wamid), message.at, message.text, message.content)
    keep_version(message, wamid, at, to.content)
    edits = message.versions.exclude(wamid=message.wamid)
    last = edits.order_by("at", "wamid").last()
    if last is None or (message.edited_at == last.at and message.text == last.text):
        return
    message.edited_at, message.text, message.content = last.at, last.text, last.content
    message.type = type_of(to.type, to.content)
    message.save(update_fields=["edited_at", "text", "content", "type"])
    if message.revoked_at is None:
        preview = preview_of(message.text, message.content)
        preview_type = preview_type_of(message.type, message.content)
        _show_change(message, preview=preview, preview_type=preview_type)


def find_message(municipality_id: UUID, wamid: str | None) -> Message | None:
    """The message with this id of the platform's, if it came already."""
    if wamid is None:
        return None
    return Message.objects.filter(municipality_id=municipality_id, wamid=wamid).first()


def came_again(message: Message, at: datetime, content: Content) -> None:
    """A message that was reported already; of one whose edit came first, this is what it said."""
    if message.edited_at is not None:
        keep_version(message, str(message.wamid), at, content)


def react(message: Message, direction: str, emoji: str, at: datetime) -> bool:
    """One side's emoji on a message; says whether it is the latest one."""
    Reaction.objects.update_or_create(
        municipality_id=message.municipality_id,
        message=message,
        direction=direction,
        at=at,
        defaults={"emoji": emoji[: limits.EMOJI]},
    )
    return not message.reactions.filter(direction=direction, at__gt=at).exists()


def keep_version(message: Message, wamid: str, at: datetime, content: Content) -> None:
    """Keep what a message says, or said, beside what it shows."""
    _keep(message, wamid, at, text_of(content), stored(content))


def revoke(message: Message, *, by: Contact, direction: str, at: datetime) -> None:
    """Whoever wrote a message takes it back; nobody else does. What it said is kept."""
    if not _is_theirs(message, by, direction) or message.revoked_at is not None:
        return
    message.revoked_at = at
    message.save(update_fields=["revoked_at"])
    _show_change(message, preview="", preview_type="revoke")


def _keep(message: Message, wamid: str, at: datetime, text: str, content: object) -> None:
    MessageVersion.objects.get_or_create(
        municipality_id=message.municipality_id,
        message=message,
        wamid=wamid,
        defaults={"text": text, "content": content, "at": at},
    )


def _is_theirs(message: Message, contact: Contact, direction: str) -> bool:
    return message.direction == direction and message.conversation.contact_id == contact.id


def _show_change(message: Message, *, preview: str, preview_type: str) -> None:
    Conversation.objects.filter(id=message.conversation_id, last_message_at__lte=message.at).update(
        preview=preview, preview_type=preview_type
    )
    live.announce(message.municipality_id, [message.conversation_id])
