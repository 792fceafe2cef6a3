"""Parts of a municipality that citizens choose: postcode areas of four digits, or neighbourhoods.

A consent without an area is for the whole municipality. Who asked for all of it keeps all of it,
whatever area they choose afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from bode.basics import new_id

from .errors import AreaWrong
from .models import Consent, ConsentArea, Keyword

LONGEST = 80
_POSTCODE = re.compile(r"([1-9]\d{3})(?: ?[A-Za-z]{2})?")
_NAME = re.compile(r"[\w][\w .,'’/()-]*")

# Of a yes that is new, or to a consent that has areas already: one for all stays one for all.
_KEEP = """
INSERT INTO conversations_consentarea (id, municipality_id, consent_id, area, wording, given_at)
SELECT told.id, consent.municipality_id, consent.id, %(area)s, %(wording)s, %(given_at)s
FROM unnest(%(ids)s::uuid[], %(addresses)s::text[]) AS told(id, address)
JOIN conversations_consent AS consent
  ON consent.municipality_id = %(municipality)s AND consent.address = told.address
 AND consent.purpose = %(purpose)s AND consent.withdrawn_at IS NULL
WHERE consent.given_at <= %(given_at)s
  AND (EXISTS (SELECT FROM conversations_consentarea AS known WHERE known.consent_id = consent.id)
       OR (%(area)s <> '' AND consent.id = ANY(%(new)s::uuid[])))
ON CONFLICT DO NOTHING
"""


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


def keep_area(
    municipality_id: UUID,
    addresses: Sequence[str],
    purpose: str,
    *,
    area: str,
    wording: str,
    given_at: datetime,
    new: Sequence[UUID],
) -> None:
    """These citizens said yes for an area, or for all where it is empty.

    `new` are the consents that were made by that yes.
    """
    if not area and not ConsentArea.objects.filter(municipality=municipality_id).exists():
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP,
            {
                "municipality": municipality_id,
                "purpose": purpose,
                "area": area,
                "wording": wording,
                "given_at": given_at,
                "ids": [new_id() for _ in addresses],
                "addresses": list(addresses),
                "new": list(new),
            },
        )


def areas_of(consent: Consent) -> list[str]:
    """For which areas it is; none: for the whole municipality."""
    chosen = [each.area for each in consent.areas.all()]
    return [] if "" in chosen else sorted(chosen)


def list_areas(municipality_id: UUID, purpose: str) -> list[str]:
    """The areas that can be chosen for a purpose, or that someone chose; each once, by name."""
    chosen = ConsentArea.objects.filter(
        municipality=municipality_id, consent__purpose=purpose, consent__withdrawn_at=None
    )
    offered = Keyword.objects.filter(municipality=municipality_id, purpose=purpose)
    names = [*offered.values_list("area", flat=True), *chosen.values_list("area", flat=True)]
    return sorted({each.lower(): each for each in names if each}.values(), key=str.lower)
