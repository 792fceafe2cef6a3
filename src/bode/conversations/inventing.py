"""Invented people in the place of citizens, for a drill.

For each who asked for messages with a purpose, or stands in a list, there is one invented person
with a number that exists nowhere, who asked for the same areas and wants the same language. Which
of them stands for whom is decided by chance, and kept nowhere: it is one statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from bode.basics import INVENTED
from bode.organisations.drills import INVENTED_MAIL
from bode.organisations.tenancy import every_tenant

from .contacts import KIND_OF_ADDRESS
from .given_away import GIVEN_AWAY
from .subscribing import SUBSCRIBERS

WORDING = "Oefening"
"""What the consent of an invented person says, and where it is from."""

INVENT = f"""
WITH asked AS MATERIALIZED (
  SELECT address FROM ({SUBSCRIBERS}) AS subscriber
  UNION
  SELECT unnest(%(besides)s::text[])
), people AS MATERIALIZED (
  SELECT asked.address, said.id AS consent_id,
    coalesce(contact.language, '') AS language,
    %(begin)s || lpad((row_number() OVER (ORDER BY random()))::text, 9, '0') AS invented,
    gen_random_uuid() AS new_consent_id, gen_random_uuid() AS new_contact_id
  FROM asked
  LEFT JOIN LATERAL (
    SELECT id, withdrawn_at FROM conversations_consent AS consent
    WHERE municipality_id = %(municipality)s AND purpose = %(purpose)s
      AND consent.address = asked.address AND NOT EXISTS ({GIVEN_AWAY})
    ORDER BY coalesce(withdrawn_at, renewed_at, given_at) DESC, withdrawn_at DESC NULLS LAST
    LIMIT 1) AS said ON said.withdrawn_at IS NULL
  LEFT JOIN conversations_contactidentity AS identity
    ON identity.municipality_id = %(municipality)s AND identity.value = asked.address
   AND identity.kind = {KIND_OF_ADDRESS}
  LEFT JOIN conversations_contact AS contact ON contact.id = identity.contact_id
), consents AS (
  INSERT INTO conversations_consent
    (id, municipality_id, address, purpose, wording, source, given_at)
  SELECT new_consent_id, %(world)s, invented, %(purpose)s, %(wording)s, %(wording)s, now()
  FROM people WHERE consent_id IS NOT NULL
), areas AS (
  INSERT INTO conversations_consentarea
    (id, municipality_id, consent_id, area, wording, given_at)
  SELECT gen_random_uuid(), %(world)s, new_consent_id, area.area, %(wording)s, now()
  FROM people JOIN conversations_consentarea AS area ON area.consent_id = people.consent_id
), emails AS (
  INSERT INTO conversations_consentemail
    (id, municipality_id, address, purpose, email, given_at)
  SELECT gen_random_uuid(), %(world)s, invented, %(purpose)s, invented || %(mail)s, now()
  FROM people JOIN conversations_consentemail AS given
    ON given.municipality_id = %(municipality)s AND given.address = people.address
   AND given.purpose = %(purpose)s AND given.email <> ''
  WHERE consent_id IS NOT NULL
), contacts AS (
  INSERT INTO conversations_contact (id, municipality_id, name, username, language)
  SELECT new_contact_id, %(world)s, '', '', language FROM people
), identities AS (
  INSERT INTO conversations_contactidentity (id, municipality_id, contact_id, kind, value)
  SELECT gen_random_uuid(), %(world)s, new_contact_id, 'phone', invented FROM people
)
SELECT invented, address = ANY(%(besides)s::text[]) FROM people
"""  # noqa: S608 - the pieces are our own constants


def invent_people(
    municipality_id: UUID, world_id: UUID, purpose: str, besides: Sequence[str] = ()
) -> tuple[int, list[str]]:
    """Fill the world of a drill: how many there are in it, and who of them stands for `besides`.

    Those are addresses of citizens who need not have asked for anything.
    """
    asked: dict[str, Any] = {
        "municipality": municipality_id,
        "world": world_id,
        "purpose": purpose,
        "areas": [],
        "besides": list(besides),
        "begin": INVENTED,
        "mail": INVENTED_MAIL,
        "wording": WORDING,
    }
    with every_tenant("an invented person stands for one elsewhere"), connection.cursor() as cursor:
        cursor.execute(INVENT, asked)
        people = cursor.fetchall()
    return len(people), [invented for invented, stands_for in people if stands_for]
