"""Fetching a citizen's file from the platform: once, within limits, and only if it is what it says.

Each attempt asks the platform for a new address, because one lives for five minutes.
"""

from __future__ import annotations

from contextlib import suppress
from tempfile import TemporaryFile
from typing import BinaryIO

from asgiref.sync import sync_to_async

from bode.licensing.reaching import access_of, open_client
from bode.whatsapp import (
    Access,
    Client,
    MediaInfo,
    MediaRefused,
    MediaTooLarge,
    Refused,
    Retry,
    WhatsAppError,
    largest_media,
    meaning,
)

from . import files
from .models import Media, MediaFailure, MediaState
from .sniffing import HEAD_BYTES, is_what_it_says
from .thumbnails import PICTURES, PictureTooLarge, make_thumbnail

TRANSFER_SECONDS = 240
"""For the largest file over a slow line; an address lives for 300."""
_NO_SUCH_THING = 100  # the code of an id that the platform has never had, or no longer has
_GONE = (404, 410)  # the HTTP status of an address that has expired


class NotFetched(Exception):
    """The file is not here; `failure` says why, `may_pass` whether it may be tried again."""

    def __init__(self, failure: MediaFailure, *, may_pass: bool = False) -> None:
        super().__init__(failure)
        self.failure = failure
        self.may_pass = may_pass


async def fetch(media: Media) -> None:
    """Bring a file here and set the facts of it on `media`, unsaved. Raises `NotFetched`."""
    if await sync_to_async(_take_over)(media, platform_id=media.platform_id):
        return
    access = await sync_to_async(access_of)(media.message.conversation.number)
    async with open_client(timeout_seconds=TRANSFER_SECONDS) as client:
        info = await _ask(client, media, access)
        if info.size is not None and info.size > largest_media(media.message.type):
            raise NotFetched(MediaFailure.TOO_LARGE)
        media.mime_type = media.mime_type or (info.mime_type or "")[:120]
        if info.sha256 and await sync_to_async(_take_over)(media, sha256=info.sha256.lower()):
            return
        with TemporaryFile() as file:
            await _download(client, media, info, access, file)
            # It touches no database, and would keep all that does waiting in the one thread for it.
            await sync_to_async(_keep, thread_sensitive=False)(media, file)


def _take_over(media: Media, **same: str) -> bool:
    """Set the facts of a file that is here already, from another message of this municipality."""
    known = Media.objects.filter(
        municipality_id=media.municipality_id,
        state=MediaState.STORED,
        message__type=media.message.type,
        mime_type=media.mime_type,
        **same,
    ).first()
    if known is None or not all(same.values()):
        return False
    media.key, media.sha256, media.size = known.key, known.sha256, known.size
    media.has_thumbnail = known.has_thumbnail
    return True


async def _ask(client: Client, media: Media, access: Access) -> MediaInfo:
    try:
        return await client.media_info(access, media.platform_id)
    except ValueError as error:
        raise NotFetched(MediaFailure.REFUSED) from error  # an id that the platform can't have
    except WhatsAppError as error:
        raise _judged(error) from error


async def _download(
    client: Client, media: Media, info: MediaInfo, access: Access, file: BinaryIO
) -> None:
    try:
        fetched = await client.download_media(
            access, info.url, max_bytes=largest_media(media.message.type), into=file
        )
    except WhatsAppError as error:
        raise _judged(error) from error
    if info.sha256 and _is_hex(info.sha256) and info.sha256.lower() != fetched.sha256:
        raise NotFetched(MediaFailure.LOST, may_pass=True)  # it came in pieces
    media.mime_type = media.mime_type or (fetched.mime_type or "")[:120]
    media.sha256, media.size = fetched.sha256, fetched.size


def _keep(media: Media, file: BinaryIO) -> None:
    file.seek(0)
    if not is_what_it_says(media.message.type, media.mime_type, file.read(HEAD_BYTES)):
        raise NotFetched(MediaFailure.WRONG_TYPE)
    try:
        thumbnail = make_thumbnail(file) if media.message.type in PICTURES else None
    except PictureTooLarge as error:
        raise NotFetched(MediaFailure.TOO_LARGE) from error
    media.key = files.keep(media.municipality_id, media.sha256, file, thumbnail)
    media.has_thumbnail = thumbnail is not None


def _judged(error: WhatsAppError) -> NotFetched:
    match error:
        case MediaTooLarge():
            return NotFetched(MediaFailure.TOO_LARGE)
        case MediaRefused():
            return NotFetched(MediaFailure.REFUSED)
        case Refused() if error.error.code == _NO_SUCH_THING:
            return NotFetched(MediaFailure.EXPIRED)
        case Refused() if error.http_status in _GONE:
            return NotFetched(MediaFailure.EXPIRED, may_pass=True)  # at a new address it may be
        case Refused():
            may_pass = meaning(error.error.code, error.http_status).retry is not Retry.NO
            return NotFetched(MediaFailure.REFUSED, may_pass=may_pass)
        case _:
            return NotFetched(MediaFailure.LOST, may_pass=True)


def _is_hex(text: str) -> bool:
    with suppress(ValueError):
        return len(bytes.fromhex(text)) == 32
    return False
