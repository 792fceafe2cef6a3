"""The report of a drill on paper: an accessible PDF, in Dutch as a dossier is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import ngettext

from bode.basics import now
from bode.broadcasts.models import Drill
from bode.licensing.dossier.printing.blocks import (
    Block,
    Cell,
    bullets,
    chip,
    facts,
    heading,
    moment,
    paragraph,
    table,
)
from bode.web.broadcast.paper import Cover, print_paper
from bode.web.reports.tables import Figure
from bode.web.reports.words import shown

from .showing import show_report

_HALVES = [1, 1]


def print_report(drill: Drill) -> bytes:
    """Everything that its page tells, as PDF/UA-1."""
    as_of = now()
    with translation.override("nl"):
        report = show_report(drill)
        sections = {
            "Wat u ervan leert": _lessons(report),
            "De berichten": _messages(report),
            "Wat er misging, en wat Bode en u deden": _faults(report),
            "Wat er wanneer gebeurde": [_table(report["course"], [2, 2, 5, 2])],
        }
        cover = Cover(
            kind="oefening",
            name=drill.name,
            municipality=drill.municipality.name,
            keywords=["oefening", "crisis"],
            status=chip("Voorbij", "neutral") if drill.ended_at else chip("Loopt nu", "positive"),
            facts=_facts(drill),
        )
        return print_paper(cover, sections, as_of)


def _facts(drill: Drill) -> Iterator[tuple[str, Cell]]:
    yield "Begonnen", f"{moment(drill.began_at)} door {drill.made_by}"
    if drill.ended_at:
        yield "Voorbij", f"{moment(drill.ended_at)} door {drill.ended_by or 'Bode'}"
    people = ngettext("%(shown)s verzonnen inwoner", "%(shown)s verzonnen inwoners", drill.invented)
    yield "Voor wie", f"{people % {'shown': shown(drill.invented)}}; er ging niets echt weg"
    yield "Kenmerk", str(drill.id)


def _lessons(report: Mapping[str, Any]) -> Iterator[Block]:
    for good, title in ((False, "Let op"), (True, "Goed")):
        found = [each for each in report["lessons"] if each["is_good"] is good]
        if found:
            yield heading(title)
            yield bullets(f"{each['said']} {each['advice']}" for each in found)


def _messages(report: Mapping[str, Any]) -> Iterator[Block]:
    if not report["sent"]:
        yield paragraph("Er is geen bericht gemaakt.")
    for each in report["sent"]:
        yield from _message(each)


def _message(shown_of: Mapping[str, Any]) -> Iterator[Block]:
    sent, status = shown_of["of"], shown_of["status"]
    yield heading(sent.name)
    yield facts([("Stand", chip(status["name"], status["tone"]))])
    yield table(["Stap", "Hoe lang het duurde"], shown_of["steps"], _HALVES)
    if shown_of["arrived"]:
        reached = f"Bij hoeveel van de {shown(sent.reached)} het aankwam"
        yield table(["Wanneer", reached], shown_of["arrived"], _HALVES)
    if shown_of["ways"]:
        ways = [(name, shown(count)) for _way, name, count in shown_of["ways"]]
        yield table(["Langs welke weg", "Hoeveel"], ways, _HALVES)
    if not sent.started_at:
        return
    yield paragraph("Wie het niet kreeg, en waarom:")
    if shown_of["causes"].rows:
        yield _table(shown_of["causes"], [4, 2, 6])
    else:
        yield paragraph("Iedereen van wie de beurt is geweest, kreeg het.")


def _faults(report: Mapping[str, Any]) -> Iterator[Block]:
    if not report["struck"]:
        yield paragraph("Er was geen storing gekozen.")
    for each in report["struck"]:
        yield heading(each["name"])
        yield paragraph(f"Wanneer: {each['when']}.")
        for did in each["did"]:
            yield paragraph(did)
        if each["deeds"]:
            yield bullets(f"{at}: {made}, door {by}" for at, made, by in each["deeds"])


def _table(figure: Figure, widths: list[int]) -> Block:
    return table(figure.columns, [[name, *cells] for name, cells in figure.lines], widths)
