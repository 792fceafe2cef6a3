"""The years: how many municipalities use which route, with the changes of the rules marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from xml.etree.ElementTree import Element

from django.utils import formats, translation
from django.utils.translation import gettext as _

from bode.basics.drawing import (
    INK,
    LARGE,
    LINE,
    PAPER,
    SMALL,
    line,
    paragraph,
    picture,
    polygon,
    text,
    write,
)
from bode.monitor.aggregates import AGGREGATES
from bode.monitor.choosing import Choice
from bode.monitor.figures import FIRST_YEAR, Moment
from bode.policy import Era
from bode.rulebook.queries import all_versions

from .describing import describe_part
from .looks import define, invented_note, legend, stacked

_WIDTH, _HEIGHT = 920.0, 590.0
_LEFT, _RIGHT, _TOP, _FLOOR = 56.0, 900.0, 84.0, 384.0
_COLUMN = 26.0
_FIRST = date(FIRST_YEAR, 1, 1)


def draw_timeline(moments: Sequence[Moment], choice: Choice) -> str:
    """A column for each moment, eras as lines, counts of long ago as diamonds.

    The diamonds tell of all municipalities and all routes: beside a part they would mislead.
    """
    last = moments[-1].day
    title = _("WhatsApp bij gemeenten, %(first)s tot %(last)s") % {
        "first": FIRST_YEAR,
        "last": formats.date_format(last, "j F Y"),
    }
    svg = picture(_WIDTH, _HEIGHT, title)
    define(svg)
    text(svg, 8, 26, title, size=LARGE)
    text(svg, 8, 46, describe_part(choice), size=SMALL)
    _axes(svg, moments)
    for moment in moments:
        if moment.total:
            at = _x(moment.day, last) - _COLUMN / 2, _FLOOR
            height = _FLOOR - _TOP
            stacked(svg, at, height, _COLUMN, moment.counts, moment.of, upright=True)
    eras = [era for era in all_versions() if era.first_day and _FIRST <= era.first_day <= last]
    _mark_eras(svg, eras, last)
    is_whole = not choice.asks_use and not choice.asks_place
    if is_whole:
        _mark_aggregates(svg, last)
    _explain(svg, moments, eras, has_diamonds=is_whole)
    return write(svg)


def _x(day: date, last: date) -> float:
    """Where a day stands, with half a column free at both ends."""
    span = (last - _FIRST).days or 1
    inner = _RIGHT - _LEFT - _COLUMN - 12
    return _LEFT + 6 + _COLUMN / 2 + inner * (day - _FIRST).days / span


def _y(percent: float) -> float:
    return _FLOOR - (_FLOOR - _TOP) * percent / 100


def _axes(svg: Element, moments: Sequence[Moment]) -> None:
    for percent in (0, 25, 50, 75, 100):
        line(svg, _LEFT, _y(percent), _RIGHT, _y(percent), stroke="#dfe3e8")
        text(svg, _LEFT - 6, _y(percent) + 4, f"{percent}%", size=SMALL, anchor="end")
    last = moments[-1].day
    for moment in moments:
        x = _x(moment.day, last)
        text(svg, x, _FLOOR + 18, str(moment.day.year), size=SMALL, anchor="middle")


def _mark_eras(svg: Element, eras: Sequence[Era], last: date) -> None:
    for number, era in enumerate(eras, start=1):
        assert era.first_day is not None
        x = _x(era.first_day, last)
        line(svg, x, _TOP - 22, x, _FLOOR, stroke=PAPER, stroke_width="5")
        line(svg, x, _TOP - 22, x, _FLOOR, stroke=INK, stroke_width="2", stroke_dasharray="6 3")
        text(svg, x + 4, _TOP - 12, str(number), size=SMALL, font_weight="700")


def _mark_aggregates(svg: Element, last: date) -> None:
    for each in AGGREGATES:
        if each.day > last:
            continue
        x, y = _x(each.day, last), _y(each.percent)
        corners = f"{x},{y - 8} {x + 8},{y} {x},{y + 8} {x - 8},{y}"
        polygon(svg, corners, fill="#ffe16a", stroke=INK, stroke_width="2")
        percent = formats.number_format(round(each.percent), 0)
        text(
            svg,
            x,
            y - 13,
            f"{percent}%",
            size=SMALL,
            anchor="middle",
            font_weight="700",
            stroke=PAPER,
            stroke_width="4",
            paint_order="stroke",
        )


def _explain(
    svg: Element, moments: Sequence[Moment], eras: Sequence[Era], *, has_diamonds: bool
) -> None:
    below = legend(svg, 8, _FLOOR + 36, moments[-1].counts, columns=2, width=225)
    if has_diamonds:
        below = _explain_diamonds(svg, below)
    if any(moment.has_invented for moment in moments):
        invented_note(svg, 8, below, is_hatched=False)
    y = _FLOOR + 50
    for number, era in enumerate(eras, start=1):
        y = paragraph(svg, 490, y, 420, f"{number}. {_name(era)}", size=SMALL) + 2
    line(svg, 474, _FLOOR + 36, 474, _HEIGHT - 10, stroke=LINE)


def _explain_diamonds(svg: Element, below: float) -> float:
    corners = f"18,{below + 2} 26,{below + 10} 18,{below + 18} 10,{below + 10}"
    polygon(svg, corners, fill="#ffe16a", stroke=INK, stroke_width="2")
    words = _("geteld over alle gemeenten samen: gebruikt WhatsApp, langs welke weg ook")
    paragraph(svg, 36, below + 14, 400, words, size=SMALL)
    return below + 44


def _name(era: Era) -> str:
    is_english = (translation.get_language() or "").startswith("en")
    return era.name_en if is_english else era.name_nl
