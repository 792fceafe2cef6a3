"""Who asked for messages with a purpose, for whoever writes to all of them."""

from __future__ import annotations

from .given_away import GIVEN_AWAY

SUBSCRIBERS = f"""
SELECT DISTINCT ON (coalesce(identity.contact_id::text, said.address)) said.address
FROM (
  SELECT DISTINCT ON (address) id, address, withdrawn_at
  FROM conversations_consent AS consent
  WHERE municipality_id = %(municipality)s AND purpose = %(purpose)s
    AND NOT EXISTS ({GIVEN_AWAY})
  ORDER BY address, coalesce(withdrawn_at, renewed_at, given_at) DESC,
    withdrawn_at DESC NULLS LAST) AS said
LEFT JOIN conversations_contactidentity AS identity
  ON identity.municipality_id = %(municipality)s AND identity.value = said.address
 AND identity.kind IN ('phone', 'user_id')
WHERE said.withdrawn_at IS NULL AND (
  cardinality(%(areas)s::text[]) = 0
  OR NOT EXISTS (
    SELECT FROM conversations_consentarea AS chosen WHERE chosen.consent_id = said.id)
  OR EXISTS (
    SELECT FROM conversations_consentarea AS chosen WHERE chosen.consent_id = said.id
    AND (chosen.area = '' OR lower(chosen.area) = ANY(%(areas)s::text[]))))
ORDER BY coalesce(identity.contact_id::text, said.address), identity.kind, identity.id DESC
"""  # noqa: S608 - the piece is our own constant
"""Their addresses, one of each citizen, to be selected from.

With `municipality`, `purpose` and `areas`, which are in small letters; none: all of the
municipality. Who chose none gets those of each.
"""
