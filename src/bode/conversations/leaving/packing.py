"""Writing an export: row by row into a ZIP, so that memory does not grow with its size."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from datetime import datetime
from hashlib import sha256
from typing import IO, Any, BinaryIO
from uuid import UUID

import orjson

from bode.conversations import files

from .rows import PARTS, Part, Row, list_files

FORMAT = "bode-exit-1"
_BLOCK = 1024 * 1024

_README = """# Alles van {town} uit Bode

Gemaakt op {made}. Dit bestand bevat persoonsgegevens: bewaar het veilig en niet langer dan nodig.

| bestand | wat erin staat | aantal |
| --- | --- | --- |
{parts}
| bijlagen/ | foto's, documenten en andere bestanden; zie `path` in `file` of `files` | {files} |
| manifest.json | de aantallen, en van elk bestand de controlesom (SHA-256) | |

- Een bestand dat op `.jsonl` eindigt, heeft op elke regel een JSON-object (JSON Lines, UTF-8).
- Een bestand dat op `.csv` eindigt, heeft namen op de eerste regel en komma's ertussen (UTF-8).
- Tijden staan in ISO 8601 met tijdzone.
- `conversation` in een bericht is de `id` van een gesprek; `contact` in een gesprek is de `id` van
  een inwoner; `given_in` en `withdrawn_in` in een toestemming is de `id` van het bericht waarin de
  inwoner ja of nee zei; `message` in een reactie of eerdere tekst is de `id` van een bericht.
- `file` is de bijlage van een bericht; `files` zijn er meer, van een carrousel.
- `content` is het bericht in de vorm van WhatsApp zelf (Cloud API).
- Sleutels, wachtwoorden en pincodes staan er niet in.
"""


def write_pack(
    target: BinaryIO, municipality_id: UUID, town: str, code: str, made_at: datetime
) -> dict[str, int]:
    """Write everything of a municipality, in its scope; return how many of what."""
    counts, digests = dict[str, int](), dict[str, str]()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for part in PARTS:
            counts[part.name], digests[part.name] = _write_part(archive, part, municipality_id)
        counts["bijlagen"], lost = _write_files(archive, municipality_id)
        manifest = {
            "format": FORMAT,
            "municipality": code,
            "made_at": made_at.isoformat(),
            "counts": counts,
            "sha256": digests,
            "files_lost": lost,
        }
        archive.writestr("manifest.json", json.dumps(manifest, indent=2, ensure_ascii=False))
        archive.writestr("LEESMIJ.md", _readme(town, made_at, counts))
    return counts


def _readme(town: str, made_at: datetime, counts: dict[str, int]) -> str:
    parts = "\n".join(f"| {part.name} | {part.about} | {counts[part.name]} |" for part in PARTS)
    made = f"{made_at:%d-%m-%Y %H:%M}"
    return _README.format(town=town, made=made, parts=parts, files=counts["bijlagen"])


def _write_part(archive: zipfile.ZipFile, part: Part, municipality_id: UUID) -> tuple[int, str]:
    """One file; how many rows it has, and its digest."""
    digest, count = sha256(), 0
    is_csv = part.name.endswith(".csv")
    with archive.open(part.name, "w", force_zip64=True) as entry:
        for row in part.rows(municipality_id):
            line = _csv_line(list(row.values())) if is_csv else _json_line(row)
            if is_csv and count == 0:
                line = _csv_line(list(row)) + line  # the names come first
            digest.update(line)
            entry.write(line)
            count += 1
    return count, digest.hexdigest()


def _json_line(row: Row) -> bytes:
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)


def _csv_line(values: list[Any]) -> bytes:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(values)
    return written.getvalue().encode()


def _write_files(archive: zipfile.ZipFile, municipality_id: UUID) -> tuple[int, int]:
    """The attachments, block by block; how many were written, and how many the store has lost."""
    written = lost = 0
    for key, name in list_files(municipality_id):
        try:
            kept: IO[bytes] = files.open_file(key)
        except FileNotFoundError:
            lost += 1
            continue
        with kept, archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as entry:
            shutil.copyfileobj(kept, entry, _BLOCK)
        written += 1
    return written, lost
