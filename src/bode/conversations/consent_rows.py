"""Writing down what citizens said yes to: one row for each, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from bode.basics import new_id
from bode.organisations.actors import Actor

from .models import ConsentArea
from .states import ConsentHow

# What was said stands once in it, however many said so: a town shares a few texts.
_TOLD = """
  said AS MATERIALIZED (
    SELECT * FROM unnest(%(purposes)s::text[], %(wordings)s::text[], %(sources)s::text[],
      %(given)s::timestamptz[], %(areas)s::text[])
    WITH ORDINALITY AS each(purpose, wording, source, given_at, area, place)),
  told AS MATERIALIZED (
    SELECT each.id, each.address, said.*
    FROM unnest(%(ids)s::uuid[], %(addresses)s::text[], %(places)s::int[])
      AS each(id, address, place)
    JOIN said ON said.place = each.place)
"""

# Who said no after they asked, is not asked again by an old list. Who says yes again keeps the
# first proof; the moment counts, when a no from between the two comes late. Who said no is looked
# up once, before the first row is written: a look at the table for each row would have to step
# over all rows written so far, and take minutes for a town. In one order, so that no two calls
# wait for one another.
RECORD = f"""
WITH {_TOLD},
  said_no AS MATERIALIZED (
    SELECT address, purpose, max(withdrawn_at) AS at FROM conversations_consent
    WHERE municipality_id = %(municipality)s AND purpose = ANY(%(purposes)s::text[])
      AND withdrawn_at IS NOT NULL
    GROUP BY address, purpose)
INSERT INTO conversations_consent AS known
  (id, municipality_id, address, purpose, wording, source, given_at, how, recorded_by,
   given_in_id)
SELECT told.id, %(municipality)s, told.address, told.purpose, told.wording, told.source,
  told.given_at, %(how)s, %(by)s, %(message)s::uuid
FROM told
LEFT JOIN said_no ON said_no.address = told.address AND said_no.purpose = told.purpose
WHERE said_no.at IS NULL OR said_no.at < told.given_at
ORDER BY told.address, told.purpose
ON CONFLICT (municipality_id, address, purpose) WHERE withdrawn_at IS NULL DO UPDATE
  SET renewed_at = EXCLUDED.given_at
  WHERE coalesce(known.renewed_at, known.given_at) < EXCLUDED.given_at
RETURNING xmax = 0 AS is_new
"""  # noqa: S608 - the pieces are our own constants

# Of a yes that is new, or to a consent that has areas already: one for all stays one for all.
_KEEP_AREAS = f"""
WITH {_TOLD}
INSERT INTO conversations_consentarea (id, municipality_id, consent_id, area, wording, given_at)
SELECT gen_random_uuid(), %(municipality)s, consent.id, told.area, told.wording, told.given_at
FROM told
JOIN conversations_consent AS consent
  ON consent.municipality_id = %(municipality)s AND consent.address = told.address
 AND consent.purpose = told.purpose AND consent.withdrawn_at IS NULL
WHERE consent.given_at <= told.given_at
  AND ((consent.id = told.id AND told.area <> '')
    OR EXISTS (SELECT FROM conversations_consentarea AS known
               WHERE known.consent_id = consent.id))
ON CONFLICT DO NOTHING
"""  # noqa: S608 - the pieces are our own constants


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What someone agreed to, when and where."""

    purpose: str
    wording: str
    given_at: datetime
    source: str
    area: str = ""
    """Empty: the whole municipality."""


def record_rows(
    actor: Actor,
    rows: Sequence[tuple[str, Said]],
    *,
    how: ConsentHow,
    message_id: UUID | None = None,
) -> int:
    """Write down what was said from these addresses; how many of it were not known yet.

    An address says no more than one thing about a purpose in `rows`.
    """
    places = {said: n for n, said in enumerate(dict.fromkeys(said for _, said in rows), start=1)}
    told: dict[str, Any] = {
        "municipality": actor.organisation_id,
        "purposes": [each.purpose for each in places],
        "wordings": [each.wording for each in places],
        "sources": [each.source for each in places],
        "given": [each.given_at for each in places],
        "areas": [each.area for each in places],
        "ids": [new_id() for _ in rows],
        "addresses": [address for address, _ in rows],
        "places": [places[said] for _, said in rows],
        "how": how,
        "by": actor.name,
        "message": message_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(RECORD, told)
        recorded = sum(bool(is_new) for (is_new,) in cursor.fetchall())
        narrows = any(each.area for each in places)
        if narrows or ConsentArea.objects.filter(municipality=actor.organisation_id).exists():
            cursor.execute(_KEEP_AREAS, told)
    return recorded
