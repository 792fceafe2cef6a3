"""Bars as SVG, drawn from figures alone; the table beside them says the same in numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil, floor, log10
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from django.utils.translation import gettext as _

from bode.basics.drawing import INK, LINE, PAPER, SMALL, box, line, picture, text, write

_WIDTH = 920.0
_GRID = "#dfe3e8"
_FILLS = ("#00568b", "url(#second)", PAPER)
_SECOND, _STRIPE = "#6cdd8b", "#105f26"
_LEFT, _RIGHT, _TOP, _FLOOR = 56.0, 908.0, 44.0, 260.0
_BAR = 340.0  # the longest; behind it is room to tell two times
_MOST, _LETTER = 38, SMALL * 0.56  # of a name


@dataclass(frozen=True, kw_only=True)
class Series:
    """Of each of the labels one value, None where it is unknown; at most three series stand in a
    picture. `before`: what each was in the period before, which a mark across its bar tells."""

    name: str
    values: Sequence[float | None]
    before: Sequence[float | None] = ()

    def pairs(self) -> Iterator[tuple[float, float | None]]:
        """How long each bar is, and where its mark stands."""
        return zip_longest((value or 0 for value in self.values), self.before)


def draw_columns(about: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """Columns side by side, for what has an order: hours, days. Values are whole numbers."""
    svg = picture(_WIDTH, _FLOOR + 34, about)
    _define(svg)
    top = _round_up(_longest(series))
    for part in range(5):
        value = top * part / 4
        y = _FLOOR - (_FLOOR - _TOP) * part / 4
        line(svg, _LEFT, y, _RIGHT, y, stroke=_GRID)
        if value == floor(value):
            text(svg, _LEFT - 8, y + 4, f"{value:.0f}", size=SMALL, anchor="end")
    step = (_RIGHT - _LEFT) / max(len(labels), 1)
    thick = min(step * 0.8 / len(series), 40.0)
    for number, each in enumerate(series):
        for place, (value, before) in enumerate(each.pairs()):
            x = _LEFT + step * (place + 0.5) + (number - len(series) / 2) * thick
            tall = (_FLOOR - _TOP) * value / top
            _bar(svg, x, _FLOOR - tall, thick, tall, number)
            if before is not None and (before or value):
                y = _FLOOR - (_FLOOR - _TOP) * before / top
                _mark(svg, x, y, x + thick, y)
    every = ceil(len(labels) / 16)
    for place, label in list(enumerate(labels))[::every]:
        x = _LEFT + step * (place + 0.5)
        text(svg, x, _FLOOR + 18, label, size=SMALL, anchor="middle")
    _legend(svg, series)
    return write(svg)


def draw_rows(
    about: str,
    labels: Sequence[str],
    series: Sequence[Series],
    say: Callable[[Any], str],
) -> str:
    """Bars below each other, for what has names; `say` tells a value, and the one before, behind
    its bar."""
    tall = 18.0 * len(series)
    step = tall + 14
    svg = picture(_WIDTH, _TOP + len(labels) * step + 8, about)
    _define(svg)
    names = _LEFT + min(max((len(each) for each in labels), default=0), _MOST) * _LETTER
    scale = _BAR / (_longest(series) or 1)
    for place, label in enumerate(labels):
        y = _TOP + place * step + tall / 2 + 4
        text(svg, names - 10, y, _short(label), size=SMALL, anchor="end")
    for number, each in enumerate(series):
        for place, (value, before) in enumerate(each.pairs()):
            y = _TOP + place * step + 18 * number
            _bar(svg, names, y, value * scale, 16, number)
            told = say(each.values[place])
            if before is not None:
                x = names + before * scale
                _mark(svg, x, y, x, y + 16)
                told = _("%(value)s (ervoor %(before)s)") % {"value": told, "before": say(before)}
            x = names + max(value, before or 0) * scale + 8
            text(svg, x, y + 12, told, size=SMALL)
    _legend(svg, series)
    return write(svg)


def _longest(series: Sequence[Series]) -> float:
    return max((each or 0 for of in series for each in (*of.values, *of.before)), default=0)


def _bar(svg: Element, x: float, y: float, width: float, height: float, number: int) -> None:
    if width and height:
        box(svg, x, y, width, height, fill=_FILLS[number], stroke=LINE)


def _mark(svg: Element, x1: float, y1: float, x2: float, y2: float) -> None:
    """What was before: a line with paper around it, so that it stands out on whatever is below."""
    line(svg, x1, y1, x2, y2, stroke=PAPER, stroke_width="7")
    line(svg, x1, y1, x2, y2, stroke=INK, stroke_width="3")


def _legend(svg: Element, series: Sequence[Series]) -> None:
    """Which fill is which, and what the marks are."""
    x = _LEFT
    for number, each in enumerate(series):
        box(svg, x, 12, 16, 16, fill=_FILLS[number], stroke=LINE)
        text(svg, x + 24, 25, each.name, size=SMALL)
        x += 48 + len(each.name) * _LETTER
    if any(each.before for each in series):
        _mark(svg, x, 20, x + 16, 20)
        text(svg, x + 24, 25, _("Periode ervoor"), size=SMALL)


def _define(svg: Element) -> None:
    """The stripes of the second series: nobody needs to see colours."""
    attributes = {"id": "second", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse"}
    pattern = SubElement(SubElement(svg, "defs"), "pattern", attributes)
    box(pattern, 0, 0, 6, 6, fill=_SECOND)
    SubElement(pattern, "path", {"d": "M0 6L6 0", "stroke": _STRIPE, "stroke-width": "1.5"})


def _round_up(value: float) -> float:
    """The end of an axis on which four parts are whole numbers: 4, 8, 20, 40, 80, 200 …"""
    if value <= 4:
        return 4.0
    power = float(10 ** floor(log10(value / 4)))
    return next(4 * power * each for each in (1, 2, 5, 10) if 4 * power * each >= value)


def _short(label: str) -> str:
    return label if len(label) <= _MOST else f"{label[: _MOST - 1]}…"
