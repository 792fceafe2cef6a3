"""Consents from elsewhere: choosing a file, looking at what is in it, and taking it over."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bode.conversations import consent_imports
from bode.conversations.consent_files import COLUMNS, MOST_BYTES, TEMPLATE
from bode.conversations.errors import ConsentFileRefused, ImportNotWaiting, RowProblem
from bode.conversations.models import ConsentImport
from bode.conversations.states import ConsentImportStatus
from bode.policy import PURPOSES
from bode.web.access import ActingRequest, allow
from bode.web.saving import csv_to_save

_SHOWN = 200  # mistakes or doubles on one page
_FIRST = 20  # rows, to see that the columns are the right ones
_STEPS = {"apply": consent_imports.apply_import, "discard": consent_imports.discard_import}


class ConsentFileForm(forms.Form):
    """A file of consents."""

    file = forms.FileField(
        label=gettext_lazy("CSV-bestand"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": gettext_lazy("Kies een bestand."),
            "empty": gettext_lazy("Dit bestand is leeg."),
        },
    )


@require_http_methods(["GET", "POST"])
@allow(*consent_imports.MAY)
def consent_files(request: ActingRequest) -> HttpResponse:
    """The files so far, and a form for another; one with mistakes is told all of them."""
    is_sent = request.method == "POST"
    form = ConsentFileForm(request.POST, request.FILES) if is_sent else ConsentFileForm()
    problems: tuple[RowProblem, ...] = ()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = consent_imports.prepare_import(
                request.actor, file.read(MOST_BYTES + 1), file.name
            )
        except ConsentFileRefused as refused:
            problems = refused.problems
            form.add_error("file", _("Er staan fouten in het bestand. Er is niets overgenomen."))
        else:
            return redirect("consent_file", batch.id)
    context = {
        "form": form,
        "problems": problems[:_SHOWN],
        "more": len(problems) - _SHOWN,
        "columns": COLUMNS,
        "purposes": [each for each in PURPOSES.values() if each.allowed],
        "imports": consent_imports.list_imports(request.actor.organisation_id),
    }
    return render(
        request, "broadcast/consent_files.html", context, status=422 if form.errors else 200
    )


@require_GET
@allow(*consent_imports.MAY)
def consent_file_template(request: ActingRequest) -> HttpResponse:  # noqa: ARG001
    """A file to fill in."""
    return csv_to_save(TEMPLATE, "toestemmingen.csv")


@require_GET
@allow(*consent_imports.MAY)
def consent_file(request: ActingRequest, import_id: UUID) -> HttpResponse:
    """What is in a file that waits, or what became of it."""
    batch = consent_imports.access_import(import_id)
    context: dict[str, object] = {"batch": batch}
    if batch.status == ConsentImportStatus.WAITING:
        found = consent_imports.preview(batch)
        context |= {
            "preview": found,
            "first": found.rows[:_FIRST],
            "doubles": found.doubles[:_SHOWN],
            "more": len(found.doubles) - _SHOWN,
        }
    return render(request, "broadcast/consent_file.html", context)


@require_POST
@allow(*consent_imports.MAY)
def step_consent_file(request: ActingRequest, import_id: UUID, step: str) -> HttpResponse:
    """Take it over, or throw it away."""
    if step not in _STEPS:
        raise ConsentImport.DoesNotExist
    try:
        batch = _STEPS[step](request.actor, import_id)
    except ImportNotWaiting:
        messages.error(request, _("Dat kan niet meer: iemand anders was u voor."))
        return redirect("consent_file", import_id)
    if batch.status == ConsentImportStatus.APPLIED:
        messages.success(request, _("Het bestand is overgenomen."))
        return redirect("consent_file", import_id)
    messages.success(request, _("Het bestand is weggegooid."))
    return redirect("consent_files")
