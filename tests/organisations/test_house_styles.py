"""A house style that everyone can read, with a logo that does no harm."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from bode.basics.contrast import TEXT, contrast, ink_on, mix
from bode.organisations.errors import LogoRefused
from bode.organisations.house_styles import (
    BODES_OWN,
    DARK,
    LIGHT,
    Colours,
    least_contrast,
    list_unreadable,
    near_readable,
    style_sheet_of,
    tokens_of,
)
from bode.organisations.logos import HEIGHT, WIDTH, Why, make_logo

TOKENS = Path(__file__).resolve().parents[2] / "src/bode/web/static/tokens.css"
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
FIELDS = st.sampled_from(sorted(Colours.__dataclass_fields__))


def svg(inner: str, attributes: str = 'viewBox="0 0 200 60"') -> bytes:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f" {attributes}>{inner}</svg>"
    ).encode()


DRAWING = '<rect id="a" width="200" height="60" fill="#00568b"/>'


def png(width: int = 200, height: int = 60, **options: object) -> bytes:
    packed = BytesIO()
    Image.new("RGB", (width, height), "#00568b").save(packed, "PNG", **options)  # type: ignore[arg-type]
    return packed.getvalue()


def test_black_on_white_has_the_most_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_bodes_own_colours_pass_their_check() -> None:
    assert list_unreadable(BODES_OWN) == []


def test_yellow_links_are_found_and_get_a_near_colour_that_reads() -> None:
    (found,) = list_unreadable(replace(BODES_OWN, link="#ffcc00"))

    assert found.field == "link"
    assert found.contrast < 2
    assert least_contrast("link", found.near) >= TEXT


@given(field=FIELDS, colour=COLOURS)
def test_for_every_colour_there_is_a_near_one_that_reads(field: str, colour: str) -> None:
    assert least_contrast(field, near_readable(field, colour)) >= TEXT


@given(colour=COLOURS)
def test_on_every_colour_some_ink_reads(colour: str) -> None:
    assert contrast(colour, ink_on(colour)) >= TEXT


@given(accent=COLOURS, dark=COLOURS)
def test_what_is_mixed_from_an_accent_that_reads_does_so_too(accent: str, dark: str) -> None:
    light_one, dark_one = near_readable("accent", accent), near_readable("accent_dark", dark)
    tokens = tokens_of(replace(BODES_OWN, accent=light_one, accent_dark=dark_one))

    for which, pages in enumerate((LIGHT, DARK)):
        more, pale = (tokens[f"--bode-accent-{shade}"][which] for shade in (600, 100))
        assert contrast(more, pale) >= TEXT
        assert contrast(tokens["--bode-accent-500"][which], pages.paper) >= TEXT


def test_the_check_knows_the_pages_as_the_style_sheet_has_them() -> None:
    sheet = TOKENS.read_text()

    for shade, light, dark in (
        ("wit", LIGHT.paper, DARK.paper),
        ("grijs-100", LIGHT.ground, DARK.ground),
        ("blauw-500", BODES_OWN.accent, BODES_OWN.accent_dark),
    ):
        assert f"--voorbeeld-kleuren-{shade}: light-dark({light}, {dark});" in sheet


def test_the_sheet_sets_tokens_that_exist() -> None:
    sheet = TOKENS.read_text()

    assert {
        name
        for name in tokens_of(BODES_OWN)
        if name.startswith("--bode") and f"{name}:" not in sheet
    } == set()
    assert style_sheet_of(BODES_OWN).startswith(".bode-theme{")


def test_mixing_meets_in_the_middle() -> None:
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


@pytest.mark.parametrize("brought", [png(), png(2000, 600), svg(DRAWING)])
def test_a_logo_becomes_a_small_png(brought: bytes) -> None:
    with Image.open(BytesIO(make_logo(brought))) as picture:
        assert picture.format == "PNG"
        assert picture.width <= WIDTH
        assert picture.height <= HEIGHT


def test_what_is_hidden_in_a_logo_stays_behind() -> None:
    hidden = PngImagePlugin.PngInfo()
    hidden.add_text("Comment", "<script>alert(1)</script>")

    assert b"script" not in make_logo(png(pnginfo=hidden) + b"<script>")


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        '<rect onclick="alert(1)" width="9" height="9"/>',
        '<image href="http://elsewhere.example/x.png" width="9" height="9"/>',
        '<image xlink:href="file:///etc/passwd" width="9" height="9"/>',
        "<foreignObject><body/></foreignObject>",
        '<use href="http://elsewhere.example/x.svg#a"/>',
        "<style>@import url(http://elsewhere.example/x.css);</style>",
        '<rect fill="url(http://elsewhere.example/x)" width="9" height="9"/>',
        '<a href="javascript:alert(1)"><rect width="9" height="9"/></a>',
    ],
)
def test_an_svg_that_does_more_than_draw_is_refused(inner: str) -> None:
    with pytest.raises(LogoRefused) as refused:
        make_logo(svg(DRAWING + inner))
    assert refused.value.why == Why.DOES_MORE


def test_an_svg_that_would_grow_without_bounds_is_refused() -> None:
    entities = b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    uses = "".join(f'<g id="g{n}">{f"""<use href="#g{n - 1}"/>""" * 10}</g>' for n in range(1, 9))

    for brought, why in (
        (entities + svg("&b;"), Why.DOES_MORE),
        (svg(DRAWING + uses), Why.TOO_LARGE),
    ):
        with pytest.raises(LogoRefused) as refused:
            make_logo(brought)
        assert refused.value.why == why


@pytest.mark.parametrize(
    ("brought", "why"),
    [
        (b"", Why.NO_PICTURE),
        (b"GIF89a", Why.NO_PICTURE),
        (b"<html><body>logo</body></html>", Why.NO_PICTURE),
        (svg(DRAWING)[:-9], Why.NO_PICTURE),
        (b"x" * 600_000, Why.TOO_LARGE),
        (svg(DRAWING, 'viewBox="0 0 1 100000"'), Why.ODD_SHAPE),
        (svg(DRAWING, 'width="100%"'), Why.ODD_SHAPE),
        (png(2000, 10), Why.ODD_SHAPE),
    ],
)
def test_what_is_no_logo_is_refused_with_the_reason(brought: bytes, why: Why) -> None:
    with pytest.raises(LogoRefused) as refused:
        make_logo(brought)
    assert refused.value.why == why
