"""The only reads of the rulebook for other rooms: which rules hold, and what is being drafted."""

from __future__ import annotations

import time
from uuid import UUID

from bode.basics import day_of, now
from bode.policy import PURPOSES, Era, Purpose, era_at, version_of, with_later

from .errors import VersionUnknown
from .models import RuleVersion
from .states import VersionStatus

FRESH_SECONDS = 1.0  # within this time every process knows of a version that was published

_read: tuple[float, tuple[Era, ...]] | None = None


def all_versions() -> tuple[Era, ...]:
    """Every version of the rules, those that come with Bode first; read at most once a second."""
    global _read
    if _read is None or time.monotonic() - _read[0] >= FRESH_SECONDS:
        _read = (time.monotonic(), list_versions())
    return _read[1]


def list_versions() -> tuple[Era, ...]:
    """As `all_versions`, as they are this moment: for those who write them."""
    found = RuleVersion.objects.filter(status=VersionStatus.PUBLISHED).order_by("first_day")
    return with_later(draft_of(version) for version in found)


def forget_versions() -> None:
    """Read them anew when they are asked for next."""
    global _read
    _read = None


def in_force() -> Era:
    """The version of the rules that holds today, in the Netherlands."""
    return era_at(day_of(now()), all_versions())


def allowed_purposes() -> list[Purpose]:
    """The purposes for which a municipality may use WhatsApp today."""
    verdicts = in_force().purposes
    return [purpose for code, purpose in PURPOSES.items() if verdicts[code].allowed]


def find_version(code: str) -> Era:
    """The version with this code. Raises `VersionUnknown`."""
    for era in list_versions():
        if era.code == code:
            return era
    raise VersionUnknown(code)


def last_version() -> Era:
    """The version that the next one will follow; it may begin on a day to come."""
    return list_versions()[-1]


def list_drafts() -> list[RuleVersion]:
    """What is being drafted, the newest first."""
    return list(RuleVersion.objects.filter(status=VersionStatus.DRAFT))


def access_version(version_id: UUID, *, lock: bool = False) -> RuleVersion:
    """A version that VNG wrote, in any status. Raises `RuleVersion.DoesNotExist`."""
    found = RuleVersion.objects.all()
    return (found.select_for_update() if lock else found).get(id=version_id)


def draft_of(version: RuleVersion) -> Era:
    """What a version that VNG wrote says."""
    code = version.first_day.isoformat() if version.first_day else str(version.id)
    return version_of(code, version.first_day, version.rules)
