"""The report of a broadcast on paper: an accessible PDF, in Dutch as a dossier is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from bode.basics import now
from bode.broadcasts import queries
from bode.broadcasts.models import Broadcast
from bode.licensing.dossier.printing.blocks import (
    Block,
    Cell,
    bullets,
    chip,
    moment,
    paragraph,
    picture,
    quote,
    table,
    timeline,
)
from bode.web.reports.tables import Figure
from bode.web.templatetags.bode import purpose_name

from .figures import areas_figure, causes_figure, course_figure, soon_figure
from .paper import Cover, print_paper
from .replies import MOST_GROUPS, saved_replies
from .second_channel import show_ways, tell_untold
from .words import COUNT_NAMES, MADE_NAMES, STATUS_NAMES, STATUS_TONES


def print_report(broadcast: Broadcast) -> bytes:
    """Everything that its page tells, as PDF/UA-1; never to whom it went."""
    as_of = now()
    with translation.override("nl"):
        sections = {
            "Het bericht": _message(broadcast),
            "Hoe het verliep": _course(broadcast),
            **_areas(broadcast),
            "Wie het niet kreeg, en waarom": _causes(broadcast),
            "Wat inwoners antwoordden": _answers(broadcast),
            "Wat ermee gebeurde": _history(broadcast),
        }
        cover = Cover(
            kind="groepsbericht",
            name=broadcast.name,
            municipality=broadcast.municipality.name,
            keywords=["groepsbericht"],
            status=chip(_(STATUS_NAMES[broadcast.status]), STATUS_TONES[broadcast.status]),
            facts=_facts(broadcast),
        )
        return print_paper(cover, sections, as_of)


def _facts(broadcast: Broadcast) -> Iterator[tuple[str, Cell]]:
    yield "Doel", purpose_name(broadcast.purpose)
    yield "Gemaakt", f"{moment(broadcast.created_at)} door {broadcast.made_by}"
    if broadcast.started_at:
        yield "Gestart", moment(broadcast.started_at)
    if broadcast.ended_at:
        yield "Afgelopen", moment(broadcast.ended_at)
    yield "Kenmerk", str(broadcast.id)


def _message(broadcast: Broadcast) -> Iterator[Block]:
    counts = queries.count_recipients(broadcast)
    for text in (broadcast.text, *(each["text"] for each in broadcast.translations)):
        yield quote(text)
    yield bullets(
        [
            f"Ontvangers: {counts['total']}",
            *(f"{_(title)}: {counts[each]}" for each, title in COUNT_NAMES.items() if counts[each]),
            *(f"{title}: {count}" for _way, title, count in show_ways(broadcast)),
        ]
    )
    if untold := tell_untold(broadcast):
        yield paragraph(untold)


def _course(broadcast: Broadcast) -> Iterator[Block]:
    course = course_figure(broadcast)
    if course is None:
        yield paragraph("Er is nog niets verstuurd.")
        return
    yield picture(course.picture, "Wat elk moment gebeurde; de tabel hieronder zegt hetzelfde.")
    yield _table(course, [2, 2, 2, 2])
    yield paragraph("Hoe snel het aankwam, vanaf de start en met de pauzes mee:")
    yield _table(soon_figure(broadcast), [1, 2])


def _areas(broadcast: Broadcast) -> dict[str, Iterable[Block]]:
    """A section of its own, where citizens chose areas."""
    areas = areas_figure(broadcast)
    if areas is None:
        return {}
    return {
        "Bereikt per gebied": [
            paragraph(
                "Gebieden zoals inwoners ze hadden gekozen toen het vertrok. Wie meer gebieden "
                "koos, telt in elk gebied mee. De plaats van een vlak zegt niet waar het gebied "
                "ligt."
            ),
            picture(areas.picture, "Deel bereikt per gebied; de tabel hieronder zegt hetzelfde."),
            _table(areas, [4, 2, 2, 2, 2]),
        ]
    }


def _causes(broadcast: Broadcast) -> Iterator[Block]:
    causes = causes_figure(broadcast)
    if causes.rows:
        yield _table(causes, [4, 2, 6])
    else:
        yield paragraph("Iedereen van wie de beurt is geweest, kreeg het.")


def _answers(broadcast: Broadcast) -> Iterator[Block]:
    """What was said, the same words together, with what is private masked; never by whom."""
    rows = [[str(each) for each in row.values()] for row in saved_replies(broadcast)]
    if not rows:
        yield paragraph("Nog niemand antwoordde.")
        return
    yield table(["Antwoord", "Hoe vaak", "Nog te beantwoorden"], rows[:MOST_GROUPS], [6, 2, 3])
    if len(rows) > MOST_GROUPS:
        yield paragraph(f"Er zijn nog {len(rows) - MOST_GROUPS} andere antwoorden.")


def _history(broadcast: Broadcast) -> Iterator[Block]:
    yield timeline(
        (_(MADE_NAMES[event.step]), f"{moment(event.at)} door {event.actor}", event.reason)
        for event in queries.list_events(broadcast)
    )


def _table(figure: Figure, widths: list[int]) -> Block:
    return table(figure.columns, [[name, *cells] for name, cells in figure.lines], widths)
