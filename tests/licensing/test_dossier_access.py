"""What a screen reader needs of the printed dossier, read back from its file (PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from tests.licensing.test_dossier_codec import AT, SMALL

from bode.licensing.dossier import structs
from bode.licensing.dossier.printing import print_pdf

LIVELY = replace(
    SMALL,
    declarations=[structs.Declaration(code="promotion", name="Promotie", declared=True)],
    signatures=[
        structs.Signature(
            name="Alice",
            function="Gemeentesecretaris",
            mandate="Volgens het mandaatregister van de gemeente",
            is_program=False,
            missing=[],
            actor="Alice",
            organisation="Proefstad",
            at=AT,
        )
    ],
    application=replace(
        SMALL.application,
        purposes=[
            structs.Purpose(
                code="permits",
                name="Vergunningen",
                explanation="Vragen over vergunningen.",
                volume=1200,
                audience="Inwoners",
                examples=["Uw parkeervergunning is klaar."],
                granted=True,
                refusal="",
            )
        ],
    ),
    history=[
        structs.Event(
            kind="step",
            what=structs.Named(code="create", name="Aanvraag gemaakt"),
            status=structs.Named(code="draft", name="Concept"),
            actor="Alice",
            organisation="Proefstad",
            reason="",
            details={},
            at=AT,
        )
    ],
)


@pytest.fixture(scope="module")
def printed() -> PdfReader:
    return PdfReader(BytesIO(print_pdf(LIVELY)))


@pytest.fixture(scope="module")
def tags(printed: PdfReader) -> list[Any]:
    """Every element of the structure tree, in the order in which it is read."""
    return list(walk(printed.trailer["/Root"]["/StructTreeRoot"]))


def walk(node: Any) -> Iterator[Any]:
    node = node.get_object() if hasattr(node, "get_object") else node
    for child in node if isinstance(node, list) else ():
        yield from walk(child)
    if isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from walk(node["/K"])


def kinds(tags: list[Any]) -> list[str]:
    return [str(tag["/S"]).removeprefix("/") for tag in tags]


def test_is_marked_as_tagged_and_says_so_in_its_metadata(printed: PdfReader) -> None:
    root = printed.trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data()

    assert root["/MarkInfo"]["/Marked"].value is True
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_says_its_language_and_shows_its_title(printed: PdfReader) -> None:
    root = printed.trailer["/Root"]

    assert root["/Lang"] == "nl-NL"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert printed.metadata is not None
    assert printed.metadata.title == "Dossier WhatsApp van gemeente Proefstad"


def test_is_read_in_the_order_of_its_tags(printed: PdfReader) -> None:
    assert {page["/Tabs"] for page in printed.pages if "/Annots" in page} == {"/S"}


def test_has_bookmarks_for_each_part(printed: PdfReader) -> None:
    titles = [each.title for each in printed.outline if not isinstance(each, list)]

    assert titles[:3] == ["1 Samenvatting", "2 De aanvraag", "3 Verklaringen en ondertekening"]


def test_skips_no_level_of_heading(tags: list[Any]) -> None:
    levels = [int(kind[1]) for kind in kinds(tags) if kind in ("H1", "H2", "H3")]

    assert levels[0] == 1
    assert {1, 2, 3} == set(levels)
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_has_headers_in_each_table(tags: list[Any]) -> None:
    tables = [tag for tag in tags if tag["/S"] == "/Table"]

    assert tables
    for table in tables:
        inside = list(walk(table))
        headers = [tag for tag in inside if tag["/S"] == "/TH"]
        assert headers
        assert {attribute["/Scope"] for tag in headers for attribute in _attributes(tag)} == {
            "/Column"
        }


def test_has_what_was_filled_in_as_lists_of_labels(tags: list[Any]) -> None:
    items = [kinds(list(walk(tag["/K"]))) for tag in tags if tag["/S"] == "/LI"]

    assert len(items) > 10
    assert all(item[0] == "Lbl" and "LBody" in item for item in items)


def test_shows_nothing_but_text(tags: list[Any]) -> None:
    """A picture would need words beside it; decoration is marked as such, outside the tree."""
    assert "Figure" not in kinds(tags)


def test_numbers_its_pages(printed: PdfReader) -> None:
    last = printed.pages[-1].extract_text()

    assert f"Pagina {len(printed.pages)} van {len(printed.pages)}" in last


def _attributes(tag: Any) -> Iterator[Any]:
    given = tag.get("/A", [])
    for each in given if isinstance(given, list) else [given]:
        each = each.get_object()
        if "/Scope" in each:
            yield each
