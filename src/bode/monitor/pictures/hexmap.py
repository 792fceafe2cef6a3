"""The map of hexagons: each municipality one, of the same size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element, SubElement

from django.utils import formats
from django.utils.translation import gettext as _

from bode.basics.drawing import LARGE, LINE, NORMAL, SMALL, picture, polygon, text, write
from bode.monitor.choosing import Choice
from bode.monitor.figures import count
from bode.monitor.hexagons import (
    ASIDE,
    COLS,
    ROW_STEP,
    ROWS,
    SIDE,
    WIDTH,
    center,
    is_aside,
    outline,
    places,
)
from bode.monitor.towns import Standing, Town

from .describing import describe, describe_choice
from .looks import HATCH, LOOKS, define, invented_note, legend

_HEAD, _FOOT = 40.0, 48.0  # above the northernmost row, and below the southernmost
Link = Callable[[Town], str]


def draw_map(
    towns: Sequence[Town], chosen: Sequence[Standing], choice: Choice, link: Link | None = None
) -> str:
    """The chosen municipalities among all of that day; with `link` each leads somewhere."""
    title = _("WhatsApp bij gemeenten op %(day)s") % {
        "day": formats.date_format(choice.day, "j F Y")
    }
    svg = picture(WIDTH * (COLS + 0.5), _HEAD + 2 * SIDE + (ROWS - 1) * ROW_STEP + _FOOT, title)
    define(svg)
    text(svg, 8, 26, title, size=LARGE)
    text(svg, 8, 46, describe_choice(choice), size=SMALL)
    there = [town for town in towns if town.exists(choice.day)]
    cells = places(there)
    ground = SubElement(svg, "g", {"transform": f"translate(0 {_HEAD:.0f})"})
    if any(is_aside(town) for town in there):
        text(ground, 4, center(ASIDE[0])[1] - SIDE - 4, _("Zonder eigen plek:"), size=SMALL)
    shown = {standing.town.code for standing in chosen}
    rest = SubElement(ground, "g", {"aria-hidden": "true"})
    for town in there:
        if town.code in cells and town.code not in shown:
            polygon(rest, outline(cells[town.code]), fill="none", stroke="#dfe3e8")
    hexagons = SubElement(ground, "g")
    for standing in chosen:
        if standing.town.code in cells:
            _hexagon(hexagons, standing, cells[standing.town.code], link)
    _explain(ground, chosen)
    return write(svg)


def _hexagon(parent: Element, standing: Standing, cell: tuple[int, int], link: Link | None) -> None:
    look, words = LOOKS[standing.use], describe(standing)
    x, y = center(cell)
    around = SubElement(parent, "g")
    if link is not None:
        around.tag = "a"
        around.attrib |= {
            "href": link(standing.town),
            "aria-label": words,
            "data-x": f"{x:.0f}",
            "data-y": f"{y:.0f}",
        }
    SubElement(around, "title").text = words
    polygon(around, outline(cell), fill=look.fill, stroke=LINE)
    if standing.is_invented:
        polygon(around, outline(cell, gap=1.5), fill=f"url(#{HATCH})")
        polygon(around, outline(cell, gap=7), fill=look.fill)
    text(
        around,
        x,
        y + 4.5,
        look.sign,
        size=SMALL,
        anchor="middle",
        fill=look.ink,
        font_weight="700",
    )


def _explain(ground: Element, chosen: Sequence[Standing]) -> None:
    """The legend, at sea in the south-west."""
    top = center((28, 0))[1]
    text(ground, 8, top, _("Weg: aantal gemeenten"), size=NORMAL, font_weight="700")
    below = legend(ground, 8, top + 10, count(chosen))
    if any(standing.is_invented for standing in chosen):
        invented_note(ground, 8, below, is_hatched=True)
