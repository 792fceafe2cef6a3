"""Where a text is sent, for the content check: which municipality, and which names it entered."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from bode.basics import day_of, now
from bode.organisations.models import Organisation
from bode.organisations.tenancy import scope
from bode.policy import Finding, Place, find_contents

from .models import ElectionName, NameKind

_REMEMBERED = 60  # seconds: a name that is entered is known everywhere within a minute


@dataclass(frozen=True, kw_only=True)
class Names:
    """What a municipality has entered, each by itself in alphabetical order."""

    parties: tuple[str, ...]
    candidates: tuple[str, ...]


def list_names(municipality_id: UUID) -> Names:
    """The names of a municipality."""
    found = ElectionName.objects.filter(municipality=municipality_id).order_by("name")
    return Names(
        parties=tuple(each.name for each in found if each.kind == NameKind.PARTY),
        candidates=tuple(each.name for each in found if each.kind == NameKind.CANDIDATE),
    )


def place_of(municipality_id: UUID) -> Place:
    """Where a text is sent, for the content check."""
    return _place(municipality_id, int(time.monotonic() / _REMEMBERED))


@lru_cache(maxsize=1024)
def _place(municipality_id: UUID, _minute: int) -> Place:
    with scope(municipality_id):  # a BSP writes for it too
        names = list_names(municipality_id)
    code = Organisation.objects.get(id=municipality_id).code
    return Place(municipality=code, names=(*names.parties, *names.candidates))


def find_blocking(municipality_id: UUID, text: str) -> Finding | None:
    """The first thing in a text for which this municipality could never send it now."""
    found = find_contents(text, day_of(now()), place_of(municipality_id))
    return next((each for each in found if each.blocks), None)


def forget_places() -> None:
    """Look them up again: names were changed in this process."""
    _place.cache_clear()
