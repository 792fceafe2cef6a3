"""The printed dossier: accessible, the same every time, and only text of what people wrote."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
import typst
from hypothesis import given, settings
from msgspec.structs import replace
from tests.licensing.dossiers import dossiers
from tests.licensing.test_dossier_codec import SMALL

from bode.licensing.dossier.printing import pdf, print_pdf
from bode.licensing.dossier.printing.text import BREAK, LONGEST_RUN, OTHERS, OWN, glyphs, printable
from bode.licensing.dossier.structs import Dossier, Purpose

HOSTILE = [
    '#eval("1 + 1") #panic("nee") #include "dossier.typ" #sys.inputs',
    "$ x $ \\ @ref <label> [blok] {code} *vet* _scheef_ `code` // weg /* weg */ ~ --- ...",
    "= Kop\n== Kop\n- punt\n+ punt\n/ term: uitleg\n#pagebreak()",
    "w" * 3000,
    "https://voorbeeldstad.example/" + "pad/" * 200,
    "😀👩‍👩‍👧‍👦🇳🇱 ❤️",
    "مرحبا שלום 你好 Ελληνικά Кириллица Žluťoučký",
    "\x00\x07\x1b[31m\ufffe\uffff\U000f0000",
    "links \u202erechts\u202c \u2066los\u2069",
    "regel\r\nregel\rregel\u2028regel\tkolom",
    "e\u0301\u0323" + "\u0301" * 100,
    "",
    " ",
]


def with_text(text: str) -> Dossier:
    """A dossier in which a municipality explains a purpose so."""
    purpose = Purpose(
        code="permits",
        name=text,
        explanation=text,
        volume=None,
        audience=text,
        examples=[text, text],
        granted=None,
        refusal=text,
    )
    return replace(SMALL, application=replace(SMALL.application, purposes=[purpose]))


class TestAnyText:
    @pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
    def test_is_set_as_text(self, text: str) -> None:
        assert print_pdf(with_text(text)).startswith(b"%PDF-1.7")

    @given(dossiers)
    @settings(max_examples=12, deadline=None)
    def test_of_any_dossier_can_be_set(self, dossier: Dossier) -> None:
        assert print_pdf(dossier)

    def test_that_looks_like_a_command_stays_as_it_is(self) -> None:
        assert printable(HOSTILE[0]) == HOSTILE[0]

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("😀", "[grinning face]"),
            ("❤️", "❤"),
            ("e\u0301", "é"),
            ("ش\u0301", "ش[combining acute accent]"),
            ("a\x07b", "a[U+0007]b"),
            ("pas\u202etxt.exe", "pas[right-to-left override]txt.exe"),
            ("a\r\nb\u2028c", "a\nb\nc"),
            ("samen\u00adgesteld", "samengesteld"),
        ],
    )
    def test_that_no_font_shows_is_told_in_words(self, text: str, told: str) -> None:
        assert printable(text) == told

    def test_has_places_to_end_a_line(self) -> None:
        runs = printable("w" * 100).split(BREAK)

        assert "".join(runs) == "w" * 100
        assert max(map(len, runs)) <= LONGEST_RUN

    def test_is_covered_by_the_fonts_as_the_list_says(self) -> None:
        """Typst refuses to write a sign for which no font has a picture."""
        signs = [chr(each) for each in sorted(glyphs(OWN) | glyphs(OTHERS))]
        source = b"""
            #set document(title: "tekens")
            #set text(lang: "nl", font: ("Noto Sans", "Libertinus Serif", "DejaVu Sans Mono",
              "New Computer Modern Math"), fallback: false)
            #for sign in json(bytes(sys.inputs.signs)) { [o#sign #strong("o" + sign)]; linebreak() }
        """
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(pdf.FONTS)])
        inputs = {"signs": json.dumps(signs)}

        assert typst.compile(source, font_paths=fonts, sys_inputs=inputs, pdf_standards=["ua-1"])


def test_the_same_dossier_is_the_same_bytes() -> None:
    dossier = with_text("Inwoners vragen hoe het met hun vergunning staat.")

    assert print_pdf(dossier) == print_pdf(dossier)


def test_a_later_dossier_is_another_file() -> None:
    later = replace(SMALL, as_of=datetime(2026, 11, 4, tzinfo=UTC))

    assert print_pdf(later) != print_pdf(SMALL)
