"""What a citizen pressed of what Bode itself offered: the id says which message that was."""

from __future__ import annotations

import re
from collections.abc import Container
from uuid import UUID

from .models import Contact, Message
from .states import Direction


def find_pressed(
    message: Message, ids: re.Pattern[str], kinds: Container[str]
) -> re.Match[str] | None:
    """The id of the button or row that was pressed, if it is such a one."""
    content = message.content if isinstance(message.content, dict) else {}
    pressed = ids.fullmatch(str(content.get("id") or ""))
    return pressed if pressed is not None and content.get("kind") in kinds else None


def find_offer(contact: Contact, message_id: str) -> Message | None:
    """The message of ours to this citizen that a pressed id names; None: anyone may write an id."""
    try:
        known = UUID(message_id)
    except ValueError:
        return None
    ours = Message.objects.filter(conversation__contact=contact, direction=Direction.OUT)
    return ours.filter(id=known).first()
