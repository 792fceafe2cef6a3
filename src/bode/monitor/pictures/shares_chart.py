"""Shares: one bar for each group, with the part of each route."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import formats
from django.utils.translation import gettext as _

from bode.basics.drawing import LARGE, SMALL, picture, text, write
from bode.monitor.choosing import Choice
from bode.monitor.figures import TOWN_KEYS, Group, Share, count
from bode.monitor.grouping import group_title, key_name
from bode.monitor.towns import Standing

from .describing import describe_choice, describe_part
from .looks import define, invented_note, legend, stacked

_WIDTH, _LEFT, _BAR = 920.0, 230.0, 600.0
_STEP, _THICK, _HEAD = 30.0, 22.0, 54.0


def draw_shares(
    rows: Sequence[Share], chosen: Sequence[Standing], group: Group, choice: Choice
) -> str:
    """A bar is as long as its group's share of the whole; the number stands behind."""
    foot = _HEAD + len(rows) * _STEP + 12
    title = _("WhatsApp bij gemeenten %(group)s, op %(day)s") % {
        "group": group_title(group).lower(),
        "day": formats.date_format(choice.day, "j F Y"),
    }
    svg = picture(_WIDTH, foot + 96, title)
    define(svg)
    text(svg, 8, 26, title, size=LARGE)
    about = describe_part(choice) if group in TOWN_KEYS else describe_choice(choice)
    text(svg, 8, 43, about, size=SMALL)
    for number, row in enumerate(rows):
        y = _HEAD + number * _STEP
        text(svg, _LEFT - 8, y + 15, key_name(group, row.key), size=SMALL, anchor="end")
        stacked(svg, (_LEFT, y), _BAR, _THICK, row.counts, row.of)
        text(svg, _LEFT + _BAR + 10, y + 15, _number(row), size=SMALL)
    below = legend(svg, 8, foot, count(chosen), columns=3, width=260)
    if any(row.has_invented for row in rows):
        invented_note(svg, 8, below, is_hatched=False)
    return write(svg)


def _number(row: Share) -> str:
    if row.total == row.of:
        return str(row.total)
    return _("%(number)s van %(of)s") % {"number": row.total, "of": row.of}
