"""The report of a drill: what happened when, what went wrong, and what there is to learn."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from bode.basics.spreadsheets import write_csv
from bode.broadcasts.drills.cleaning import KEPT, cleaned_from
from bode.broadcasts.drills.running import access_drill
from bode.broadcasts.drills.telling import tell
from bode.broadcasts.errors import NotTold
from bode.broadcasts.models import Drill
from bode.web.access import ActingRequest, allow
from bode.web.broadcast.pages import READERS
from bode.web.saving import csv_to_save, to_save

from .printing import print_report
from .showing import show_report, timeline


@require_GET
@allow(*READERS, "agent")
def drill_report(request: ActingRequest, drill_id: UUID) -> HttpResponse:
    """Everything there is to learn from one drill; or why there is no report of it."""
    found = access_drill(drill_id)
    try:
        return render(request, "broadcast/drills/report.html", show_report(found))
    except NotTold:
        context = {"of": found, "until": cleaned_from(found), "kept_days": KEPT.days}
        return render(request, "broadcast/drills/untold.html", context)


@require_GET
@allow(*READERS, "agent")
def drill_timeline(request: ActingRequest, drill_id: UUID) -> HttpResponse:  # noqa: ARG001
    """What happened when, for a spreadsheet."""
    found = access_drill(drill_id)
    try:
        rows = list(timeline(found, tell(found)).to_save())
    except NotTold:
        return redirect("drill_report", drill_id)  # which says why
    return csv_to_save(write_csv(rows), _name_of(found, "csv"))


@require_GET
@allow(*READERS, "agent")
def drill_pdf(request: ActingRequest, drill_id: UUID) -> HttpResponse:  # noqa: ARG001
    """The report on paper."""
    found = access_drill(drill_id)
    try:
        return to_save(print_report(found), "application/pdf", _name_of(found, "pdf"))
    except NotTold:
        return redirect("drill_report", drill_id)


def _name_of(drill: Drill, ending: str) -> str:
    return f"oefening-{slugify(drill.name)[:60] or 'crisis'}.{ending}"
