"""Work for conversations that nobody waits for."""

from __future__ import annotations

from uuid import UUID

import structlog
from asgiref.sync import sync_to_async
from django.conf import settings

from bode.background.jobs import QUEUE, RETRY, JobContext, app, is_last_attempt
from bode.organisations.tenancy import every_tenant
from bode.whatsapp import Client, MediaRefused, Refused, Retry, WhatsAppError, meaning

from . import live
from .models import Media, MediaState, Message
from .queries import media_path

log = structlog.get_logger()
LARGEST_MEDIA = 100 * 1024 * 1024  # bytes: the platform's limit for documents


@app.task(queue=QUEUE, retry=RETRY, name="conversations.fetch_media", pass_context=True)
async def fetch_media(context: JobContext, media_id: str) -> None:
    """Fetch an attachment at once: its address lives for five minutes, its id for a week."""
    media = await sync_to_async(_media)(UUID(media_id))
    if media.state == MediaState.STORED:
        return
    try:
        await _fetch(media)
    except WhatsAppError as failed:
        if _may_succeed_later(failed) and not is_last_attempt(context):
            raise
        media.state = MediaState.FAILED
        log.warning("media.failed", media=media_id, error=type(failed).__name__)
    else:
        media.state = MediaState.STORED
    await sync_to_async(_save)(media)


@app.task(queue=QUEUE, retry=RETRY, name="conversations.mark_read")
async def mark_read(message_id: str) -> None:
    """Show the citizen that their message was read."""
    message = await sync_to_async(_message)(UUID(message_id))
    number = message.conversation.number
    try:
        async with Client(settings.GRAPH_URL) as client:
            await client.mark_read(number.platform_id, number.access_token, str(message.wamid))
    except Refused as refused:
        if _may_succeed_later(refused):
            raise
        log.info("mark_read.refused", message=message_id, code=refused.error.code)


def _may_succeed_later(failed: WhatsAppError) -> bool:
    match failed:
        case MediaRefused():
            return False
        case Refused():
            return meaning(failed.error.code, failed.http_status).retry is not Retry.NO
        case _:
            return True


async def _fetch(media: Media) -> None:
    token = media.message.conversation.number.access_token
    path = media_path(media)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    begun = path.with_suffix(".begun")
    try:
        async with Client(settings.GRAPH_URL) as client:
            info = await client.media_info(media.platform_id, token)
            fetched = await client.download_media(
                info.url, token, max_bytes=LARGEST_MEDIA, into=begun
            )
        begun.replace(path)  # a file under its own name is whole
    finally:
        begun.unlink(missing_ok=True)
    media.mime_type = (fetched.mime_type or media.mime_type)[:120]
    media.sha256, media.size = fetched.sha256, fetched.size


def _media(media_id: UUID) -> Media:
    with every_tenant("a job serves all municipalities"):
        return Media.objects.select_related("message__conversation__number").get(id=media_id)


def _message(message_id: UUID) -> Message:
    with every_tenant("a job serves all municipalities"):
        return Message.objects.select_related("conversation__number").get(id=message_id)


def _save(media: Media) -> None:
    with every_tenant("a job serves all municipalities"):
        media.save(update_fields=["state", "mime_type", "sha256", "size"])
        live.announce(media.municipality_id, [media.message.conversation_id])
