"""The report of a broadcast: how it went, who did not get it and why, what citizens answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bode.basics.spreadsheets import Row, write_csv
from bode.broadcasts import queries
from bode.broadcasts.missing import save_missed
from bode.broadcasts.models import Broadcast
from bode.web.access import ActingRequest, allow
from bode.web.saving import csv_to_save, to_save

from .causes import describe_cause
from .figures import areas_figure, causes_figure, course_figure, soon_figure
from .pages import READERS
from .printing import print_report
from .replies import Typed, saved_replies, show_replies
from .second_channel import saved_ways, show_ways, tell_untold
from .words import COUNT_NAMES, show_status


@require_GET
@allow(*READERS, "agent")
def broadcast_report(request: ActingRequest, broadcast_id: UUID) -> HttpResponse:
    """Everything about one broadcast."""
    return report_page(request, queries.access_broadcast(broadcast_id))


def report_page(
    request: ActingRequest, found: Broadcast, typed: Typed | None = None, *, status: int = 200
) -> HttpResponse:
    """The page, with what was typed as one answer to many."""
    course, areas = course_figure(found), areas_figure(found)
    context: dict[str, Any] = {
        "broadcast": found,
        "status": show_status(found.status),
        "counts": show_counts(found),
        "ways": show_ways(found),
        "untold": tell_untold(found),
        "course": course,
        "picture": mark_safe(course.picture) if course else "",  # noqa: S308 - drawn by us
        "soon": soon_figure(found),
        "areas": areas,
        "tiles": mark_safe(areas.picture) if areas else "",  # noqa: S308 - drawn by us
        "causes": causes_figure(found),
        "may_read": request.actor.has(*READERS),
        **show_replies(request, found, typed or Typed()),
    }
    return render(request, "broadcast/report.html", context, status=status)


@require_GET
@allow(*READERS)
def broadcast_figure(request: ActingRequest, broadcast_id: UUID, figure: str) -> HttpResponse:
    """One table of the report, for a spreadsheet."""
    if figure not in _FIGURES:
        raise Http404
    found = queries.access_broadcast(broadcast_id)
    rows = _FIGURES[figure](request, found)
    return csv_to_save(write_csv(rows), name_of(found, f"{figure}.csv"))


@require_GET
@allow(*READERS)
def broadcast_pdf(request: ActingRequest, broadcast_id: UUID) -> HttpResponse:  # noqa: ARG001
    """The report on paper."""
    found = queries.access_broadcast(broadcast_id)
    return to_save(print_report(found), "application/pdf", name_of(found, "rapport.pdf"))


def show_counts(broadcast: Broadcast) -> list[tuple[str, str, int]]:
    """What became of everyone: for programs, for people, and how many."""
    counts = queries.count_recipients(broadcast)
    return [
        ("total", _("Ontvangers"), counts["total"]),
        *((name, _(title), counts[name]) for name, title in COUNT_NAMES.items() if counts[name]),
    ]


def name_of(broadcast: Broadcast, ending: str) -> str:
    """How a file about this broadcast is called."""
    name = slugify(broadcast.name)[:60] or "bericht"
    return f"groepsbericht-{name}-{broadcast.created_at:%Y-%m-%d}-{ending}"


def _course(_request: ActingRequest, broadcast: Broadcast) -> list[Row]:
    figure = course_figure(broadcast)
    return list(figure.to_save()) if figure else []


def _areas(_request: ActingRequest, broadcast: Broadcast) -> list[Row]:
    figure = areas_figure(broadcast)
    return list(figure.to_save()) if figure else []


def _missed(request: ActingRequest, broadcast: Broadcast) -> list[Row]:
    """Each of them in a line: numbers without a plus, which a spreadsheet would take for a sum."""
    return [
        {
            _("Nummer"): each.address,
            _("Waarom niet"): describe_cause(each.became, each.code)[0],
            _("Wat u kunt doen"): describe_cause(each.became, each.code)[1],
        }
        for each in save_missed(request.actor, broadcast)
    ]


_FIGURES: dict[str, Callable[[ActingRequest, Broadcast], list[Row]]] = {
    "course": _course,
    "areas": _areas,
    "causes": lambda _request, broadcast: list(causes_figure(broadcast).to_save()),
    "missed": _missed,
    "ways": saved_ways,
    "answers": lambda _request, broadcast: saved_replies(broadcast),
}
