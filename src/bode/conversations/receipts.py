"""Telling the platform that a citizen's message was read, and that an answer is being typed."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from asgiref.sync import sync_to_async

from bode.basics import now
from bode.licensing.reaching import access_of, open_client
from bode.whatsapp import Refused, Retry, meaning
from bode.whatsapp.limits import TYPING_SECONDS

from .models import Message
from .states import Direction

log = structlog.get_logger()


async def tell_read(message: Message, typing_since: datetime | None = None) -> None:
    """Show the citizen that this message and those before it were read; that someone types, too,
    while it is still so. Raises what may pass.
    """
    access = await sync_to_async(access_of)(message.conversation.number)
    is_typing = typing_since is not None and await _is_still_typing(message, typing_since)
    try:
        async with open_client() as client:
            await client.mark_read(access, str(message.wamid), typing=is_typing)
    except Refused as refused:
        if meaning(refused.error.code, refused.http_status).retry is not Retry.NO:
            raise
        log.warning("mark_read.refused", message=str(message.id), code=refused.error.code)


async def _is_still_typing(message: Message, since: datetime) -> bool:
    """Not when the news is older than the sign would last, or the answer has been given."""
    if now() - since > timedelta(seconds=TYPING_SECONDS):
        return False
    ours = Message.objects.filter(
        conversation_id=message.conversation_id, direction=Direction.OUT, at__gt=since
    )
    return not await ours.aexists()
