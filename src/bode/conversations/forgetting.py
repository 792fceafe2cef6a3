"""Forgetting files that were given and never sent; what a message shows stays.

A file is kept once for all that have the same content, so it goes only with the last of them. Who
keeps a file holds the store of its municipality until the row that names it is there; who deletes
one waits for that, and keeps others waiting.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from bode.basics import now

from . import files
from .models import Media, MediaState, Upload

UNSENT_KEPT = timedelta(days=30)
"""Since it was given: a program may give a file long before it sends it."""
_AT_ONCE = 500  # of one municipality, in one transaction
_BEING_FETCHED = timedelta(hours=1)
# Municipalities' ids are random in their last half, of which this takes 63 bits.
_HOLD = "SELECT pg_advisory_xact_lock_shared(%s)"
_HOLD_ALONE = "SELECT pg_advisory_xact_lock(%s)"


def hold_files(municipality_id: UUID) -> None:
    """Let no file of this municipality be deleted until the transaction ends."""
    _hold(_HOLD, municipality_id)


def forget_unsent(before: datetime) -> int:
    """Forget the files that were given before this moment and never sent; return how many."""
    unsent = Upload.objects.filter(named_at=None, created_at__lt=before)
    municipalities = unsent.order_by().values_list("municipality", flat=True).distinct()
    return sum(_forget_of(municipality_id, before) for municipality_id in list(municipalities))


def _forget_of(municipality_id: UUID, before: datetime) -> int:
    forgotten = 0
    while some := _forget_some_of(municipality_id, before):
        forgotten += some
    return forgotten


@transaction.atomic
def _forget_some_of(municipality_id: UUID, before: datetime) -> int:
    _hold(_HOLD_ALONE, municipality_id)
    unsent = Upload.objects.select_for_update().filter(
        municipality=municipality_id, named_at=None, created_at__lt=before
    )
    gone = list(unsent.order_by("created_at")[:_AT_ONCE])
    Upload.objects.filter(id__in=[upload.id for upload in gone]).delete()
    for key in {upload.key for upload in gone}:
        # Last of all: when anything fails before, everything is as it was.
        if not _is_wanted(municipality_id, key):
            files.delete(key)
    return len(gone)


def _is_wanted(municipality_id: UUID, key: str) -> bool:
    """Whether someone shows this file, or may be fetching the same from the platform just now."""
    media = Media.objects.filter(municipality=municipality_id)
    fetched = media.filter(state=MediaState.PENDING, message__created_at__gt=now() - _BEING_FETCHED)
    return (
        Upload.objects.filter(municipality=municipality_id, key=key).exists()
        or media.filter(key=key).exists()
        or fetched.exists()
    )


def _hold(how: str, municipality_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(how, [municipality_id.int & (2**63 - 1)])
