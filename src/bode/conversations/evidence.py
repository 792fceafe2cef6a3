"""Evidence for an audit: what was sent under which purpose, in numbers, over a period.

No content, and nothing about any citizen: counts by month, and what the municipality itself did.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.timezone import make_aware

from bode.basics import now
from bode.licensing.models import Licence, Template
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation
from bode.privacy import audit

LONGEST = timedelta(days=5 * 366)

# The month index (BRIN) leads to the period; a table of a million messages is read in a moment.
_SENT = """
SELECT to_char(created_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM'), purpose,
       CASE type WHEN 'template' THEN 'template' ELSE 'free_form' END,
       count(*), count(*) FILTER (WHERE sent_at IS NOT NULL),
       count(*) FILTER (WHERE delivered_at IS NOT NULL),
       count(*) FILTER (WHERE read_at IS NOT NULL),
       count(*) FILTER (WHERE status = 'failed')
FROM conversations_message
WHERE municipality_id = %(municipality)s AND direction = 'out'
  AND created_at >= %(since)s AND created_at < %(until)s
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
_BY_TEMPLATE = """
SELECT content ->> 'name', purpose, count(*)
FROM conversations_message
WHERE municipality_id = %(municipality)s AND direction = 'out' AND type = 'template'
  AND created_at >= %(since)s AND created_at < %(until)s
GROUP BY 1, 2 ORDER BY 1, 2
"""
_RECEIVED = """
SELECT to_char(created_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM'), count(*),
       count(DISTINCT conversation_id)
FROM conversations_message
WHERE municipality_id = %(municipality)s AND direction = 'in'
  AND created_at >= %(since)s AND created_at < %(until)s
GROUP BY 1 ORDER BY 1
"""
_NOT_SENT = """
SELECT to_char(created_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM'), error_code, count(*)
FROM conversations_message
WHERE municipality_id = %(municipality)s AND direction = 'out' AND status = 'failed'
  AND created_at >= %(since)s AND created_at < %(until)s
GROUP BY 1, 2 ORDER BY 1, 2
"""
_CONSENTS = """
SELECT to_char(at AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM'), purpose,
       count(*) FILTER (WHERE what = 'given'), count(*) FILTER (WHERE what = 'withdrawn')
FROM (
  SELECT given_at AS at, purpose, 'given' AS what FROM conversations_consent
  WHERE municipality_id = %(municipality)s
  UNION ALL
  SELECT withdrawn_at, purpose, 'withdrawn' FROM conversations_consent
  WHERE municipality_id = %(municipality)s AND withdrawn_at IS NOT NULL
) AS told
WHERE at >= %(since)s AND at < %(until)s
GROUP BY 1, 2 ORDER BY 1, 2
"""
_DEEDS = """
SELECT what, count(*) FROM privacy_auditentry
WHERE organisation_id = %(municipality)s AND at >= %(since)s AND at < %(until)s
GROUP BY 1 ORDER BY 1
"""


@dataclass(frozen=True, kw_only=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    @property
    def bounds(self) -> Mapping[str, datetime]:
        since = make_aware(datetime.combine(self.first, time()))
        until = make_aware(datetime.combine(self.last + timedelta(days=1), time()))
        return {"since": since, "until": until}


@dataclass(frozen=True, kw_only=True)
class Table:
    """One part of the evidence; the columns are words for programs."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]

    def as_csv(self) -> bytes:
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_tame(value) for value in row] for row in self.rows)
        return written.getvalue().encode()


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Everything for one municipality over a period, and whether its audit trail is whole."""

    municipality: Organisation
    period: Period
    tables: tuple[Table, ...]
    trail_broken_at: int | None
    trail_head: tuple[int, str]
    made_at: datetime


def collect(municipality: Organisation, period: Period) -> Evidence:
    """Count what happened, in the scope of the municipality."""
    asked = {"municipality": municipality.id, **period.bounds}
    tables = (
        _table(
            "messages",
            ("month", "purpose", "kind", "queued", "sent", "delivered", "read", "failed"),
            _SENT,
            asked,
        ),
        _table("templates_used", ("template", "purpose", "queued"), _BY_TEMPLATE, asked),
        _table("received", ("month", "messages", "conversations"), _RECEIVED, asked),
        _table("not_sent", ("month", "reason", "messages"), _NOT_SENT, asked),
        _table("consents", ("month", "purpose", "given", "withdrawn"), _CONSENTS, asked),
        _templates(municipality.id),
        _licences(municipality.id),
        _history(municipality.id, period),
        _table("deeds", ("deed", "times"), _DEEDS, asked),
    )
    return Evidence(
        municipality=municipality,
        period=period,
        tables=tables,
        trail_broken_at=audit.first_broken(municipality.id),
        trail_head=audit.head(municipality.id),
        made_at=now(),
    )


def pack(actor: Actor, evidence: Evidence) -> bytes:
    """The evidence as a ZIP: a CSV for each table, and a manifest with their digests.

    That someone took it along stands in the audit trail.
    """
    files = {f"{table.name}.csv": table.as_csv() for table in evidence.tables}
    position, digest = evidence.trail_head
    manifest = {
        "format": "bode-evidence-1",
        "municipality": evidence.municipality.code,
        "first_day": evidence.period.first.isoformat(),
        "last_day": evidence.period.last.isoformat(),
        "made_at": evidence.made_at.isoformat(),
        "made_by": actor.name,
        "audit_trail": {
            "whole": evidence.trail_broken_at is None,
            "broken_at": evidence.trail_broken_at,
            "entries": position,
            "digest": digest,
        },
        "files": {name: sha256(data).hexdigest() for name, data in files.items()},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", json.dumps(manifest, indent=2, ensure_ascii=False))
    audit.record(
        organisation_id=evidence.municipality.id,
        actor=actor.name,
        what="licence.evidence",
        subject="organisations.Organisation",
        subject_id=evidence.municipality.id,
        facts={"first_day": manifest["first_day"], "last_day": manifest["last_day"]},
    )
    return packed.getvalue()


def _table(name: str, columns: tuple[str, ...], statement: str, asked: Mapping[str, Any]) -> Table:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return Table(name=name, columns=columns, rows=cursor.fetchall())


def _templates(municipality_id: UUID) -> Table:
    columns = ("name", "language", "purpose", "category", "status")
    found = Template.objects.filter(municipality_id=municipality_id)
    rows = list(found.order_by("name", "language").values_list(*columns))
    return Table(name="templates", columns=columns, rows=rows)


def _licences(municipality_id: UUID) -> Table:
    found = Licence.objects.filter(municipality_id=municipality_id).select_related("provider")
    rows = [
        (
            each.provider.code,
            each.status,
            " ".join(each.purposes),
            each.valid_from.isoformat(),
            _iso(each.ended_at or each.valid_to),
            " ".join(each.phone_numbers.values_list("display_number", flat=True)),
        )
        for each in found
    ]
    columns = ("provider", "status", "purposes", "valid_from", "valid_to", "numbers")
    return Table(name="licences", columns=columns, rows=rows)


def _history(municipality_id: UUID, period: Period) -> Table:
    events = [
        event
        for licence in Licence.objects.filter(municipality_id=municipality_id)
        for event in licence.events.select_related("provider").filter(
            at__gte=period.bounds["since"], at__lt=period.bounds["until"]
        )
    ]
    rows = [
        (
            event.at.isoformat(),
            event.provider.code,
            event.what,
            event.by,
            event.status,
            event.cause,
            event.evidence,
            json.dumps(event.facts, sort_keys=True),
            event.actor,
        )
        for event in sorted(events, key=lambda event: event.id)
    ]
    columns = ("at", "provider", "what", "by", "status", "cause", "reason", "facts", "actor")
    return Table(name="licence_history", columns=columns, rows=rows)


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at is not None else ""


def _tame(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula, made plain."""
    is_risky = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if is_risky else value
