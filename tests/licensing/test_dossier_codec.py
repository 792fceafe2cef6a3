"""The file of a dossier: one way to write it, and every other one refused with the reason."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.licensing.dossiers import dossiers

from bode.licensing.dossier import codec, structs
from bode.licensing.dossier.codec import DossierRefused, decode, encode

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
SMALL = structs.Dossier(
    made_with="Bode 0.1.0",
    as_of=AT,
    application=structs.Application(
        id=UUID(int=1),
        status=structs.Named(code="draft", name="Concept"),
        route="bsp",
        created_at=AT,
        due_on=None,
        follows=None,
        municipality=structs.Organisation(code="GM9911", name="Proefstad"),
        provider=structs.Organisation(code="proefbode", name="Proefbode"),
        purposes=[],
        sections=[],
        remarks=[],
    ),
    declarations=[],
    signatures=[],
    dpia=None,
    decisions=[],
    history=[],
    licence=None,
    files=[],
)
FILE = structs.File(
    name="dpia.pdf", mime_type="application/pdf", size=2, sha256="0" * 64, data=b"%P"
)


def refusal(data: bytes) -> DossierRefused:
    with pytest.raises(DossierRefused) as refused:
        decode(data)
    return refused.value


def changed(**parts: Any) -> bytes:
    """The small dossier with something else in it, and a hash that fits."""
    return encode(replace(SMALL, **parts))


@given(dossiers)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_again_byte_for_byte(dossier: structs.Dossier) -> None:
    data = encode(dossier)

    assert decode(data) == dossier
    assert encode(decode(data)) == data


@given(dossiers)
@settings(max_examples=25, deadline=None)
def test_any_program_can_write_it_likewise(dossier: structs.Dossier) -> None:
    data = encode(dossier)

    told = json.loads(data)
    again = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert again.encode() + b"\n" == data


@given(dossiers, st.data())
@settings(max_examples=60, deadline=None)
def test_a_changed_byte_is_refused(dossier: structs.Dossier, data: st.DataObject) -> None:
    written = bytearray(encode(dossier))
    place = data.draw(st.integers(0, len(written) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != written[place]))
    written[place] = other

    assert refusal(bytes(written)).code


@given(st.binary(max_size=200))
def test_anything_else_is_refused(data: bytes) -> None:
    assert refusal(data).code


def test_a_changed_text_does_not_fit_the_hash() -> None:
    assert refusal(encode(SMALL).replace(b"Proefstad", b"Voorstad!")).code == "hash_mismatch"


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        (b'"route":"bsp"', b'"route":7', "$.content.application.route"),
        (b'"route":"bsp"', b'"route":"bsp","extra":1', "$.content.application"),
        (b'"files":[],', b"", "$.content"),
        (b"2026-11-03T09:30:00Z", b"2026-11-03T09:30:00", "$.content.application.created_at"),
        (b'"sha256":"', b'"sha256":"z', "$.sha256"),
    ],
)
def test_what_does_not_fit_the_schema_is_named_by_its_path(
    before: bytes, after: bytes, path: str
) -> None:
    refused = refusal(encode(SMALL).replace(before, after))

    assert (refused.code, refused.path) == ("schema", path)


@pytest.mark.parametrize(
    "made_at",
    [
        datetime(2026, 11, 3, 9, 30, tzinfo=timezone(timedelta(hours=1))),
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 30, tzinfo=UTC),
    ],
)
def test_a_time_that_is_not_in_utc_or_not_likely_is_refused(made_at: datetime) -> None:
    refused = refusal(changed(as_of=made_at))

    assert (refused.code, refused.path) == ("schema", "$.content.as_of")


def test_a_null_character_is_refused_wherever_it_stands() -> None:
    refused = refusal(changed(made_with="Bode\0"))

    assert (refused.code, refused.path) == ("schema", "$.content.made_with")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_json"),
        (b"[]", "not_a_dossier"),
        (b"{}", "not_a_dossier"),
        (b"null", "not_a_dossier"),
        (b'{"format":"bode-dossier","version":2}', "unknown_version"),
        (b'{"format":"bode-dossier"}', "unknown_version"),
        (encode(SMALL)[:-40], "not_json"),
        (b"\xff" + encode(SMALL), "not_utf8"),
        (b"\xef\xbb\xbf" + encode(SMALL), "not_json"),
        (encode(SMALL) + b" ", "not_canonical"),
        (encode(SMALL)[:-1], "not_canonical"),
        (encode(SMALL).replace(b'"files":[]', b'"files": []'), "not_canonical"),
        (encode(SMALL).replace(b"Concept", b"Con\\u0063ept"), "not_canonical"),
        (encode(SMALL).replace(b'"route":', b'"route":"bsp","route":'), "duplicate_key"),
        (encode(SMALL).replace(b'"version":1', b'"version":1.0'), "schema"),
        (b"[" * 100_000, "not_json"),
        (b'{"a":' + b"9" * 5000 + b"}", "not_json"),
        (changed(files=[FILE]), "file_changed"),
    ],
)
def test_a_file_that_is_no_dossier_is_refused_with_the_reason(data: bytes, code: str) -> None:
    assert refusal(data).code == code


def test_a_file_that_is_too_large_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "MOST_BYTES", 10)

    assert refusal(b"\xff" * 11).code == "too_large"


def test_the_published_schema_is_made_from_the_structs() -> None:
    published = (ROOT / "docs" / "schemas" / "dossier-1.json").read_bytes()

    assert published == codec.schema()
