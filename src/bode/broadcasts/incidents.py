"""Several broadcasts about one incident: who is in several audiences gets one of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from .models import Broadcast

HAD_IT = "had_it"
"""Why someone does not get it: they got another about the same."""

# Two that are handed over at the same moment would not see one another's recipients.
_HOLD = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))"
_HAD = """
SELECT DISTINCT had.address
FROM broadcasts_broadcast AS other JOIN broadcasts_recipient AS had ON had.broadcast_id = other.id
WHERE other.municipality_id = %(municipality)s AND other.incident = %(incident)s
  AND other.id <> %(broadcast)s AND had.address = ANY(%(addresses)s) AND had.state = 'handed'
"""


def find_who_had_it(broadcast: Broadcast, addresses: Sequence[str]) -> set[str]:
    """Which of these were sent another broadcast about the same incident.

    Nobody, where it is for who got an earlier one: a correction is about what they read there.
    Until the transaction ends, no other broadcast about it is handed over.
    """
    if not broadcast.incident or "got" in broadcast.audience:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [f"{broadcast.municipality_id} {broadcast.incident}"])
        cursor.execute(
            _HAD,
            {
                "municipality": broadcast.municipality_id,
                "incident": broadcast.incident,
                "broadcast": broadcast.id,
                "addresses": list(addresses),
            },
        )
        return {address for (address,) in cursor.fetchall()}
