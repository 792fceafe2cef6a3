"""Work for conversations that nobody waits for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog
from asgiref.sync import sync_to_async

from bode.background.jobs import QUEUE, RETRY, JobContext, app, defer_once, is_last_attempt
from bode.basics import now
from bode.organisations.tenancy import every_tenant

from . import (
    consent_imports,
    forgetting,
    free_answers,
    giving_email,
    licence_stops,
    live,
    overrides,
    postponing,
    snoozing,
)
from .fetching import Again, NotFetched, fetch
from .leaving import exports
from .models import Media, MediaState, Message
from .receipts import tell_read
from .uploading import UPLOAD_FAILED, NotUploaded, give_up_files, let_leave, upload

log = structlog.get_logger()
_FETCHED = [
    *("state", "failure", "key", "mime_type", "sha256", "size"),
    *("has_thumbnail", "pages", "waits_for"),
]


@app.task(queue=QUEUE, retry=RETRY, name="conversations.fetch_media", pass_context=True)
async def fetch_media(context: JobContext, media_id: str) -> None:
    """Fetch an attachment at once: its address lives for five minutes, its id for a week."""
    with every_tenant("a job serves all municipalities"):
        media, asked_at = await sync_to_async(_media)(UUID(media_id)), now()
        if not await sync_to_async(postponing.take_up)(media):
            return
        try:
            await fetch(media)
        except NotFetched as failed:
            if failed.again is Again.SOON and not is_last_attempt(context):
                raise
            await sync_to_async(postponing.settle_failure)(media, failed, asked_at)
            log.warning("media.failed", media=media_id, failure=media.failure, code=failed.code)
        except Exception:  # of our own side, such as a full disk
            if is_last_attempt(context):
                await sync_to_async(postponing.postpone)(media, "internal")
            raise
        else:
            media.state, media.failure, media.waits_for = MediaState.STORED, "", ""
            await sync_to_async(_save)(media)


def fetch_soon(media: Media) -> None:
    """Have a file fetched, once this transaction commits, unless it is to be already.

    One at a time for one file: whoever comes second finds it here.
    """
    same = f"media {media.municipality_id} {media.platform_id}"
    defer_once(fetch_media, f"fetch {media.id}", lock=same, media_id=str(media.id))


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name="conversations.fetch_due", queueing_lock="fetch_due")
def fetch_due(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Try again the files that have waited long enough."""
    with every_tenant("a job serves all municipalities"):
        for media in postponing.list_due():
            fetch_soon(media)


def fetch_waiting_soon(number_id: UUID) -> None:
    """Have what waits for a number tried again, once this transaction commits."""
    defer_once(fetch_waiting, f"fetch-waiting-{number_id}", number_id=str(number_id))


@app.task(queue=QUEUE, retry=RETRY, name="conversations.fetch_waiting")
def fetch_waiting(number_id: str) -> None:
    """Try again now what waits for a number, which may have been let through again."""
    with every_tenant("a job serves all municipalities"):
        postponing.hasten(UUID(number_id))
        for media in postponing.list_due():
            fetch_soon(media)


@app.task(queue=QUEUE, retry=RETRY, name="conversations.upload_files", pass_context=True)
async def upload_files(context: JobContext, message_id: str) -> None:
    """Bring the files that a message of ours names to the platform, and then let it leave."""
    with every_tenant("a job serves all municipalities"):
        message = await sync_to_async(_found)(UUID(message_id))
        if message is None:  # taken back
            return
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


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name="conversations.warn_of_answers", queueing_lock="warn_of_answers")
def warn_of_answers(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Warn before a missing payment stops answers too."""
    with every_tenant("a job serves all municipalities"):
        free_answers.warn_before_answers_stop()


def make_export_soon(export_id: UUID) -> None:
    """Have everything packed, once this transaction commits."""
    defer_once(make_export, f"export {export_id}", export_id=str(export_id))


@app.task(queue=QUEUE, retry=RETRY, name="conversations.make_export", pass_context=True)
def make_export(context: JobContext, export_id: str) -> None:
    """Pack everything of a municipality into one file."""
    with every_tenant("a job serves all municipalities"):
        try:
            exports.make(UUID(export_id))
        except Exception:
            if is_last_attempt(context):
                exports.give_up(UUID(export_id))
            raise


@app.periodic(cron="17 * * * *")
@app.task(queue=QUEUE, name="conversations.forget_exports", queueing_lock="forget_exports")
def forget_exports(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Delete what was packed a week ago."""
    with every_tenant("a job serves all municipalities"):
        exports.forget_exports()


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name="conversations.fail_too_late", queueing_lock="fail_too_late")
def fail_too_late(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Fail what waits under a suspended licence, and would come too late by now."""
    with every_tenant("a job serves all municipalities"):
        licence_stops.fail_what_is_too_late()


@app.periodic(cron="37 3 * * *")
@app.task(queue=QUEUE, name="conversations.forget_unsent", queueing_lock="forget_unsent")
def forget_unsent(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Forget files that were given a month ago and never sent."""
    with every_tenant("a job serves all municipalities"):
        forgotten = forgetting.forget_unsent(now() - forgetting.UNSENT_KEPT)
    log.info("uploads.forgotten", count=forgotten)


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name="conversations.expire_overrides", queueing_lock="expire_overrides")
def expire_overrides(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """End requests to a second person whose time is over."""
    with every_tenant("a job serves all municipalities"):
        overrides.expire_overrides()


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name="conversations.wake_snoozed", queueing_lock="wake_snoozed")
def wake_snoozed(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Bring back into sight what was snoozed until now."""
    with every_tenant("a job serves all municipalities"):
        while snoozing.wake_due():
            pass


@app.periodic(cron="41 3 * * *")
@app.task(queue=QUEUE, name="conversations.forget_overrides", queueing_lock="forget_overrides")
def forget_overrides(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Forget requests to a second person after a year."""
    with every_tenant("a job serves all municipalities"):
        log.info("overrides.forgotten", count=overrides.forget_overrides())


@app.periodic(cron="47 * * * *")
@app.task(queue=QUEUE, name="conversations.forget_consent_files", queueing_lock="forget_files")
def forget_consent_files(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Throw away files of consents that nobody took over."""
    with every_tenant("a job serves all municipalities"):
        log.info("consent_files.forgotten", count=consent_imports.discard_old())


@app.periodic(cron="53 * * * *")
@app.task(queue=QUEUE, name="conversations.forget_emails", queueing_lock="forget_emails")
def forget_emails(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Forget e-mail addresses that nobody confirmed."""
    with every_tenant("a job serves all municipalities"):
        log.info("emails.forgotten", count=giving_email.forget_unconfirmed())


def _media(media_id: UUID) -> Media:
    return Media.objects.select_related("message__conversation__number").get(id=media_id)


def _message(message_id: UUID) -> Message:
    with every_tenant("a job serves all municipalities"):
        return Message.objects.select_related("conversation__number").get(id=message_id)


def _found(message_id: UUID) -> Message | None:
    with every_tenant("a job serves all municipalities"):
        found = Message.objects.select_related("conversation__number")
        return found.filter(id=message_id).first()


def _save(media: Media) -> None:
    media.save(update_fields=_FETCHED)
    live.announce(media.municipality_id, [media.message.conversation_id])
