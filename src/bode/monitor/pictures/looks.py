"""How each route looks: a colour, a sign and a pattern, so that no one needs to see colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from xml.etree.ElementTree import Element, SubElement

from django.utils.translation import gettext as _

from bode.basics.drawing import INK, LINE, PAPER, SMALL, box, text
from bode.monitor.figures import Counts
from bode.monitor.uses import Use, use_name

HATCH = "invented"


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """`fill` has a contrast of 3 to 1 or more with paper, or an edge in `LINE` that has."""

    fill: str
    ink: str
    sign: str
    pattern: str
    """Lines as SVG's path data in a square of 8, drawn in `ink` over `fill`; empty for none."""


LOOKS: Mapping[Use, Look] = MappingProxyType(
    {
        Use.BSP: Look(fill="#00568b", ink=PAPER, sign="V", pattern=""),
        Use.BUSINESS_APP: Look(fill="#157b31", ink=PAPER, sign="B", pattern="M4 0V8"),
        Use.ISV: Look(fill="#5115ef", ink=PAPER, sign="I", pattern="M0 4H8"),
        Use.PRIVATE_APP: Look(fill="#ac501b", ink=PAPER, sign="G", pattern="M4 3V5M3 4H5"),
        Use.NONE: Look(fill="#c0c7d2", ink=INK, sign="–", pattern=""),
        Use.UNKNOWN: Look(fill=PAPER, ink=INK, sign="?", pattern=""),
    }
)


def define(svg: Element) -> None:
    """Put the patterns into a picture, for `fill_of` and `HATCH` to refer to."""
    defs = SubElement(svg, "defs")
    for use, look in LOOKS.items():
        made = _pattern(defs, f"use-{use}", "0")
        box(made, 0, 0, 8, 8, fill=look.fill)
        if look.pattern:
            _path(made, look.pattern, look.ink)
    hatch = _pattern(defs, HATCH, "45")
    _path(hatch, "M1 0V8", PAPER)
    _path(hatch, "M2.5 0V8", INK)


def fill_of(use: Use) -> str:
    """The fill of a bar: the colour with its pattern."""
    return f"url(#use-{use})"


def legend(
    svg: Element, x: float, y: float, counts: Counts, *, columns: int = 1, width: float = 220
) -> float:
    """The routes with their looks and numbers; returns the y below them."""
    for place, (use, number) in enumerate(counts.items()):
        left = x + place % columns * width
        top = y + place // columns * 24
        swatch(svg, left, top, use)
        text(svg, left + 28, top + 14, f"{use_name(use)}: {number}", size=SMALL)
    return y + -(-len(counts) // columns) * 24


def swatch(svg: Element, x: float, y: float, use: Use) -> None:
    """A sample of a route: pattern with its sign on a plain middle."""
    look = LOOKS[use]
    box(svg, x, y, 20, 20, fill=fill_of(use), stroke=LINE)
    box(svg, x + 4, y + 3, 12, 14, fill=look.fill)
    text(
        svg,
        x + 10,
        y + 14.5,
        look.sign,
        size=SMALL,
        anchor="middle",
        fill=look.ink,
        font_weight="700",
    )


def invented_note(svg: Element, x: float, y: float, *, is_hatched: bool) -> float:
    """Says in the picture itself that it holds what is made up; returns the y below."""
    if is_hatched:
        box(svg, x, y, 20, 20, fill=f"url(#{HATCH})", stroke=LINE)
    words = _("gestreept: verzonnen") if is_hatched else _("Deels verzonnen gegevens")
    text(svg, x + (28 if is_hatched else 0), y + 14, words, size=SMALL, font_weight="700")
    return y + 24


def stacked(
    svg: Element,
    at: tuple[float, float],
    length: float,
    thickness: float,
    counts: Counts,
    of: int,
    *,
    upright: bool = False,
) -> None:
    """A bar as long as its municipalities are a part `of`, each route a part of it; upright it
    grows upwards from `at`."""
    done = 0.0
    x, y = at
    for use, number in counts.items():
        part = length * number / of if of else 0.0
        if not part:
            continue
        start = (x, y - done - part) if upright else (x + done, y)
        size = (thickness, part) if upright else (part, thickness)
        box(svg, *start, *size, fill=fill_of(use), stroke=LINE)
        _sign(svg, start, size, use)
        done += part


def _sign(svg: Element, at: tuple[float, float], size: tuple[float, float], use: Use) -> None:
    """The route's sign in the middle of a bar's part that has room for it."""
    (x, y), (width, height) = at, size
    if width < 14 or height < 15:
        return
    middle, look = (x + width / 2, y + height / 2), LOOKS[use]
    box(svg, middle[0] - 6, middle[1] - 7, 12, 14, fill=look.fill)
    text(
        svg,
        middle[0],
        middle[1] + 4.5,
        look.sign,
        size=SMALL,
        anchor="middle",
        fill=look.ink,
        font_weight="700",
    )


def _pattern(defs: Element, name: str, turned: str) -> Element:
    return SubElement(
        defs,
        "pattern",
        {
            "id": name,
            "width": "8",
            "height": "8",
            "patternUnits": "userSpaceOnUse",
            "patternTransform": f"rotate({turned})",
        },
    )


def _path(parent: Element, data: str, ink: str) -> None:
    SubElement(parent, "path", {"d": data, "stroke": ink, "stroke-width": "1.5", "fill": "none"})
