"""A report on paper: an accessible PDF, in Dutch, laid out as a dossier is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bode.licensing.dossier.printing import set_pages
from bode.licensing.dossier.printing.blocks import Block, Cell, facts, moment
from bode.licensing.dossier.printing.text import printable


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What stands on the first page, and in the file's own description."""

    kind: str
    """What it reports of: groepsbericht, oefening."""
    name: str
    municipality: str
    keywords: Sequence[str]
    status: Cell
    facts: Iterable[tuple[str, Cell]]


def print_paper(cover: Cover, sections: Mapping[str, Iterable[Block]], as_of: datetime) -> bytes:
    """The report as PDF/UA-1."""
    told = {
        **_cover(cover, as_of),
        "contents": "Inhoud",
        "sections": [
            {"title": title, "blocks": list(blocks)} for title, blocks in sections.items()
        ],
    }
    return set_pages(told, as_of)


def _cover(cover: Cover, as_of: datetime) -> dict[str, Any]:
    title = printable(f"{cover.kind.capitalize()} {cover.name}")
    report = f"Rapport van een {cover.kind}"
    return {
        "title": title,
        "author": "Bode",
        "description": printable(f"{report} van gemeente {cover.municipality}."),
        "keywords": ["WhatsApp", *cover.keywords, printable(cover.municipality)],
        "running": title,
        "kicker": report,
        "municipality": printable(cover.name),
        "subject": printable(f"Gemeente {cover.municipality}"),
        "status": cover.status,
        "as_of": f"Stand van {moment(as_of)}",
        "cover": facts(cover.facts)["rows"],
        "origin": printable("Gemaakt met Bode."),
    }
