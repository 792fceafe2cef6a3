"""Saving the dossier of an application, and reading one that another Bode made."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bode.licensing.dossier import importing
from bode.licensing.dossier.codec import MOST_BYTES, DossierRefused, encode, schema
from bode.licensing.dossier.gathering import gather
from bode.licensing.dossier.printing import print_pdf
from bode.licensing.dossier.printing.layout import lay_out
from bode.licensing.dossier.reasons import why_refused
from bode.licensing.dossier.structs import Dossier
from bode.web.access import ActingRequest, allow, public
from bode.web.saving import to_save

_READERS = ("administrator", "signatory", "privacy_officer", "account_manager")
_IMPORTERS = ("administrator", "account_manager")


class ImportForm(forms.Form):
    """A dossier's file."""

    file = forms.FileField(
        label=gettext_lazy("Het JSON-bestand van het dossier"),
        help_text=gettext_lazy("Een bestand dat Bode heeft gemaakt. De pdf kan Bode niet inlezen."),
        error_messages={
            "required": gettext_lazy("Kies een bestand."),
            "empty": gettext_lazy("Het bestand is leeg."),
        },
        widget=forms.FileInput(attrs={"accept": "application/json,.json"}),
    )


@require_GET
@allow(*_READERS)
def dossier_json(request: ActingRequest, application_id: UUID) -> HttpResponse:  # noqa: ARG001
    """Everything about an application, for programs."""
    dossier = gather(application_id)
    return to_save(encode(dossier), "application/json", name_of(dossier, "json"))


@require_GET
@allow(*_READERS)
def dossier_pdf(request: ActingRequest, application_id: UUID) -> HttpResponse:  # noqa: ARG001
    """Everything about an application, for people."""
    dossier = gather(application_id)
    return to_save(print_pdf(dossier), "application/pdf", name_of(dossier, "pdf"))


@require_http_methods(["GET", "POST"])
@allow(*_IMPORTERS)
def dossiers(request: ActingRequest) -> HttpResponse:
    """The dossiers that another Bode made, and where to import one."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            imported = importing.import_dossier(
                request.actor, given.name, given.read(MOST_BYTES + 1)
            )
        except DossierRefused as refused:
            form.add_error("file", _in_words(refused))
        else:
            messages.success(request, _("Het dossier is ingelezen. Het is niet veranderd."))
            return redirect("imported_dossier", imported.id)
    context = {"form": form, "dossiers": importing.list_imported()}
    return render(request, "dossier/dossiers.html", context, status=422 if form.errors else 200)


@require_GET
@allow(*_IMPORTERS)
def imported_dossier(request: ActingRequest, dossier_id: UUID) -> HttpResponse:
    """One of them, to read."""
    imported = importing.access_imported(dossier_id)
    told = lay_out(importing.open_imported(imported))
    return render(request, "dossier/imported.html", {"imported": imported, "told": told})


@require_GET
@allow(*_IMPORTERS)
def imported_json(request: ActingRequest, dossier_id: UUID) -> HttpResponse:  # noqa: ARG001
    """The file again, byte for byte."""
    imported = importing.access_imported(dossier_id)
    name = name_of(importing.open_imported(imported), "json")
    return to_save(importing.export_again(imported), "application/json", name)


@require_GET
@allow(*_IMPORTERS)
def imported_pdf(request: ActingRequest, dossier_id: UUID) -> HttpResponse:  # noqa: ARG001
    dossier = importing.open_imported(importing.access_imported(dossier_id))
    return to_save(print_pdf(dossier), "application/pdf", name_of(dossier, "pdf"))


@require_GET
@public
def dossier_schema(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The JSON Schema of a dossier; any site may read it."""
    return HttpResponse(
        schema(),
        content_type="application/schema+json",
        headers={"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=86400"},
    )


def name_of(dossier: Dossier, ending: str) -> str:
    """How the file of a dossier is called."""
    town = slugify(dossier.application.municipality.name) or "gemeente"
    return f"dossier-{town}-{dossier.as_of:%Y-%m-%d}.{ending}"


def _in_words(refused: DossierRefused) -> str:
    nl, en = why_refused(refused)
    return en if (get_language() or "").startswith("en") else nl
