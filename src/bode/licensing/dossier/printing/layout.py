"""What a printed dossier says, section by section, in Dutch. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from bode.licensing.dossier.codec import content_hash
from bode.licensing.dossier.structs import (
    Application,
    Decision,
    Dossier,
    Event,
    Purpose,
    Remark,
    Signature,
)
from bode.licensing.states import OPEN

from .blocks import (
    Block,
    Cell,
    bullets,
    chip,
    day,
    facts,
    heading,
    moment,
    paragraph,
    quote,
    signature,
    table,
    timeline,
)
from .dpia_pages import dpia_blocks, dpia_summary
from .text import printable

_QUIET = ("change", "mail", "reminder", "file")
"""Events that stand in the JSON, and are too many to print."""
_TONES = {
    "objected": "warning",
    "partly_objected": "warning",
    "approved": "positive",
    "active": "positive",
    "partly_approved": "warning",
    "returned": "warning",
    "information_asked": "warning",
    "suspended": "warning",
    "rejected": "negative",
    "withdrawn": "neutral",
    "draft": "neutral",
    "ended": "neutral",
}
_ROUTES = {"bsp": "Via een BSP (business solution provider)"}


def lay_out(dossier: Dossier) -> dict[str, Any]:
    """Everything that `dossier.typ` sets."""
    application = dossier.application
    sections = [
        ("Samenvatting", _summary(dossier)),
        ("De aanvraag", _application(application)),
        ("Verklaringen en ondertekening", _declarations(dossier)),
        ("DPIA", dpia_blocks(dossier.dpia)),
        ("Besluit", _decisions(dossier)),
        ("Opmerkingen van de BSP", _remarks(application)),
        ("Geschiedenis", _history(dossier)),
        ("Bestanden en echtheid", _files(dossier)),
    ]
    return {
        **_cover(dossier),
        "contents": "Inhoud",
        "sections": [
            {"title": title, "blocks": blocks} for title, made in sections if (blocks := list(made))
        ],
    }


def _cover(dossier: Dossier) -> dict[str, Any]:
    application = dossier.application
    municipality, provider = application.municipality.name, application.provider.name
    title = f"Dossier WhatsApp van gemeente {municipality}"
    return {
        "title": printable(title),
        "author": printable(dossier.made_with),
        "description": printable(
            f"Aanvraag, verklaringen, DPIA, besluit en geschiedenis, met {provider} als BSP."
        ),
        "keywords": ["WhatsApp", "vergunning", "DPIA", printable(municipality)],
        "running": printable(title),
        "kicker": "Dossier",
        "municipality": printable(f"Gemeente {municipality}"),
        "subject": "Aanvraag om WhatsApp te gebruiken voor contact met inwoners",
        "status": _status(application.status.code, application.status.name),
        "as_of": f"Stand van {moment(dossier.as_of)}",
        "cover": facts(
            [
                ("BSP", provider),
                ("Aangevraagd", moment(application.created_at)),
                ("Stand van", moment(dossier.as_of)),
                ("Kenmerk", str(application.id)),
            ]
        )["rows"],
        "origin": printable(f"Gemaakt met {dossier.made_with}."),
    }


def _summary(dossier: Dossier) -> Iterator[Block]:
    application, licence = dossier.application, dossier.licence
    rows: list[tuple[str, Cell]] = [
        ("Gemeente", f"{application.municipality.name} ({application.municipality.code})"),
        ("BSP", f"{application.provider.name} ({application.provider.code})"),
        ("Weg", _ROUTES.get(application.route, application.route)),
        ("Status", _status(application.status.code, application.status.name)),
        *_answered(application.purposes),
        ("DPIA", dpia_summary(dossier.dpia)),
    ]
    if application.due_on:
        rows.append(("Uiterste dag", day(application.due_on)))
    if application.follows:
        rows.append(("Vervolg op aanvraag", str(application.follows)))
    if licence:
        rows.append(("Vergunning", _status(licence.status.code, licence.status.name)))
        rows.append(("Geldig vanaf", moment(licence.valid_from)))
    if licence and licence.ended_at:
        rows.append(("Beëindigd", moment(licence.ended_at)))
    yield facts(rows)


def _answered(purposes: list[Purpose]) -> Iterator[tuple[str, Cell]]:
    """The purposes: after a decision which were granted, and which refused for what reason."""
    for label, granted in (("Doelen", None), ("Toegestane doelen", True)):
        if named := [each.name for each in purposes if each.granted is granted]:
            yield label, "\n".join(named)
    for each in purposes:
        if each.granted is False:
            yield "Geweigerd doel", f"{each.name}: {each.refusal}" if each.refusal else each.name


def _application(application: Application) -> Iterator[Block]:
    for section in application.sections:
        yield heading(section.title)
        yield facts((each.label, each.value) for each in section.fields)
    yield heading("Doelen")
    for purpose in application.purposes:
        yield from _purpose(purpose)


def _purpose(purpose: Purpose) -> Iterator[Block]:
    yield heading(purpose.name, 3)
    rows: list[tuple[str, Cell]] = [("Waarvoor", purpose.explanation)]
    if purpose.volume is not None:
        rows.append(("Berichten per maand", f"{purpose.volume:,}".replace(",", ".")))
    if purpose.audience:
        rows.append(("Voor wie", purpose.audience))
    if purpose.granted is not None:
        rows.append(
            (
                "Antwoord van WhatsApp",
                chip("Toegestaan", "positive")
                if purpose.granted
                else chip("Geweigerd", "negative"),
            )
        )
    if purpose.refusal:
        rows.append(("Waarom geweigerd", purpose.refusal))
    yield facts(rows)
    if purpose.examples:
        yield paragraph("Voorbeelden van berichten:")
        for example in purpose.examples:
            yield quote(example)


def _declarations(dossier: Dossier) -> Iterator[Block]:
    if dossier.declarations:
        yield paragraph("De gemeente verklaart dat zij WhatsApp hier nooit voor gebruikt:")
        yield table(
            ("Verboden gebruik", "Doet de gemeente dit?"),
            [
                (
                    each.name,
                    chip("Nee, nooit", "positive")
                    if each.declared
                    else chip("Nog niet verklaard", "warning"),
                )
                for each in dossier.declarations
            ],
            (5, 2),
        )
    if not dossier.signatures:
        yield paragraph("De aanvraag is nog niet ondertekend.")
    is_open = dossier.application.status.code in OPEN
    for signed in dossier.signatures:
        yield _signature(signed, holds=signed is dossier.signatures[-1] and not is_open)
        if signed.missing:
            yield paragraph("Toen dit programma tekende, ontbrak in Bode:")
            yield bullets(signed.missing)


def _signature(signed: Signature, *, holds: bool) -> Block:
    about = "\n".join(
        filter(None, (signed.function, signed.mandate, f"Gemeente {signed.organisation}"))
    )
    if signed.is_program:
        about += "\nEen programma. De rest van het dossier staat in het eigen systeem."
    by = f" (ingelogd als {signed.actor})" if signed.actor != signed.name else ""
    return signature(signed.name, about, f"{moment(signed.at)}{by}", holds=holds)


def _decisions(dossier: Dossier) -> Iterator[Block]:
    if not dossier.decisions:
        yield paragraph("Er is nog geen besluit.")
    names = {each.code: each.name for each in dossier.application.purposes}
    refused = {(each.what.code, each.at): _refused(each, names) for each in dossier.history}
    files = {each.sha256: each.name for each in dossier.files}
    for decision in dossier.decisions:
        yield heading(decision.step.name)
        yield facts(
            [
                *_decision(decision, names, files),
                *refused.get((decision.step.code, decision.at), ()),
                ("Vastgelegd", _recorded(decision)),
            ]
        )


def _refused(event: Event, names: dict[str, str]) -> list[tuple[str, Cell]]:
    """The purposes that a decision refused, each with the reason, as its event keeps them."""
    refusals = event.details.get("refusals")
    return [
        ("Geweigerd doel", f"{names.get(code, code)}: {reason}")
        for code, reason in (refusals.items() if isinstance(refusals, dict) else ())
    ]


def _recorded(decision: Decision) -> str:
    return f"{decision.recorded_by}, {decision.organisation}\n{moment(decision.at)}"


def _decision(
    decision: Decision, names: dict[str, str], files: dict[str, str]
) -> Iterator[tuple[str, Cell]]:
    if decision.decided_on:
        yield "Datum van het besluit", day(decision.decided_on)
    if decision.told_by:
        yield "Meegedeeld door", decision.told_by
    if decision.reference:
        yield "Kenmerk", decision.reference
    if decision.granted:
        yield "Toegestane doelen", "\n".join(names.get(each, each) for each in decision.granted)
    yield "Toelichting", decision.reason
    if decision.files:
        yield "Bewijs", "\n".join(files.get(each, each) for each in decision.files)


def _remarks(application: Application) -> Iterator[Block]:
    for where, remarks in groupby(application.remarks, key=lambda remark: remark.where):
        yield heading(where)
        yield table(
            ("Opmerking", "Antwoord van de gemeente", "Afgehandeld"),
            [_remark(each) for each in remarks],
            (4, 4, 3),
        )


def _remark(remark: Remark) -> tuple[Cell, Cell, Cell]:
    said = f"{remark.text}\n{remark.author}, {moment(remark.at)}"
    answer = ""
    if remark.answered_at:
        answer = f"{remark.answer}\n{remark.answered_by}, {moment(remark.answered_at)}"
    solved = ""
    if remark.resolved_at:
        solved = f"{remark.resolved_by}, {moment(remark.resolved_at)}"
    return said, answer, solved


def _history(dossier: Dossier) -> Iterator[Block]:
    told = [each for each in dossier.history if each.kind not in _QUIET]
    yield timeline(
        (each.what.name, f"{_who(each)}, {each.organisation} · {moment(each.at)}", each.reason)
        for each in told
    )
    left_out = len(dossier.history) - len(told)
    if left_out:
        yield paragraph(
            f"Ook zijn er {left_out} wijzigingen, bestanden en e-mails. Die staan met hun tijd en "
            "hun maker in het JSON-bestand."
        )


def _who(event: Event) -> str:
    """Whose deed it was: of an advice the privacy officer's, whoever wrote it down."""
    adviser = event.details.get("adviser", event.actor)
    return event.actor if adviser == event.actor else f"{adviser} (vastgelegd door {event.actor})"


def _files(dossier: Dossier) -> Iterator[Block]:
    if dossier.files:
        yield paragraph("Deze bestanden horen bij het dossier. Zij zitten in het JSON-bestand.")
        yield table(
            ("Bestand", "Soort", "Bytes", "Controlegetal (SHA-256)"),
            [(each.name, each.mime_type, str(each.size), each.sha256) for each in dossier.files],
            (4, 3, 2, 5),
        )
    yield heading("Is dit dossier echt?")
    yield paragraph(
        "Bij deze pdf hoort een JSON-bestand met dezelfde inhoud. Een andere Bode leest dat in en "
        "controleert dan dit getal. Verandert er één teken, dan klopt het getal niet meer."
    )
    yield bullets([f"SHA-256 van de inhoud: {content_hash(dossier)}"])


def _status(code: str, name: str) -> dict[str, str]:
    return chip(name, _TONES.get(code, "info"))
