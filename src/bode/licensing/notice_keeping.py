"""Keeping what was told as notices: each once, and open until newer news of the same ends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from bode.basics import now

from .models import PhoneNumber, PlatformNotice

ERROR = "PlatformError"
"""The kind of a notice of an error that was met, under its code."""

_PLATFORM = "WhatsApp"  # who made an end of what newer news made an end of
_OURSELVES = "Bode"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What was told, as it becomes a notice."""

    kind: str
    word: str
    facts: dict[str, Any]
    at: datetime
    news: bytes
    """The same for the same news."""
    asks: bool
    """Whether it asks something of anyone; if not, it is closed from the start."""
    number: PhoneNumber | None = None


def keep(anyone: PhoneNumber, told: Told, *, ends: Q, ended_by: Q) -> bool:
    """Keep a notice of the account that `anyone` is of; False when it was known.

    It closes the older ones of its kind that it `ends`. News may come late: where there is newer
    that it would have been `ended_by`, it is closed from the start.
    """
    same = PlatformNotice.objects.filter(
        municipality_id=anyone.municipality_id, account_id=anyone.account_id, kind=told.kind
    )
    is_over = told.asks and same.filter(ended_by, told_at__gt=told.at).exists()
    notice, is_new = PlatformNotice.objects.get_or_create(
        municipality_id=anyone.municipality_id,
        fingerprint=sha256(told.news).hexdigest(),
        defaults={
            "provider_id": anyone.provider_id,
            "account_id": anyone.account_id,
            "number": told.number,
            "kind": told.kind,
            "event": told.word[:80],
            "facts": told.facts,
            "told_at": told.at,
            "handled_at": None if told.asks and not is_over else now(),
            "actor": _PLATFORM if is_over else "",
        },
    )
    if is_new:
        close(same.filter(ends, told_at__lte=told.at).exclude(id=notice.id), _PLATFORM)
    return is_new


def close(notices: QuerySet[PlatformNotice], actor: str) -> None:
    """Close those of these notices that are open."""
    notices.filter(handled_at=None).update(handled_at=now(), actor=actor)


def open_again(told: Told, municipality_id: UUID) -> None:
    """What someone handled was met once more since."""
    handled = PlatformNotice.objects.filter(
        municipality_id=municipality_id,
        fingerprint=sha256(told.news).hexdigest(),
        handled_at__lt=told.at,
    )
    handled.update(handled_at=None, actor="", told_at=told.at)


def close_errors(numbers: QuerySet[PhoneNumber], code: int) -> None:
    """These numbers have no more to do with this error."""
    met = PlatformNotice.objects.filter(number__in=numbers, kind=ERROR, event=str(code))
    close(met, _OURSELVES)
