"""How many were reached in each area, by the areas that citizens had chosen when it started.

Who chose several areas counts in each. Who chose none asked for the whole municipality. Reached is
who got it, by WhatsApp or along another way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from bode.basics import now

from .models import Broadcast
from .queries import BECAME

WHOLE = ""
"""The area of who chose none."""

# A citizen is one, whichever of their addresses it went to, and from whichever they asked.
COUNT = f"""
WITH known AS MATERIALIZED (
  SELECT value, contact_id FROM conversations_contactidentity
  WHERE municipality_id = %(municipality)s AND kind IN ('phone', 'user_id')
), said AS MATERIALIZED (
  SELECT DISTINCT ON (person) coalesce(known.contact_id::text, consent.address) AS person,
    consent.id
  FROM conversations_consent AS consent LEFT JOIN known ON known.value = consent.address
  WHERE consent.municipality_id = %(municipality)s AND consent.purpose = %(purpose)s
    AND consent.wording <> '' AND consent.given_at <= %(start)s
  ORDER BY person, coalesce(consent.renewed_at, consent.given_at) DESC
), chosen AS MATERIALIZED (
  SELECT consent_id, CASE WHEN bool_or(area = '') THEN ARRAY[''] ELSE array_agg(area) END AS names
  FROM conversations_consentarea
  WHERE municipality_id = %(municipality)s AND given_at <= %(start)s
  GROUP BY consent_id
), became AS MATERIALIZED (
  SELECT coalesce(known.contact_id::text, recipient.address) AS person,
    {BECAME} IN ('delivered', 'read') OR EXISTS (
      SELECT FROM broadcasts_secondmessage AS second
      WHERE second.broadcast_id = recipient.broadcast_id AND second.address = recipient.address
        AND second.state = 'delivered') AS reached
  FROM broadcasts_recipient AS recipient
  LEFT JOIN conversations_message AS message ON message.id = recipient.message_id
  LEFT JOIN outbox_sending AS sending ON sending.message_id = recipient.message_id
  LEFT JOIN known ON known.value = recipient.address
  WHERE recipient.broadcast_id = %(broadcast)s AND recipient.state <> 'excluded'
)
SELECT min(area.name), count(*), count(*) FILTER (WHERE reached)
FROM became
LEFT JOIN said USING (person)
LEFT JOIN chosen ON chosen.consent_id = said.id
CROSS JOIN LATERAL unnest(coalesce(chosen.names, ARRAY[''])) AS area(name)
WHERE area.name = '' OR cardinality(%(areas)s::text[]) = 0
  OR lower(area.name) = ANY(%(areas)s::text[])
GROUP BY lower(area.name) ORDER BY lower(area.name)
"""  # noqa: S608 - the pieces are our own constants


@dataclass(frozen=True, kw_only=True)
class AreaReach:
    """How many of those who may get it were reached in an area."""

    area: str
    total: int
    reached: int

    @property
    def percent(self) -> int:
        """Rounded down: all is all."""
        return self.reached * 100 // self.total


def count_areas(broadcast: Broadcast) -> list[AreaReach]:
    """Each area by name, the whole municipality first; none where nobody chose an area."""
    subscribed = broadcast.audience.get("subscribed") or {}
    asked: dict[str, Any] = {
        "broadcast": broadcast.id,
        "municipality": broadcast.municipality_id,
        "purpose": broadcast.purpose,
        "start": broadcast.started_at or now(),
        "areas": [each.lower() for each in subscribed.get("areas", [])],
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")  # as in `foreseeing`
        cursor.execute(COUNT, asked)
        found = [
            AreaReach(area=area, total=total, reached=reached)
            for area, total, reached in cursor.fetchall()
        ]
        cursor.execute("SET LOCAL enable_nestloop = on")
    return found if any(each.area != WHOLE for each in found) else []
