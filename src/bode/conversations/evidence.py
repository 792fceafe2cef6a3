"""Evidence for an audit: what was sent under which purpose, in numbers, over a period.

No content, and nothing about any citizen: counts by month, and what the municipality itself did.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import make_aware

from bode.basics import now
from bode.licensing.models import Licence, Template
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation
from bode.privacy import audit

LONGEST = timedelta(days=5 * 366)

# Each reads the period once; the index by time (BRIN) leads to it. The planner expects a group for
# each moment, so it would sort them all on disk unless it may group in memory.
_IN_MEMORY = "SELECT set_config('work_mem', '128MB', true)"
_COUNTED = """
SELECT (%(labels)s::text[])[width_bucket(created_at, %(starts)s::timestamptz[])],
       direction, purpose, type = 'template', status = 'failed', error_code,
       count(*), count(sent_at), count(delivered_at), count(read_at)
FROM conversations_message
WHERE municipality_id = %(municipality)s AND created_at >= %(since)s AND created_at < %(until)s
GROUP BY 1, 2, 3, 4, 5, 6
"""
_ASKED = """
SELECT (%(labels)s::text[])[month], sum(messages)::int, count(*)
FROM (
  SELECT width_bucket(created_at, %(starts)s::timestamptz[]) AS month, conversation_id,
         count(*) AS messages
  FROM conversations_message
  WHERE municipality_id = %(municipality)s AND direction = 'in'
    AND created_at >= %(since)s AND created_at < %(until)s
  GROUP BY 1, 2) AS asked
GROUP BY month ORDER BY month
"""
_BY_TEMPLATE = """
SELECT content ->> 'name', purpose, count(*)
FROM conversations_message
WHERE municipality_id = %(municipality)s AND direction = 'out' AND type = 'template'
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
        return {"since": _midnight(self.first), "until": _midnight(self.last + timedelta(days=1))}

    @property
    def months(self) -> Mapping[str, Sequence[Any]]:
        """The months in it, each as far as it is in it."""
        starts = [self.first]
        while (following := _month_after(starts[-1])) <= self.last:
            starts.append(following)
        return {
            "labels": [f"{day:%Y-%m}" for day in starts],
            "starts": [_midnight(day) for day in starts],
        }


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


@transaction.atomic
def collect(municipality: Organisation, period: Period) -> Evidence:
    """Count what happened, in the scope of the municipality."""
    _rows(_IN_MEMORY, {})
    asked = {"municipality": municipality.id, **period.bounds, **period.months}
    counted = _rows(_COUNTED, asked)
    tables = (
        _messages(counted),
        _table("templates_used", ("template", "purpose", "queued"), _BY_TEMPLATE, asked),
        _table("received", ("month", "messages", "conversations"), _ASKED, asked),
        _not_sent(counted),
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


def _rows(statement: str, asked: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _table(name: str, columns: tuple[str, ...], statement: str, asked: Mapping[str, Any]) -> Table:
    return Table(name=name, columns=columns, rows=_rows(statement, asked))


def _messages(counted: Sequence[tuple[Any, ...]]) -> Table:
    """What was sent: `counted` are the rows of `_COUNTED`."""
    found: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0] * 5)
    for month, direction, purpose, is_template, has_failed, _code, *numbers in counted:
        if direction == "out":
            row = found[month, purpose, "template" if is_template else "free_form"]
            queued = numbers[0]
            for place, number in enumerate((*numbers, queued if has_failed else 0)):
                row[place] += number
    columns = ("month", "purpose", "kind", "queued", "sent", "delivered", "read", "failed")
    return Table(
        name="messages", columns=columns, rows=[(*key, *row) for key, row in sorted(found.items())]
    )


def _not_sent(counted: Sequence[tuple[Any, ...]]) -> Table:
    found: Counter[tuple[str, str]] = Counter()
    for month, direction, _purpose, _is_template, has_failed, code, number, *_rest in counted:
        if direction == "out" and has_failed:
            found[month, code] += number
    rows = [(*key, number) for key, number in sorted(found.items())]
    return Table(name="not_sent", columns=("month", "reason", "messages"), rows=rows)


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


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))


def _month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at is not None else ""


def _tame(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula, made plain."""
    is_risky = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if is_risky else value
