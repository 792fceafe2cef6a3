"""Leaving for another BSP or product: what to do, in order, and everything to take along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from bode.conversations.errors import ExportNotReady, ExportRunning
from bode.conversations.leaving.exports import ask_for_export, list_exports, open_export
from bode.licensing import queries
from bode.licensing.errors import LicenceStepNotAllowed
from bode.licensing.licence_exit import ExitStep, exit_steps_done, record_exit_step
from bode.licensing.models import Licence
from bode.licensing.states import LicenceStatus
from bode.organisations.models import OrganisationKind
from bode.web.access import ActingRequest, allow
from bode.web.saving import file_to_save

_TITLES = {
    ExitStep.CITIZENS_TOLD: gettext_noop("Vertel inwoners dat het nummer stopt of verhuist"),
    ExitStep.TEMPLATES_APPLIED: gettext_noop("Laat de sjablonen goedkeuren bij de nieuwe BSP"),
    ExitStep.PIN_OFF: gettext_noop("Zet de pincode van het nummer uit"),
    ExitStep.NUMBER_MOVED: gettext_noop("Zet het nummer over"),
    ExitStep.DATA_CHECKED: gettext_noop("Kijk na of alles in het nieuwe product staat"),
}
_ABOUT = {
    ExitStep.CITIZENS_TOLD: gettext_noop(
        "Doe dit terwijl u nog kunt schrijven: in lopende gesprekken, en op uw website."
    ),
    ExitStep.TEMPLATES_APPLIED: gettext_noop(
        "Ze staan in sjablonen.jsonl. WhatsApp neemt goedgekeurde sjablonen van goede kwaliteit "
        "soms zelf mee, maar reken daar niet op."
    ),
    ExitStep.PIN_OFF: gettext_noop(
        "Verificatie in twee stappen. Dat doet de BSP die het nummer nu heeft; anders weigert "
        "WhatsApp de verhuizing."
    ),
    ExitStep.NUMBER_MOVED: gettext_noop(
        "Naar een BSP die ook met Bode werkt gaat dat bij de vergunning. Anders doet de nieuwe BSP "
        "het, met een code die naar het nummer wordt gebeld of gestuurd."
    ),
    ExitStep.DATA_CHECKED: gettext_noop("Vergelijk de aantallen met manifest.json."),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A step of leaving, as its page shows it."""

    code: str
    title: str
    about: str
    is_done: bool
    who: str
    at: datetime | None


@require_GET
@allow("administrator", "privacy_officer")
def leaving(request: ActingRequest) -> HttpResponse:
    """Everything to take along, for who answers for the data."""
    _require_municipality(request)
    licences = [each for each in queries.list_licences() if each.phone_numbers.all()]
    context = {"exports": list_exports(), "licences": licences}
    return render(request, "licence/leaving.html", context)


@require_POST
@allow("administrator", "privacy_officer")
def pack_everything(request: ActingRequest) -> HttpResponse:
    """Have a job make the file."""
    _require_municipality(request)
    try:
        ask_for_export(request.actor)
    except ExportRunning:
        messages.error(request, _("Bode is al bezig met inpakken."))
    else:
        messages.success(request, _("Bode pakt alles in. U krijgt een e-mail als het klaar is."))
    return redirect("leaving")


@require_GET
@allow("administrator", "privacy_officer")
def take_along(request: ActingRequest, export_id: UUID) -> HttpResponseBase:
    """The file itself."""
    _require_municipality(request)
    try:
        export, opened = open_export(request.actor, export_id)
    except (ExportNotReady, FileNotFoundError):
        messages.error(request, _("Dit bestand is er niet meer. Laat alles opnieuw inpakken."))
        return redirect("leaving")
    assert export.size is not None, "what is ready has a size"
    name = f"bode-alles-{export.ready_at:%Y-%m-%d}.zip"
    return file_to_save(opened, export.size, "application/zip", name)


@require_GET
@allow("administrator", "account_manager", "privacy_officer")
def exit_plan(request: ActingRequest, licence_id: UUID) -> HttpResponse:
    """The steps of leaving under one licence, with what was done."""
    licence = queries.access_licence(licence_id)
    is_own = licence.municipality_id == request.actor.organisation_id
    exports = list_exports() if is_own else []
    context = {
        "licence": licence,
        "steps": _lines(licence),
        "is_own": is_own,
        "latest": next((each for each in exports if each.ready_at), None),
        "is_ended": licence.status == LicenceStatus.ENDED,
    }
    return render(request, "licence/exit.html", context)


@require_POST
@allow("administrator", "account_manager", "privacy_officer")
def exit_step(request: ActingRequest, licence_id: UUID, step: str) -> HttpResponse:
    """Say that a step was done, or not after all."""
    if step not in list(ExitStep):
        raise Http404
    done = request.POST.get("done") == "yes"
    try:
        record_exit_step(request.actor, licence_id, ExitStep(step), done=done)
    except LicenceStepNotAllowed:
        messages.error(request, _("Dat stond er al zo."))
    return redirect("exit_plan", licence_id)


def _lines(licence: Licence) -> list[Line]:
    done = exit_steps_done(licence)
    return [
        Line(
            code=step,
            title=_(_TITLES[step]),
            about=_(_ABOUT[step]),
            is_done=step in done,
            who=done[step].actor if step in done else "",
            at=done[step].at if step in done else None,
        )
        for step in ExitStep
    ]


def _require_municipality(request: ActingRequest) -> None:
    if request.actor.organisation_kind != OrganisationKind.MUNICIPALITY:
        raise Http404
