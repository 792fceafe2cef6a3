"""The audit trail: append-only, and chained by digests, so that what was changed later shows.

Each room registers the deeds that it records, with a name for people. Never message content, and
nothing of citizens: an entry outlives both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from .models import AuditEntry

_APPEND = """
INSERT INTO privacy_auditentry
  (organisation_id, position, at, actor, what, subject, subject_id, purpose, facts, previous,
   digest)
VALUES (%s, 0, now(), %s, %s, %s, %s, %s, %s::jsonb, '', '')
"""
_HOLD = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 4111))"  # as the table's trigger does
_FIRST_BROKEN = """
SELECT min(position) FROM (
  SELECT position, digest, previous,
         bode_audit_digest(entry) AS should_be,
         lag(digest) OVER chain AS before,
         row_number() OVER chain AS place
  FROM privacy_auditentry AS entry
  WHERE organisation_id = %(organisation)s AND position BETWEEN %(first)s AND %(last)s
  WINDOW chain AS (ORDER BY position)
) AS link
WHERE digest <> should_be OR position <> place + %(first)s - 1
   OR previous <> coalesce(before, CASE WHEN position = 1 THEN '' ELSE previous END)
"""
_WHOLE = (1, 2**62)
_names: dict[str, str] = {}


class DeedUnknown(LookupError):
    """No room has registered this deed."""


def register(names: Mapping[str, str]) -> None:
    """Say what the deeds of a room are called, in Dutch and marked for translation.

    Called once by each room when Django starts; a code is `noun.verb`, as in `licence.suspend`.
    """
    _names.update(names)


def list_names() -> dict[str, str]:
    """Every registered deed with its name in Dutch."""
    return dict(_names)


def record(
    *,
    organisation_id: UUID,
    actor: str,
    what: str,
    subject: str,
    subject_id: object = "",
    purpose: str = "",
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Add to an organisation's trail, in the transaction of what it tells of.

    Others who add to the same trail wait until that transaction ends, so record last. `facts` is
    plain JSON. Raises `DeedUnknown` for a deed that no room registered.
    """
    if what not in _names:
        raise DeedUnknown(f"{what}: register it with audit.register in the room's apps.py")
    with connection.cursor() as cursor:
        cursor.execute(
            _APPEND,
            [
                organisation_id,
                actor,
                what,
                subject,
                str(subject_id),
                purpose,
                json.dumps(facts or {}),
            ],
        )


def hold(organisation_ids: Iterable[UUID]) -> None:
    """Take the trails of several organisations until the transaction ends, in one order for all.

    Whoever records in more than one: two who did so crosswise would wait for each other.
    """
    with connection.cursor() as cursor:
        for organisation_id in sorted(organisation_ids):
            cursor.execute(_HOLD, [str(organisation_id)])


def list_entries() -> QuerySet[AuditEntry]:
    """The entries in scope, the newest first."""
    return AuditEntry.objects.order_by("-position")


def first_broken(organisation_id: UUID, places: tuple[int, int] = _WHOLE) -> int | None:
    """The first place where the trail is not as it was written; None while it is whole.

    `places`: from which place to which; the whole trail takes a second for some 100,000 entries.
    Entries that were cut off at its end leave no gap: compare `head` with one that was kept
    elsewhere.
    """
    asked: dict[str, str | int] = {
        "organisation": str(organisation_id),
        "first": places[0],
        "last": places[1],
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIRST_BROKEN, asked)
        position: int | None = cursor.fetchone()[0]
    return position


def head(organisation_id: UUID) -> tuple[int, str]:
    """The last place of an organisation's trail with its digest; 0 and empty before any."""
    found = AuditEntry.objects.filter(organisation=organisation_id).order_by("-position").first()
    return (found.position, found.digest) if found else (0, "")
