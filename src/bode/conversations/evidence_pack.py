"""The evidence of a period to take along: CSV files and a manifest in a ZIP."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils.timezone import get_default_timezone_name, localtime

from bode.organisations.actors import Actor
from bode.privacy import audit

from .evidence import Evidence, Table

_README = """# Bewijs voor een controle: {town}

Van {first:%d-%m-%Y} tot en met {last:%d-%m-%Y}. Gemaakt op {made:%d-%m-%Y %H:%M} (Nederlandse tijd)
door {actor}.

- Alleen aantallen: geen inhoud van berichten, en niets over inwoners.
- Tijden zijn in Nederlandse tijd, volgens ISO 8601: +01:00 is wintertijd, +02:00 is zomertijd. Een
  maand loopt van middernacht tot middernacht in Nederlandse tijd.
- Een code staat in een eigen kolom. De naam staat ernaast, in de kolom met `_name` erachter.
- `manifest.json` noemt van elk bestand de controlesom (SHA-256), en zegt of het logboek heel is.
"""


def pack(actor: Actor, evidence: Evidence, tables: Sequence[Table]) -> bytes:
    """The evidence as a ZIP: a CSV for each table, and a manifest with their digests.

    `tables` are those of the evidence, with names beside their codes. That someone took it along
    stands in the audit trail.
    """
    files = {f"{table.name}.csv": as_csv(table) for table in tables}
    files["LEESMIJ.md"] = _readme(actor, evidence)
    manifest = {
        **_facts(actor, evidence),
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


def as_csv(table: Table) -> bytes:
    """A table with its columns on the first line; times are Dutch, with their offset from UTC."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_plain(value) for value in row] for row in table.rows)
    return written.getvalue().encode()


def _facts(actor: Actor, evidence: Evidence) -> dict[str, Any]:
    position, digest = evidence.trail_head
    return {
        "format": "bode-evidence-1",
        "municipality": evidence.municipality.code,
        "municipality_name": evidence.municipality.name,
        "first_day": evidence.period.first.isoformat(),
        "last_day": evidence.period.last.isoformat(),
        "time_zone": get_default_timezone_name(),
        "made_at": localtime(evidence.made_at).isoformat(timespec="seconds"),
        "made_by": actor.name,
        "audit_trail": {
            "whole": evidence.trail_broken_at is None,
            "broken_at": evidence.trail_broken_at,
            "entries": position,
            "digest": digest,
        },
    }


def _readme(actor: Actor, evidence: Evidence) -> bytes:
    told = _README.format(
        town=evidence.municipality.name,
        first=evidence.period.first,
        last=evidence.period.last,
        made=localtime(evidence.made_at),
        actor=actor.name,
    )
    return told.encode()


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return localtime(value).isoformat(timespec="seconds")
        case dict():
            return json.dumps(value, sort_keys=True)
        case list():
            return _tame(" ".join(value))
        case str():
            return _tame(value)
    return value


def _tame(text: str) -> str:
    """A text that a spreadsheet would take for a formula, made plain."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
