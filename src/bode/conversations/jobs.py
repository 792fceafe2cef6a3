"""Work for conversations that nobody waits for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog
from asgiref.sync import sync_to_async

from bode.background.jobs import QUEUE, RETRY, JobContext, app, is_last_attempt
from bode.basics import now
from bode.organisations.tenancy import every_tenant

from . import forgetting, live
from .fetching import NotFetched, fetch
from .models import Media, MediaFailure, MediaState, Message
from .receipts import tell_read
from .uploading import UPLOAD_FAILED, NotUploaded, give_up_files, let_leave, upload

log = structlog.get_logger()
_FETCHED = ["state", "failure", "key", "mime_type", "sha256", "size", "has_thumbnail"]


@app.task(queue=QUEUE, retry=RETRY, name="conversations.fetch_media", pass_context=True)
async def fetch_media(context: JobContext, media_id: str) -> None:
    """Fetch an attachment at once: its address lives for five minutes, its id for a week."""
    with every_tenant("a job serves all municipalities"):
        media = await sync_to_async(_media)(UUID(media_id))
        if media.state == MediaState.STORED:
            return
        try:
            await fetch(media)
        except NotFetched as failed:
            if failed.may_pass and not is_last_attempt(context):
                raise
            media.state, media.failure = MediaState.FAILED, failed.failure
            log.warning("media.failed", media=media_id, failure=str(failed.failure))
        except Exception:  # of our own side, such as a full disk
            if is_last_attempt(context):
                media.state, media.failure = MediaState.FAILED, MediaFailure.LOST
                await sync_to_async(_save)(media)
            raise
        else:
            media.state, media.failure = MediaState.STORED, ""
        await sync_to_async(_save)(media)


@app.task(queue=QUEUE, retry=RETRY, name="conversations.upload_files", pass_context=True)
async def upload_files(context: JobContext, message_id: str) -> None:
    """Bring the files that a message of ours names to the platform, and then let it leave."""
    with every_tenant("a job serves all municipalities"):
        message = await sync_to_async(_message)(UUID(message_id))
        try:
            ids = await upload(message)
        except NotUploaded as failed:
            if failed.may_pass and not is_last_attempt(context):
                raise
            await sync_to_async(give_up_files)(message.id, failed.code)
            log.warning("upload.failed", message=message_id, code=failed.code)
        except Exception:  # of our own side, such as a store that can't be reached
            if is_last_attempt(context):
                await sync_to_async(give_up_files)(message.id, UPLOAD_FAILED)
            raise
        else:
            await sync_to_async(let_leave)(message.id, ids)


@app.task(queue=QUEUE, retry=RETRY, name="conversations.mark_read")
async def mark_read(message_id: str, typing_since: str = "") -> None:
    """Show the citizen that their message was read, and since when an answer is being typed."""
    with every_tenant("a job serves all municipalities"):
        message = await sync_to_async(_message)(UUID(message_id))
        since = datetime.fromisoformat(typing_since) if typing_since else None
        await tell_read(message, since)


@app.periodic(cron="37 3 * * *")
@app.task(queue=QUEUE, name="conversations.forget_unsent", queueing_lock="forget_unsent")
def forget_unsent(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Forget files that were given a month ago and never sent."""
    with every_tenant("a job serves all municipalities"):
        forgotten = forgetting.forget_unsent(now() - forgetting.UNSENT_KEPT)
    log.info("uploads.forgotten", count=forgotten)


def _media(media_id: UUID) -> Media:
    return Media.objects.select_related("message__conversation__number").get(id=media_id)


def _message(message_id: UUID) -> Message:
    with every_tenant("a job serves all municipalities"):
        return Message.objects.select_related("conversation__number").get(id=message_id)


def _save(media: Media) -> None:
    media.save(update_fields=_FETCHED)
    live.announce(media.municipality_id, [media.message.conversation_id])
