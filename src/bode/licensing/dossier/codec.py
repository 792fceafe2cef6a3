"""The one way in which a dossier is written down, and reading it with every doubt refused. Pure.

Canonical JSON: UTF-8 without a byte order mark, keys sorted, no white space between tokens, no
escapes but those that JSON demands, whole numbers alone, and one newline at the end. That is what
Python's `json.dumps(…, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\\n"` makes.
The same dossier is always the same bytes.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

import msgspec

from bode.basics import FIRST_DAY, LAST_DAY

from .structs import FORMAT, VERSION, Dossier, Envelope, Heading

MOST_BYTES = 64 * 1024 * 1024
"""Of a dossier's file: room for a DPIA and the evidence, which JSON makes a third larger."""
SCHEMA_ID = "urn:bode:schema:dossier-1"


class DossierRefused(ValueError):
    """A file is no dossier, or was changed.

    `code` is one of `too_large`, `not_utf8`, `not_json`, `duplicate_key`, `not_a_dossier`,
    `unknown_version`, `schema`, `hash_mismatch`, `not_canonical`, `file_changed`; `path` says
    where, such as `$.content.application.status`.
    """

    def __init__(self, code: str, *, path: str = "", detail: str = "") -> None:
        super().__init__(" ".join(filter(None, (code, path, detail))))
        self.code = code
        self.path = path
        self.detail = detail


_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(Envelope, strict=True)


def encode(dossier: Dossier) -> bytes:
    """The file of a dossier."""
    envelope = Envelope(
        format=FORMAT, version=VERSION, sha256=content_hash(dossier), content=dossier
    )
    return _encoder.encode(envelope) + b"\n"


def content_hash(dossier: Dossier) -> str:
    """By which a dossier is known: SHA-256 of its content, in hex."""
    return sha256(_encoder.encode(dossier)).hexdigest()


def decode(data: bytes) -> Dossier:
    """Read a dossier's file. Raises `DossierRefused` for whatever `encode` would not have made."""
    if len(data) > MOST_BYTES:
        raise DossierRefused("too_large", detail=f"{len(data)}")
    _check_json(data)
    _check_heading(data)
    envelope = _parse(data)
    if content_hash(envelope.content) != envelope.sha256:
        raise DossierRefused("hash_mismatch", path="$.sha256")
    if encode(envelope.content) != data:
        raise DossierRefused("not_canonical")
    _check_leaves(envelope.content)
    _check_files(envelope.content)
    return envelope.content


def _check_json(data: bytes) -> None:
    """JSON in UTF-8 in which no key stands twice: of such a pair one would silently vanish."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise DossierRefused("not_utf8", detail=f"byte {error.start}") from error
    try:
        json.loads(
            text,
            object_pairs_hook=_no_duplicates,
            parse_float=_no_fraction,
            parse_constant=_no_fraction,
        )
    except DossierRefused:
        raise
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise DossierRefused("not_json", detail=place) from error
    except (ValueError, RecursionError) as error:  # an endless number, or nesting without end
        raise DossierRefused("not_json") from error


def _no_duplicates(pairs: list[tuple[str, Any]]) -> None:
    counts = Counter(key for key, _ in pairs)
    twice = next((key for key, count in counts.items() if count > 1), None)
    if twice is not None:
        raise DossierRefused("duplicate_key", detail=twice[:80])


def _no_fraction(number: str) -> None:
    """Programs write fractions in different ways, so that a hash would differ."""
    raise DossierRefused("schema", detail=f"{number[:40]} is not a whole number")


def _check_heading(data: bytes) -> None:
    try:
        heading = msgspec.json.decode(data, type=Heading)
    except msgspec.DecodeError as error:
        raise DossierRefused("not_a_dossier") from error
    if heading.format != FORMAT:
        raise DossierRefused("not_a_dossier", path="$.format")
    if heading.version != VERSION:
        raise DossierRefused("unknown_version", path="$.version", detail=str(heading.version)[:20])


def _parse(data: bytes) -> Envelope:
    try:
        return _decoder.decode(data)
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at ")
        raise DossierRefused("schema", path=path.strip("`"), detail=what) from error
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise DossierRefused("not_json") from error


def _check_leaves(dossier: Dossier) -> None:
    """Times are in UTC and can be shown in ours; what no database keeps stands in no text."""
    for path, leaf in _leaves(dossier, "$.content"):
        if isinstance(leaf, str) and "\0" in leaf:
            raise DossierRefused("schema", path=path, detail="holds a null character")
        if isinstance(leaf, datetime) and not (
            leaf.utcoffset() == timedelta() and FIRST_DAY <= leaf.date() <= LAST_DAY
        ):
            raise DossierRefused("schema", path=path, detail="is no likely time in UTC")


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _leaves(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, dict):
        for key, each in value.items():
            yield path, key
            yield from _leaves(each, f"{path}.{key}")
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _leaves(each, f"{path}[{place}]")
    else:
        yield path, value


def _check_files(dossier: Dossier) -> None:
    """Each file is what its hash says, and each file that is named is there."""
    for place, file in enumerate(dossier.files):
        if sha256(file.data).hexdigest() != file.sha256 or len(file.data) != file.size:
            raise DossierRefused("file_changed", path=f"$.content.files[{place}]", detail=file.name)


@cache
def schema() -> bytes:
    """The JSON Schema of the file, to publish."""
    made = msgspec.json.schema(Envelope, ref_template="#/$defs/{name}")
    told = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Bode dossier, version 1",
        **_flat(made),
    }
    return json.dumps(told, indent=2, ensure_ascii=False).encode() + b"\n"


def _flat(value: Any) -> Any:
    """Docstrings as one line each."""
    if isinstance(value, dict):
        return {
            key: re.sub(r"\s+", " ", each)
            if key == "description" and isinstance(each, str)
            else _flat(each)
            for key, each in value.items()
        }
    return [_flat(each) for each in value] if isinstance(value, list) else value
