"""Bringing our files to the platform: each once, for as long as it keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from django.db import transaction

from bode.basics import now
from bode.licensing.models import PhoneNumber
from bode.licensing.reaching import access_of, open_client
from bode.outbox import actions as outbox
from bode.whatsapp import Client, Refused, Retry, WhatsAppError, meaning

from . import files, live
from .fetching import TRANSFER_SECONDS
from .models import Message, PlatformCopy, Upload
from .naming import files_named, with_platform_ids
from .states import MessageStatus

REUSED_FOR = timedelta(days=29)
"""The platform keeps a file for 30 days; a message that waits a little must find it still."""
UPLOAD_FAILED = "upload_failed"
_NOT_TAKEN = 131053  # the platform's code for a file that it does not take
_WRONG_PARAMETER = 100  # what it says at an upload of a type that it does not take


class NotUploaded(Exception):
    """A file is not with the platform; `code` says why, `may_pass` whether to try again."""

    def __init__(self, code: str, *, may_pass: bool) -> None:
        super().__init__(code)
        self.code = code
        self.may_pass = may_pass


async def upload(message: Message) -> dict[UUID, str]:
    """Bring every file that a message names to the platform; return its ids by ours.

    Raises `NotUploaded`.
    """
    number = message.conversation.number
    named = {each.id for each in files_named(message.type, message.content)}
    async with open_client(timeout_seconds=TRANSFER_SECONDS) as client:
        return {each: await _upload_once(client, number, each) for each in named}


@transaction.atomic
def let_leave(message_id: UUID, ids: Mapping[UUID, str]) -> None:
    """All files are with the platform: the message may go, at the place that it kept."""
    Message.objects.select_for_update().filter(id=message_id).first()  # none: it was taken back
    outbox.make_ready(message_id, lambda payload: with_platform_ids(payload, ids))


@transaction.atomic
def give_up_files(message_id: UUID, code: str) -> None:
    """A file can't be brought to the platform: the message failed, and people see why."""
    message = Message.objects.select_for_update().filter(id=message_id).first()
    if message is None or not outbox.abandon_unready(message_id):
        return
    message.status, message.error_code, message.failed_at = MessageStatus.FAILED, code, now()
    message.save(update_fields=["status", "error_code", "failed_at"])
    live.announce(message.municipality_id, [message.conversation_id])


async def _upload_once(client: Client, number: PhoneNumber, upload_id: UUID) -> str:
    given = await Upload.objects.aget(id=upload_id)
    same: dict[str, Any] = {"number": number, "sha256": given.sha256, "mime_type": given.mime_type}
    recent = PlatformCopy.objects.filter(**same, uploaded_at__gt=now() - REUSED_FOR)
    copy = await recent.afirst()
    if copy is not None:
        return copy.platform_id
    began_at = now()
    platform_id = await _upload(client, number, given)
    await PlatformCopy.objects.aupdate_or_create(
        **same,
        defaults={
            "municipality_id": number.municipality_id,
            "platform_id": platform_id,
            "uploaded_at": began_at,
        },
    )
    return platform_id


async def _upload(client: Client, number: PhoneNumber, given: Upload) -> str:
    access = await sync_to_async(access_of)(number)
    try:
        with closing(await sync_to_async(files.open_file)(given.key)) as file:
            return await client.upload_media(access, given.filename, given.mime_type, file)
    except FileNotFoundError as gone:
        raise NotUploaded(UPLOAD_FAILED, may_pass=False) from gone
    except Refused as refused:
        code = refused.error.code
        if code in (_NOT_TAKEN, _WRONG_PARAMETER):
            raise NotUploaded(str(_NOT_TAKEN), may_pass=False) from refused
        may_pass = meaning(code, refused.http_status).retry is not Retry.NO
        raise NotUploaded(str(code or UPLOAD_FAILED), may_pass=may_pass) from refused
    except WhatsAppError as lost:
        raise NotUploaded(UPLOAD_FAILED, may_pass=True) from lost
