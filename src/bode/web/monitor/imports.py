"""VNG reads in a file: choosing it, looking at what it would change, taking it over or back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bode.monitor import importing
from bode.monitor.errors import AlreadyImported, FileRefused, ImportNotWaiting
from bode.monitor.models import StatusImport
from bode.monitor.states import ImportStatus
from bode.monitor.statusfiles import MOST_BYTES, TEMPLATE
from bode.monitor.surveying import list_rounds
from bode.monitor.uses import CLAIMABLE
from bode.policy import PURPOSES
from bode.web.access import ActingRequest, allow
from bode.web.saving import csv_to_save

from .forms import ImportForm

_SHOWN = 200  # mistakes or changes on one page

_STEPS = {
    "apply": importing.apply_import,
    "undo": importing.undo_import,
    "discard": importing.discard_import,
}


@require_GET
@allow("monitor")
def keep(request: ActingRequest) -> HttpResponse:
    """What VNG does for the monitor: files and rounds."""
    context = {"imports": importing.list_imports(), "rounds": list_rounds()}
    return render(request, "monitor/keep.html", context)


@require_GET
@allow("monitor")
def template(request: ActingRequest) -> HttpResponse:  # noqa: ARG001
    """A file to fill in."""
    return csv_to_save(TEMPLATE, "bode-monitor.csv")


@require_http_methods(["GET", "POST"])
@allow("monitor")
def new_import(request: ActingRequest) -> HttpResponse:
    """Choose a file; one with mistakes is told all of them, and nothing is kept of it."""
    codes = {"routes": CLAIMABLE, "purposes": [each for each in PURPOSES.values() if each.allowed]}
    if request.method == "GET":
        return render(request, "monitor/new_import.html", {"form": ImportForm(), **codes})
    form = ImportForm(request.POST, request.FILES)
    problems: tuple[object, ...] = ()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = importing.prepare_import(
                request.actor, file.read(MOST_BYTES + 1), file.name, form.source()
            )
        except AlreadyImported:
            form.add_error("file", _("Dit bestand is al overgenomen."))
        except FileRefused as refused:
            problems = refused.problems
            form.add_error("file", _("Er staan fouten in het bestand. Er is niets overgenomen."))
        else:
            return redirect("monitor_import", batch.id)
    context = {"form": form, "problems": problems[:_SHOWN], "more": len(problems) - _SHOWN}
    return render(request, "monitor/new_import.html", context | codes, status=422)


@require_GET
@allow("monitor")
def show_import(request: ActingRequest, import_id: UUID) -> HttpResponse:
    """What the file would change, or did."""
    batch = importing.access_import(import_id)
    context = {"batch": batch, "waits": batch.status == ImportStatus.WAITING, **_changes(batch)}
    return render(request, "monitor/import.html", context)


@require_POST
@allow("monitor")
def step_import(request: ActingRequest, import_id: UUID, step: str) -> HttpResponse:
    """Take it over, take it back, or throw it away."""
    if step not in _STEPS:
        raise StatusImport.DoesNotExist
    try:
        batch = _STEPS[step](request.actor, import_id)
    except ImportNotWaiting:
        messages.error(request, _("Dat kan niet meer: iemand anders was u voor."))
        return redirect("monitor_import", import_id)
    except AlreadyImported:
        messages.error(request, _("Dit bestand is al overgenomen."))
        return redirect("monitor_import", import_id)
    except FileRefused:
        messages.error(
            request, _("De lijst van gemeenten is veranderd. Lees het bestand opnieuw in.")
        )
        return redirect("monitor_import", import_id)
    told = {
        ImportStatus.APPLIED: _("Het bestand is overgenomen."),
        ImportStatus.UNDONE: _("Het bestand is teruggedraaid."),
        ImportStatus.DISCARDED: _("Het bestand is weggegooid."),
    }
    messages.success(request, told[ImportStatus(batch.status)])
    return redirect("monitor_keep")


def _changes(batch: StatusImport) -> dict[str, object]:
    if batch.status != ImportStatus.WAITING:
        taken = batch.statuses.select_related("municipality").order_by("municipality__name")
        return {"taken": taken[:_SHOWN], "more": taken.count() - _SHOWN}
    try:
        changes = importing.list_changes(batch)
    except FileRefused as refused:
        return {"problems": refused.problems[:_SHOWN]}
    return {
        "changes": changes[:_SHOWN],
        "more": len(changes) - _SHOWN,
        "different": sum(change.is_different for change in changes),
        "outweighed": sum(change.is_outweighed for change in changes),
        "strange": importing.strange_providers(changes),
    }
