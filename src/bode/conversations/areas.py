"""Parts of a municipality that citizens choose: postcode areas of four digits, or neighbourhoods.

A consent without an area is for the whole municipality. Who asked for all of it keeps all of it,
whatever area they choose afterwards.
"""

from __future__ import annotations

import re
from uuid import UUID

from .errors import AreaWrong
from .models import Consent, ConsentArea, Keyword

LONGEST = 80
_POSTCODE = re.compile(r"([1-9]\d{3})(?: ?[A-Za-z]{2})?")
_NAME = re.compile(r"[\w][\w .,'’/()-]*")


def read_area(text: str) -> str:
    """An area as it is kept: `3511 AB` is 3511; empty is the whole municipality.

    Raises `AreaWrong`.
    """
    area = " ".join(text.split())
    if postcode := _POSTCODE.fullmatch(area):
        return postcode[1]
    if area and (len(area) > LONGEST or not _NAME.fullmatch(area)):
        raise AreaWrong
    return area


def areas_of(consent: Consent) -> list[str]:
    """For which areas it is; none: for the whole municipality."""
    known: list[str] | None = getattr(consent, "chosen", None)
    chosen = [each.area for each in consent.areas.all()] if known is None else known
    return [] if "" in chosen else sorted(chosen)


def list_areas(municipality_id: UUID, purpose: str) -> list[str]:
    """The areas that can be chosen for a purpose, or that someone chose; each once, by name."""
    chosen = ConsentArea.objects.filter(
        municipality=municipality_id, consent__purpose=purpose, consent__withdrawn_at=None
    )
    offered = Keyword.objects.filter(municipality=municipality_id, purpose=purpose)
    names = [*offered.values_list("area", flat=True), *chosen.values_list("area", flat=True)]
    return sorted({each.lower(): each for each in names if each}.values(), key=str.lower)
