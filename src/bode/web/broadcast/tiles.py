"""The areas of a municipality as tiles of one size, each with how many in a hundred were reached.

There are no borders of postcode areas and neighbourhoods in Bode, so that a tile's place says
nothing of where it lies; areas stand by name, postcodes by number. Shade, pattern and number say
the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from bode.basics.drawing import INK, LARGE, LINE, PAPER, SMALL, box, picture, text, write

MOST = 60
"""Tiles in a picture; the table has every area."""
_COLUMNS, _WIDTH, _HEIGHT, _GAP, _EDGE = 6, 148.0, 92.0, 6.0, 8.0
_BAND, _LEGEND = 10.0, 44.0
_LONGEST = 17  # signs


class Tile(NamedTuple):
    """An area, and how many of a hundred were reached there."""

    name: str
    percent: int
    counted: str
    """The same in numbers."""


class _Look(NamedTuple):
    fill: str
    ink: str
    pattern: str
    """Lines as SVG's path data in a square of 8."""


# From few to all: darker, with a denser band.
_LOOKS = (
    _Look(PAPER, INK, ""),
    _Look("#d3e2ef", INK, "M4 3V5"),
    _Look("#9fc3df", INK, "M0 8L8 0"),
    _Look("#2a6a9e", PAPER, "M2 0V8M6 0V8"),
    _Look("#00416b", PAPER, "M0 4H8M4 0V8"),
)
_STEP = 100 // len(_LOOKS)


def draw_tiles(about: str, tiles: Sequence[Tile]) -> str:
    """A picture of the first `MOST` of these."""
    shown = tiles[:MOST]
    rows = -(-len(shown) // _COLUMNS)
    wide = _EDGE * 2 + _COLUMNS * (_WIDTH + _GAP) - _GAP
    svg = picture(wide, _LEGEND + rows * (_HEIGHT + _GAP) + _EDGE, about)
    _define(svg)
    _legend(svg)
    for place, tile in enumerate(shown):
        x = _EDGE + place % _COLUMNS * (_WIDTH + _GAP)
        y = _LEGEND + place // _COLUMNS * (_HEIGHT + _GAP)
        _draw(svg, x, y, tile)
    return write(svg)


def _draw(svg: Element, x: float, y: float, tile: Tile) -> None:
    number = _look_of(tile.percent)
    look, middle = _LOOKS[number], x + _WIDTH / 2
    around = SubElement(svg, "g")
    SubElement(around, "title").text = f"{tile.name}: {tile.percent}%, {tile.counted}"
    box(around, x, y, _WIDTH, _HEIGHT, fill=look.fill, stroke=LINE)
    if look.pattern:
        top = y + _HEIGHT - _BAND
        box(around, x, top, _WIDTH, _BAND, fill=f"url(#reach-{number})", stroke=LINE)
    text(around, middle, y + 22, _short(tile.name), anchor="middle", fill=look.ink)
    looks = {"anchor": "middle", "fill": look.ink, "font_weight": "700"}
    text(around, middle, y + 48, f"{tile.percent}%", size=LARGE, **looks)
    text(around, middle, y + 70, tile.counted, size=SMALL, anchor="middle", fill=look.ink)


def _look_of(percent: int) -> int:
    return min(percent // _STEP, len(_LOOKS) - 1)


def _define(svg: Element) -> None:
    defs = SubElement(svg, "defs")
    for number, look in enumerate(_LOOKS):
        size = {"width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
        made = SubElement(defs, "pattern", {"id": f"reach-{number}", **size})
        box(made, 0, 0, 8, 8, fill=PAPER)
        if look.pattern:
            SubElement(made, "path", {"d": look.pattern, "stroke": INK, "stroke-width": "2"})


def _legend(svg: Element) -> None:
    for number, look in enumerate(_LOOKS):
        x = _EDGE + number * 140
        box(svg, x, 12, 22, 20, fill=look.fill, stroke=LINE)
        if look.pattern:
            box(svg, x, 24, 22, 8, fill=f"url(#reach-{number})", stroke=LINE)
        last = 100 if number == len(_LOOKS) - 1 else (number + 1) * _STEP - 1
        text(svg, x + 30, 27, f"{number * _STEP}–{last}%", size=SMALL)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
