"""The DPIA in a printed dossier. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from bode.licensing.dossier.structs import Advice, Dpia, DpiaDocument, Risk
from bode.licensing.dpia.states import DpiaStatus

from .blocks import (
    NOTHING,
    Block,
    Cell,
    answers,
    bullets,
    chip,
    day,
    facts,
    heading,
    moment,
    paragraph,
    quote,
    table,
)

_LEVELS = {
    "low": ("laag", "positive"),
    "limited": ("beperkt", "warning"),
    "high": ("hoog", "negative"),
}
_VERDICTS = {
    "positive": ("Positief", "positive"),
    "conditional": ("Positief, onder voorwaarden", "warning"),
    "negative": ("Negatief", "negative"),
}
_WAYS = {
    "document": "Als document geplaatst",
    "questionnaire": "In Bode gemaakt, met vragen en risico’s",
    "": NOTHING,
}


def dpia_summary(dpia: Dpia | None) -> str:
    """How far the DPIA is, in a line."""
    return dpia.status.name if dpia else "Er is nog geen DPIA"


def dpia_blocks(dpia: Dpia | None) -> Iterator[Block]:
    if dpia is None:
        yield paragraph("Bij deze aanvraag is nog geen DPIA gemaakt of geplaatst.")
        return
    tone = "positive" if dpia.status.code == "complete" else "warning"
    yield facts([("Status", chip(dpia.status.name, tone)), ("Hoe gemaakt", _WAYS[dpia.way])])
    if dpia.document:
        yield from _document(dpia.document)
    for section, grouped in groupby(dpia.answers, key=lambda answer: answer.section):
        given = list(grouped)
        yield heading(section)
        yield answers((each.question, "\n".join(each.value)) for each in given)
        yield paragraph(f"Ingevuld door {', '.join(sorted({each.by for each in given}))}.")
    if dpia.risks:
        yield from _risks(dpia.risks)
    yield heading("Advies van de privacyfunctionaris")
    if not dpia.advices:
        yield paragraph("Er is nog geen advies gegeven.")
    is_current = dpia.status.code in (DpiaStatus.ADVISED, DpiaStatus.COMPLETE)
    for advice in dpia.advices:
        yield from _advice(advice, holds=is_current and advice is dpia.advices[-1])


def _document(document: DpiaDocument) -> Iterator[Block]:
    yield heading("Het document")
    yield facts(
        [
            ("Bestand", document.filename),
            ("Datum", day(document.made_on)),
            ("Gemaakt door", document.author),
            ("Risico dat overblijft", chip(*_LEVELS[document.outcome])),
            ("Conclusie", document.summary),
            ("Geplaatst", f"{document.by}, {moment(document.at)}"),
        ]
    )


def _risks(risks: list[Risk]) -> Iterator[Block]:
    yield heading("Risico’s")
    yield table(
        ("Risico", "Kans", "Gevolg", "Nu", "Blijft over"),
        [
            (
                risk.title,
                f"{risk.chance or NOTHING} → {risk.residual_chance or NOTHING}",
                f"{risk.impact or NOTHING} → {risk.residual_impact or NOTHING}",
                _level(risk.level),
                _level(risk.residual_level),
            )
            for risk in risks
        ],
        (6, 4, 4, 3, 3),
    )
    yield heading("Maatregelen")
    for risk in risks:
        measures = [*risk.measures, *filter(None, [risk.own_measures])]
        if measures:
            yield heading(risk.title, 3)
            yield bullets(measures)


def _level(level: str | None) -> Cell:
    return chip(*_LEVELS[level]) if level else NOTHING


def _advice(advice: Advice, *, holds: bool) -> Iterator[Block]:
    rows: list[tuple[str, Cell]] = [
        ("Advies", chip(*_VERDICTS[advice.verdict])),
        ("Gegeven door", f"{advice.adviser}, {moment(advice.at)}"),
    ]
    if not holds:
        rows.append(("Let op", chip("Van voor de laatste wijziging", "neutral")))
    if advice.recorded_by != advice.adviser:
        rows.append(("Vastgelegd door", advice.recorded_by))
    yield facts(rows)
    yield quote(advice.text)
    if advice.reply:
        yield paragraph(f"Antwoord van de gemeente ({advice.replied_by}):")
        yield quote(advice.reply)
