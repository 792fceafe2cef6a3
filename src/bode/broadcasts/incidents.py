"""Several broadcasts about one incident: who is in several audiences gets one of them.

Nor does a citizen get one broadcast twice who is in it by two addresses.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connection

from bode.basics import now
from bode.basics.arrays import text_array

from .models import Broadcast

HAD_IT = "had_it"
"""Why someone does not get it: they got another about the same, or this one elsewhere."""
LASTS = timedelta(days=7)
"""So long after its start a broadcast is about the same as another with the same words: the storm
of January is not that of November."""

GOT = "had.state = 'handed' AND coalesce(message.status, '') <> 'failed'"
"""Of a recipient and their message, if it is still there: they got it, or may yet."""

# Two that are handed over at the same moment would not see one another's recipients.
_HOLD = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))"
WHO_HAD_IT = f"""
SELECT had.address
FROM broadcasts_broadcast AS other JOIN broadcasts_recipient AS had ON had.broadcast_id = other.id
LEFT JOIN conversations_message AS message ON message.id = had.message_id
WHERE other.municipality_id = %(municipality)s AND other.incident = %(incident)s
  AND other.id <> %(broadcast)s AND other.started_at > %(incident_since)s AND {GOT}
"""  # noqa: S608 - the pieces are our own constants
"""To be selected from; `incident` is what `incident_of` says, and not empty."""

_OF_INCIDENT = """
SELECT id FROM broadcasts_broadcast
WHERE municipality_id = %(municipality)s AND incident = %(incident)s
  AND started_at > %(incident_since)s
"""

# By whichever of a citizen's addresses. One address may be that of someone else by now. Each step
# looks for one row, so that no plan reads all recipients, whatever statistics say of them.
_HAD = f"""
SELECT DISTINCT told.address
FROM unnest(%(addresses)s::text[]) AS told(address)
CROSS JOIN LATERAL (
  SELECT told.address UNION ALL
  SELECT other.value FROM conversations_contactidentity AS mine
  JOIN conversations_contactidentity AS other ON other.contact_id = mine.contact_id
  WHERE mine.municipality_id = %(municipality)s AND mine.value = told.address
    AND mine.kind IN ('phone', 'user_id') AND other.kind IN ('phone', 'user_id')
) AS theirs(address)
CROSS JOIN unnest(%(broadcasts)s::uuid[]) AS about(id)
CROSS JOIN LATERAL (
  SELECT state, message_id FROM broadcasts_recipient AS recipient
  WHERE recipient.broadcast_id = about.id AND recipient.address = theirs.address LIMIT 1) AS had
LEFT JOIN LATERAL (
  SELECT status FROM conversations_message AS sent WHERE sent.id = had.message_id LIMIT 1
) AS message ON true
WHERE {GOT}
"""  # noqa: S608 - the pieces are our own constants


def incident_of(broadcast: Broadcast) -> str:
    """About which incident others keep citizens from getting it too; empty for none.

    None where it is for who got an earlier one: a correction is about what they read there.
    """
    return "" if "got" in broadcast.audience else broadcast.incident


def find_who_had_it(broadcast: Broadcast, addresses: Sequence[str]) -> set[str]:
    """Which of these were sent it by another address, or another about the same incident.

    Until the transaction ends, no other broadcast about it is handed over.
    """
    incident = incident_of(broadcast)
    asked: dict[str, Any] = {
        "municipality": broadcast.municipality_id,
        "incident": incident,
        "incident_since": now() - LASTS,
        "addresses": text_array(addresses),
        "broadcasts": [broadcast.id],
    }
    with connection.cursor() as cursor:
        if incident:
            cursor.execute(_HOLD, [f"{broadcast.municipality_id} {incident}"])
            cursor.execute(_OF_INCIDENT, asked)
            asked["broadcasts"] += [key for (key,) in cursor.fetchall()]
        cursor.execute(_HAD, asked)
        return {address for (address,) in cursor.fetchall()}
