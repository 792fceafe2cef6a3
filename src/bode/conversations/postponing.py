"""Files that can't be fetched yet: tried again with growing pauses, for as long as they exist."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.licensing.error_notices import record_error
from bode.whatsapp import meaning

from . import live
from .fetching import Again, NotFetched
from .models import Media, MediaFailure, MediaState

KEPT = timedelta(days=7)
"""So long the platform keeps a citizen's file, from when they sent it."""
_SHORTEST, _LONGEST = timedelta(minutes=1), timedelta(hours=1)
_MOST_AT_ONCE = 1000
_FIELDS = ["state", "failure", "waits_for", "waits_since", "due_at"]


def kept_until(media: Media) -> datetime:
    """Until when the platform keeps a file."""
    return media.message.at + KEPT


@transaction.atomic
def settle_failure(media: Media, failed: NotFetched, asked_at: datetime) -> None:
    """Have a file wait, if waiting may help; else it is not to be had.

    What stops the number stops it at once, as the next message to a citizen would.
    """
    if failed.stops_number:
        number = media.message.conversation.number
        record_error(number, int(failed.code), asked_at, was_template=False)
    if failed.again is not Again.FOR_A_WEEK:
        _give_up(media, failed.failure)
    else:
        postpone(media, failed.code)


def postpone(media: Media, code: str) -> None:
    """Try again later: after as long as it has waited already, until the platform has it no more.

    `code` is why: the platform's, or one of ours that `explaining` knows.
    """
    moment = now()
    if moment >= kept_until(media):
        _give_up(media, MediaFailure.EXPIRED)
        return
    media.waits_since = media.waits_since or moment
    media.due_at = moment + min(max(moment - media.waits_since, _SHORTEST), _LONGEST)
    media.waits_for = code[:30]
    _save(media)


def take_up(media: Media) -> bool:
    """Whether a file is to be fetched now; one that waited waits no more."""
    if media.state == MediaState.STORED or (media.due_at is not None and media.due_at > now()):
        return False
    if media.due_at is not None:
        media.due_at = None
        media.save(update_fields=["due_at"])
    return True


def hasten(number_id: UUID) -> None:
    """What waits for this number is to be tried now."""
    waiting = Media.objects.filter(due_at__isnull=False, message__conversation__number_id=number_id)
    waiting.update(due_at=now())


def list_due() -> list[Media]:
    """What has waited long enough, the longest first."""
    return list(Media.objects.filter(due_at__lte=now()).order_by("due_at")[:_MOST_AT_ONCE])


def is_for_number(media: Media) -> bool:
    """Whether a file waits until its number may do anything again."""
    code = media.waits_for
    return code.isdecimal() and meaning(int(code), None).stops_number


def _give_up(media: Media, failure: MediaFailure) -> None:
    media.state, media.failure = MediaState.FAILED, failure
    media.waits_for, media.waits_since, media.due_at = "", None, None
    _save(media)


def _save(media: Media) -> None:
    media.save(update_fields=_FIELDS)
    live.announce(media.municipality_id, [media.message.conversation_id])
