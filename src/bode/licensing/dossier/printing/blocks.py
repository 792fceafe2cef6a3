"""The pieces of which a printed dossier is made, as `dossier.typ` knows them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from .text import printable

Block = dict[str, Any]
Chip = dict[str, str]
Cell = str | Chip

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
NOTHING = "–"


def heading(text: str, level: int = 2) -> Block:
    return {"kind": "heading", "level": level, "text": printable(text).strip() or NOTHING}


def paragraph(text: str) -> Block:
    return {"kind": "paragraph", "text": printable(text)}


def quote(text: str) -> Block:
    return {"kind": "quote", "text": printable(text or NOTHING)}


def facts(rows: Iterable[tuple[str, Cell]]) -> Block:
    """What is asked on the left, what was said on the right."""
    return {
        "kind": "facts",
        "rows": [[printable(label), _cell(value)] for label, value in rows],
    }


def answers(rows: Iterable[tuple[str, str]]) -> Block:
    """Questions, each with its answer below it."""
    return {
        "kind": "answers",
        "rows": [[printable(question), printable(said or NOTHING)] for question, said in rows],
    }


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int]) -> Block:
    return {
        "kind": "table",
        "header": [printable(each) for each in header],
        "rows": [[_cell(each) for each in row] for row in rows],
        "widths": list(widths),
    }


def bullets(items: Iterable[str]) -> Block:
    return {"kind": "list", "items": [printable(each) for each in items]}


def signature(name: str, about: str, when: str, *, holds: bool) -> Block:
    """Who signed; one that no longer `holds` is of before the last change."""
    now, before = "Ondertekend namens de gemeente door", "Eerder ondertekend, geldt niet meer"
    return {
        "kind": "signature",
        "label": now if holds else before,
        "name": printable(name),
        "about": printable(about),
        "when": printable(when),
    }


def timeline(events: Iterable[tuple[str, str, str]]) -> Block:
    """Of each event: what happened, who did it and when, and why."""
    return {
        "kind": "timeline",
        "events": [
            {"title": printable(title), "who": printable(who), "reason": printable(reason)}
            for title, who, reason in events
        ],
    }


def picture(svg: str, about: str) -> Block:
    """A drawing of ours; `about` is told to who does not see it."""
    return {"kind": "picture", "svg": svg, "about": printable(about)}


def chip(name: str, tone: str) -> Chip:
    """A status in a coloured box; `tone` is positive, warning, negative, info or neutral."""
    return {"name": printable(name), "tone": tone}


def day(on: date) -> str:
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def moment(at: datetime) -> str:
    """A time as people in the Netherlands read it."""
    local = at.astimezone(_AMSTERDAM)
    return f"{day(local.date())}, {local:%H:%M} uur"


def _cell(value: Cell) -> Cell:
    return printable(value or NOTHING) if isinstance(value, str) else value
