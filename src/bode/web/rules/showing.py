"""What the pages of the rules show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from bode.policy import PURPOSES, Era, Purpose, Route, explain
from bode.rulebook.actions import EDITOR
from bode.web.access import actor_of

from .words import ROUTE_NAMES


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Yes or no along a route, with the number of the note that says why."""

    route: str
    allowed: bool
    note: int


@dataclass(frozen=True, kw_only=True)
class Note:
    """A rule with its source, as an answer gave them."""

    number: int
    rule: str
    rule_en: str
    source: str
    source_en: str


def is_editor(request: HttpRequest) -> bool:
    actor = actor_of(request)
    return actor is not None and actor.has(EDITOR)


def timeline(versions: Sequence[Era]) -> list[dict[str, Any]]:
    """The versions, the newest first, each with how it stands today."""
    today = timezone.localdate()
    return [{"version": each, "standing": _standing(each, today)} for each in reversed(versions)]


def _standing(version: Era, today: date) -> str:
    if version.first_day is not None and version.first_day > today:
        return "later"
    return "past" if version.last_day is not None and version.last_day < today else "now"


def show_version(version: Era) -> dict[str, Any]:
    """A version with its routes and purposes by name."""
    return {
        "version": version,
        "standing": _standing(version, timezone.localdate()),
        "routes": [(ROUTE_NAMES[route], said) for route, said in version.routes.items()],
        "purposes": [(PURPOSES[code], said) for code, said in version.purposes.items()],
    }


def explain_all(day: date, versions: Sequence[Era]) -> dict[str, Any]:
    """Every purpose along every route on a day, with the rules as numbered notes."""
    notes: dict[tuple[str, str], Note] = {}
    rows = [
        (purpose, [_answer(route, day, purpose, versions, notes) for route in Route])
        for purpose in PURPOSES.values()
    ]
    return {
        "day": day,
        "rows": rows,
        "routes": list(ROUTE_NAMES.values()),
        "notes": list(notes.values()),
        "version": explain(Route.BSP, day, "permits", versions).version,
    }


def _answer(
    route: Route,
    day: date,
    purpose: Purpose,
    versions: Sequence[Era],
    notes: dict[tuple[str, str], Note],
) -> Answer:
    answer = explain(route, day, purpose.code, versions)
    key = (answer.rule, answer.source)
    if key not in notes:
        notes[key] = Note(
            number=len(notes) + 1,
            rule=answer.rule,
            rule_en=answer.rule_en,
            source=answer.source,
            source_en=answer.source_en,
        )
    route_name = str(ROUTE_NAMES[route])
    return Answer(route=route_name, allowed=answer.allowed, note=notes[key].number)
