"""Attachments that come with a citizen's message: to be fetched at once, or known to be lost."""

from __future__ import annotations

from collections.abc import Iterable

from bode.whatsapp import Media as MediaContent
from bode.whatsapp import PlatformError

from . import jobs
from .models import Media, MediaFailure, MediaState, Message

_MEDIA_LOST = 131052  # the platform's own words for: we could not get the citizen's file


def is_media_lost(errors: Iterable[PlatformError]) -> bool:
    """Whether the platform says that it lost a message's file; also of one that it names."""
    return any(error.code == _MEDIA_LOST for error in errors)


def expect_media(message: Message, content: MediaContent) -> None:
    """Have the file fetched as soon as the transaction commits."""
    media = Media.objects.create(
        municipality_id=message.municipality_id,
        message=message,
        platform_id=content.id[:100],
        mime_type=(content.mime_type or "")[:120],
        filename=(content.filename or "")[:255],
    )
    jobs.fetch_soon(media)


def miss_media(message: Message) -> None:
    """Show that there was a file, which the platform itself has lost."""
    Media.objects.create(
        municipality_id=message.municipality_id,
        message=message,
        state=MediaState.FAILED,
        failure=MediaFailure.LOST,
    )
