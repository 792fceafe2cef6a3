"""Bars as SVG, drawn from figures alone; the table beside them says the same in numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from xml.etree.ElementTree import Element, SubElement

from bode.basics.drawing import LINE, PAPER, SMALL, box, line, picture, text, write

_WIDTH = 920.0
_GRID = "#dfe3e8"
_FILLS = ("#00568b", "url(#second)", PAPER)
_SECOND, _STRIPE = "#6cdd8b", "#105f26"
_LEFT, _RIGHT, _TOP, _FLOOR = 56.0, 908.0, 44.0, 260.0
_NAMES, _BAR = 268.0, 500.0


@dataclass(frozen=True, kw_only=True)
class Series:
    """Of each of the labels one value; at most three series stand in a picture."""

    name: str
    values: Sequence[float]


def draw_columns(about: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """Columns side by side, for what has an order: hours, days. Values are whole numbers."""
    svg = picture(_WIDTH, _FLOOR + 34, about)
    _define(svg)
    top = _round_up(max((value for each in series for value in each.values), default=0))
    for part in range(5):
        value = top * part / 4
        y = _FLOOR - (_FLOOR - _TOP) * part / 4
        line(svg, _LEFT, y, _RIGHT, y, stroke=_GRID)
        if value == floor(value):
            text(svg, _LEFT - 8, y + 4, f"{value:.0f}", size=SMALL, anchor="end")
    step = (_RIGHT - _LEFT) / max(len(labels), 1)
    thick = min(step * 0.8 / len(series), 40.0)
    every = ceil(len(labels) / 16)
    for place, label in enumerate(labels):
        middle = _LEFT + step * (place + 0.5)
        for number, each in enumerate(series):
            tall = (_FLOOR - _TOP) * each.values[place] / top
            x = middle + (number - len(series) / 2) * thick
            _bar(svg, x, _FLOOR - tall, thick, tall, number)
        if place % every == 0:
            text(svg, middle, _FLOOR + 18, label, size=SMALL, anchor="middle")
    _legend(svg, series)
    return write(svg)


def draw_rows(
    about: str, labels: Sequence[str], series: Sequence[Series], say: Callable[[float], str]
) -> str:
    """Bars below each other, for what has names; `say` tells a value behind its bar."""
    tall = 18.0 * len(series)
    step = tall + 14
    svg = picture(_WIDTH, _TOP + len(labels) * step + 8, about)
    _define(svg)
    most = max((value for each in series for value in each.values), default=0) or 1
    for place, label in enumerate(labels):
        y = _TOP + place * step
        text(svg, _NAMES - 10, y + tall / 2 + 4, _short(label), size=SMALL, anchor="end")
        for number, each in enumerate(series):
            value = each.values[place]
            _bar(svg, _NAMES, y + 18 * number, _BAR * value / most, 16, number)
            x = _NAMES + _BAR * value / most + 8
            text(svg, x, y + 18 * number + 12, say(value), size=SMALL)
    _legend(svg, series)
    return write(svg)


def _bar(svg: Element, x: float, y: float, width: float, height: float, number: int) -> None:
    if width and height:
        box(svg, x, y, width, height, fill=_FILLS[number], stroke=LINE)


def _legend(svg: Element, series: Sequence[Series]) -> None:
    """Which fill is which; of one series its name alone."""
    x = _LEFT
    for number, each in enumerate(series):
        box(svg, x, 12, 16, 16, fill=_FILLS[number], stroke=LINE)
        text(svg, x + 24, 25, each.name, size=SMALL)
        x += 48 + len(each.name) * SMALL * 0.56


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


def _short(label: str, most: int = 38) -> str:
    return label if len(label) <= most else f"{label[: most - 1]}…"
