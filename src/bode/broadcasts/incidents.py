"""Several broadcasts about one incident: who is in several audiences gets one of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from .models import Broadcast

HAD_IT = "had_it"
"""Why someone does not get it: they got another about the same."""

# Two that are handed over at the same moment would not see one another's recipients.
_HOLD = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))"
WHO_HAD_IT = """
SELECT had.address
FROM broadcasts_broadcast AS other JOIN broadcasts_recipient AS had ON had.broadcast_id = other.id
WHERE other.municipality_id = %(municipality)s AND other.incident = %(incident)s
  AND other.id <> %(broadcast)s AND had.state = 'handed'
"""
"""To be selected from; `incident` is what `incident_of` says, and not empty."""


def incident_of(broadcast: Broadcast) -> str:
    """About which incident others keep citizens from getting it too; empty for none.

    None where it is for who got an earlier one: a correction is about what they read there.
    """
    return "" if "got" in broadcast.audience else broadcast.incident


def find_who_had_it(broadcast: Broadcast, addresses: Sequence[str]) -> set[str]:
    """Which of these were sent another broadcast about the same incident.

    Until the transaction ends, no other broadcast about it is handed over.
    """
    incident = incident_of(broadcast)
    if not incident:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [f"{broadcast.municipality_id} {incident}"])
        cursor.execute(
            f"{WHO_HAD_IT} AND had.address = ANY(%(addresses)s)",
            {
                "municipality": broadcast.municipality_id,
                "incident": incident,
                "broadcast": broadcast.id,
                "addresses": list(addresses),
            },
        )
        return {address for (address,) in cursor.fetchall()}
