"""Fetching a citizen's file from the platform: once, within limits, and only if it is what it says.

Each attempt asks the platform for a new address, because one lives for five minutes.
"""

from __future__ import annotations

from contextlib import suppress
from enum import Enum, auto
from tempfile import TemporaryFile
from typing import BinaryIO

from asgiref.sync import sync_to_async

from bode.basics.pictures import PictureTooLarge
from bode.licensing.models import PhoneNumber
from bode.licensing.reaching import access_of, open_client
from bode.privacy.encryption import SecretUnreadable
from bode.whatsapp import (
    Access,
    Client,
    MediaInfo,
    MediaRefused,
    MediaTooLarge,
    Refused,
    Retry,
    WhatsAppError,
    is_known,
    largest_media,
    meaning,
)
from bode.whatsapp.sniffing import HEAD_BYTES, is_what_it_says

from . import files
from .models import Media, MediaFailure, MediaState
from .thumbnails import look_at

TRANSFER_SECONDS = 240
"""For the largest file over a slow line; an address lives for 300."""
_NO_SUCH_THING = 100  # the code of an id that the platform has never had, or no longer has
_GONE = (404, 410)  # the HTTP status of what is not there, where the answer has no code


class Again(Enum):
    """Whether a file that is not here may be tried again."""

    NEVER = auto()
    SOON = auto()
    """A few times, and then no more."""
    FOR_A_WEEK = auto()
    """The trouble is not the file's: with growing pauses, for as long as the file exists."""


class NotFetched(Exception):
    """The file is not here; `failure` says why, if it will not be tried again.

    `code` is the platform's, or one of ours that `explaining` knows: for what it waits.
    """

    def __init__(
        self,
        failure: MediaFailure,
        again: Again = Again.NEVER,
        code: str = "",
        *,
        stops_number: bool = False,
    ) -> None:
        super().__init__(failure)
        self.failure = failure
        self.again = again
        self.code = code
        self.stops_number = stops_number


async def fetch(media: Media) -> None:
    """Bring a file here and set the facts of it on `media`, unsaved. Raises `NotFetched`."""
    if await sync_to_async(_take_over)(media, platform_id=media.platform_id):
        return
    access = await sync_to_async(_access)(media.message.conversation.number)
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
    media.has_thumbnail, media.pages = known.has_thumbnail, known.pages
    return True


def _access(number: PhoneNumber) -> Access:
    try:
        return access_of(number)
    except SecretUnreadable as error:
        raise NotFetched(MediaFailure.REFUSED, Again.FOR_A_WEEK, "internal") from error


async def _ask(client: Client, media: Media, access: Access) -> MediaInfo:
    try:
        return await client.media_info(access, media.platform_id)
    except ValueError as error:
        raise NotFetched(MediaFailure.REFUSED) from error  # an id that the platform can't have
    except Refused as refused:
        raise _unanswered(refused, media) from refused
    except WhatsAppError as error:
        raise _judged(error) from error


async def _download(
    client: Client, media: Media, info: MediaInfo, access: Access, file: BinaryIO
) -> None:
    try:
        fetched = await client.download_media(
            access, info.url, max_bytes=largest_media(media.message.type), into=file
        )
    except Refused as refused:
        if _is_gone(refused):  # at a new address it may be
            raise NotFetched(MediaFailure.EXPIRED, Again.SOON) from refused
        raise _judged(refused) from refused
    except WhatsAppError as error:
        raise _judged(error) from error
    if info.sha256 and _is_hex(info.sha256) and info.sha256.lower() != fetched.sha256:
        raise NotFetched(MediaFailure.LOST, Again.SOON)  # it came in pieces
    media.mime_type = media.mime_type or (fetched.mime_type or "")[:120]
    media.sha256, media.size = fetched.sha256, fetched.size


def _keep(media: Media, file: BinaryIO) -> None:
    file.seek(0)
    if not is_what_it_says(media.message.type, media.mime_type, file.read(HEAD_BYTES)):
        raise NotFetched(MediaFailure.WRONG_TYPE)
    try:
        look = look_at(media.message.type, media.mime_type, file)
    except PictureTooLarge as error:
        raise NotFetched(MediaFailure.TOO_LARGE) from error
    media.key = files.keep(media.municipality_id, media.sha256, file, look.thumbnail)
    media.has_thumbnail, media.pages = look.thumbnail is not None, look.pages


def _unanswered(refused: Refused, media: Media) -> NotFetched:
    """Why the platform does not tell where a file is.

    To a key of another account every id is unknown: that says nothing of the file.
    """
    stopped = media.message.conversation.number.stopped_code
    if refused.error.code == _NO_SUCH_THING and stopped is not None:
        return NotFetched(MediaFailure.EXPIRED, Again.FOR_A_WEEK, str(stopped))
    if refused.error.code == _NO_SUCH_THING or _is_gone(refused):
        return NotFetched(MediaFailure.EXPIRED)
    judged = _judged(refused)
    judged.stops_number = meaning(refused.error.code, refused.http_status).stops_number
    return judged


def _judged(error: WhatsAppError) -> NotFetched:
    match error:
        case MediaTooLarge():
            return NotFetched(MediaFailure.TOO_LARGE)
        case MediaRefused():
            return NotFetched(MediaFailure.REFUSED)
        case Refused():
            told = error.error.code
            code = f"http_{error.http_status}" if told is None else str(told)
            return NotFetched(MediaFailure.REFUSED, _hope(error), code)
        case _:
            return NotFetched(MediaFailure.LOST, Again.FOR_A_WEEK, "unreachable")


def _hope(refused: Refused) -> Again:
    sense = meaning(refused.error.code, refused.http_status)
    passes = sense.retry is not Retry.NO or sense.stops_number or refused.error.is_transient
    return Again.FOR_A_WEEK if passes else Again.NEVER


def _is_gone(refused: Refused) -> bool:
    """Whether only the HTTP status tells, and says that there is nothing."""
    code = refused.error.code
    return refused.http_status in _GONE and (code is None or not is_known(code))


def _is_hex(text: str) -> bool:
    with suppress(ValueError):
        return len(bytes.fromhex(text)) == 32
    return False
