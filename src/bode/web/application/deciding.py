"""The platform's answer, and objections against it, with their evidence."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from bode.licensing import actions, documents, queries
from bode.licensing.actions import REASON_LENGTH
from bode.licensing.decisions import Decision
from bode.licensing.errors import (
    DecisionRefused,
    FileRefused,
    OrganisationAbsent,
    TransitionNotAllowed,
)
from bode.licensing.models import Application
from bode.organisations.actors import Actor
from bode.web.access import ActingRequest, allow
from bode.web.fields import DayField
from bode.web.saving import to_save
from bode.web.templatetags.bode import purpose_name

from .page import DECISIONS, READERS
from .stepping import refused_as_absent, too_late

_OUTCOMES = {
    "approve": gettext_lazy("Goedgekeurd: alle doelen mogen"),
    "approve_in_part": gettext_lazy("Voor een deel goedgekeurd"),
    "reject": gettext_lazy("Afgewezen"),
    "ask_information": gettext_lazy("WhatsApp wil eerst meer weten"),
    "dismiss_objection": gettext_lazy("Het bezwaar is afgewezen"),
}


class EvidenceForm(forms.Form):
    """What was decided or objected, and how that is known."""

    reason = forms.CharField(
        label=gettext_lazy("Toelichting"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Schrijf op waarom.")},
    )
    decided_on = DayField(
        label=gettext_lazy("Datum"),
        required=False,
    )
    told_by = forms.CharField(
        label=gettext_lazy("Van wie kreeg u het bericht? (mag leeg blijven)"),
        required=False,
        max_length=200,
    )
    reference = forms.CharField(
        label=gettext_lazy("Kenmerk of onderwerp (mag leeg blijven)"),
        required=False,
        max_length=200,
    )
    file = forms.FileField(
        label=gettext_lazy("Bewijsstuk (mag leeg blijven)"),
        help_text=gettext_lazy("Pdf of foto, hooguit 10 MB."),
        required=False,
    )

    def clean_decided_on(self) -> date | None:
        found: date | None = self.cleaned_data["decided_on"]
        if found is not None and found > timezone.localdate():
            raise forms.ValidationError(_("Deze datum is nog niet geweest."))
        return found


class DecisionForm(EvidenceForm):
    """The answer of the platform."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Wat is het antwoord van WhatsApp?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Maak een keuze.")},
    )
    answer_by = DayField(
        label=gettext_lazy("Wanneer moet de informatie er zijn? (mag leeg blijven)"),
        required=False,
    )

    def __init__(self, application: Application, steps: list[str], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        outcome.choices = [(each, _OUTCOMES[each]) for each in steps]
        self.codes = [each.code for each in application.purposes.all() if not each.is_granted]
        for code in self.codes:
            name = purpose_name(code)
            self.fields[f"granted_{code}"] = forms.BooleanField(label=name, required=False)
            self.fields[f"refusal_{code}"] = forms.CharField(
                label=_("Waarom mag “%(purpose)s” niet?") % {"purpose": name},
                required=False,
                max_length=REASON_LENGTH,
            )

    def purposes(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The purposes to decide on, each with the reason of a refusal."""
        return [(self[f"granted_{code}"], self[f"refusal_{code}"]) for code in self.codes]

    def clean(self) -> dict[str, Any]:
        outcome = self.cleaned_data.get("outcome")
        if outcome == "approve_in_part":
            granted = self.granted()
            if not granted:
                self.add_error("outcome", _("Kies hieronder welke doelen wel en niet mogen."))
            elif len(granted) == len(self.codes) > 1:
                self.add_error(
                    "outcome",
                    _("U koos hieronder alle doelen. Kies dan “%(outcome)s”.")
                    % {"outcome": _OUTCOMES["approve"]},
                )
            for code in self.codes:
                if code not in granted and not self.cleaned_data.get(f"refusal_{code}"):
                    self.add_error(f"refusal_{code}", _("Schrijf op waarom."))
        answer_by = self.cleaned_data.get("answer_by")
        if answer_by is not None and answer_by < timezone.localdate():
            self.add_error("answer_by", _("Kies een dag die nog komt."))
        return self.cleaned_data

    def granted(self) -> list[str]:
        """The purposes that were ticked."""
        return [code for code in self.codes if self.cleaned_data.get(f"granted_{code}")]

    def decision(self, file_ids: list[UUID]) -> Decision:
        """What was filled in, as far as it belongs to the outcome."""
        given = self.cleaned_data
        is_part = given["outcome"] == "approve_in_part"
        granted = self.granted()
        refusals = {code: given[f"refusal_{code}"] for code in self.codes if code not in granted}
        return Decision(
            granted=granted if is_part else None,
            refusals={code: why for code, why in refusals.items() if is_part and why},
            answer_by=given["answer_by"] if given["outcome"] == "ask_information" else None,
            **_evidence(given, file_ids),
        )


@require_http_methods(["GET", "POST"])
@allow("account_manager")
def decide(request: ActingRequest, application_id: UUID) -> HttpResponse:
    """Record what the platform answered, also on an objection."""
    found = queries.access_application(application_id)
    steps = [each for each in queries.list_steps(found, request.actor) if each in DECISIONS]
    if not steps:
        return too_late(request, application_id)
    if request.method == "GET":
        form = DecisionForm(found, steps, initial={"decided_on": timezone.localdate()})
        return _page(request, found, form)
    form = DecisionForm(found, steps, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        with transaction.atomic():
            decision = form.decision(_keep(request.actor, found, form))
            actions.take_step(
                request.actor,
                application_id,
                form.cleaned_data["outcome"],
                reason=form.cleaned_data["reason"],
                decision=decision,
            )
    except FileRefused as refused:
        form.add_error("file", _FILE_PROBLEMS.get(refused.reason, _FILE_PROBLEMS["wrong_type"]))
        return _page(request, found, form, status=422)
    except DecisionRefused:
        form.add_error("outcome", _("Kies hieronder welke doelen wel en niet mogen."))
        return _page(request, found, form, status=422)
    except OrganisationAbsent as refused:
        return refused_as_absent(request, application_id, refused)
    except TransitionNotAllowed:  # someone else recorded it meanwhile
        return too_late(request, application_id)
    messages.success(request, _("Het antwoord is vastgelegd."))
    return redirect("application", application_id)


@require_http_methods(["GET", "POST"])
@allow("administrator", "signatory")
def object_to(request: ActingRequest, application_id: UUID) -> HttpResponse:
    """Object to a refusal, with reason and evidence."""
    found = queries.access_application(application_id)
    if "object" not in queries.list_steps(found, request.actor):
        return too_late(request, application_id)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    form.fields["reason"].label = _("Waarom bent u het er niet mee eens?")
    for name in ("told_by", "decided_on"):
        del form.fields[name]
    if request.method == "GET":
        return _objection(request, found, form)
    if not form.is_valid():
        return _objection(request, found, form, status=422)
    try:
        with transaction.atomic():
            file_ids = _keep(request.actor, found, form)
            actions.take_step(
                request.actor,
                application_id,
                "object",
                reason=form.cleaned_data["reason"],
                decision=Decision(reference=form.cleaned_data["reference"], file_ids=file_ids),
            )
    except FileRefused as refused:
        form.add_error("file", _FILE_PROBLEMS.get(refused.reason, _FILE_PROBLEMS["wrong_type"]))
        return _objection(request, found, form, status=422)
    except TransitionNotAllowed:
        return too_late(request, application_id)
    messages.success(request, _("Het bezwaar is vastgelegd. De BSP geeft het door aan WhatsApp."))
    return redirect("application", application_id)


@require_GET
@allow(*READERS)
def document(
    request: ActingRequest,  # noqa: ARG001 - the scope alone decides
    application_id: UUID,
    file_id: UUID,
) -> HttpResponse:
    """A document of an application, to be kept: it is never opened as a page of ours."""
    found = documents.access_document(application_id, file_id)
    return to_save(bytes(found.data), found.mime_type, found.filename)


_FILE_PROBLEMS = {
    "too_large": gettext_lazy("Dit bestand is te groot. Hooguit 10 MB."),
    "empty": gettext_lazy("Dit bestand is leeg."),
    "unreadable": gettext_lazy("Deze foto kan niet geopend worden."),
    "wrong_type": gettext_lazy("Kies een pdf, een png of een jpg."),
}


def _keep(actor: Actor, found: Application, form: EvidenceForm) -> list[UUID]:
    upload = form.cleaned_data.get("file")
    if not upload:
        return []
    return [documents.keep_document(actor, found.id, upload.name, upload.read()).id]


def _evidence(given: dict[str, Any], file_ids: list[UUID]) -> dict[str, Any]:
    return {
        "decided_on": given["decided_on"],
        "told_by": given["told_by"],
        "reference": given["reference"],
        "file_ids": file_ids,
    }


def _page(
    request: ActingRequest, found: Application, form: DecisionForm, *, status: int = 200
) -> HttpResponse:
    context = {"application": found, "form": form}
    return render(request, "application/decision.html", context, status=status)


def _objection(
    request: ActingRequest, found: Application, form: EvidenceForm, *, status: int = 200
) -> HttpResponse:
    context = {"application": found, "form": form}
    return render(request, "application/objection.html", context, status=status)
