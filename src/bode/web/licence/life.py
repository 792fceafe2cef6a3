"""Suspending, resuming and ending a licence: a page that tells what follows, and then the deed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bode.conversations.licence_stops import count_under
from bode.licensing import queries
from bode.licensing.errors import LicenceStepNotAllowed
from bode.licensing.licence_history import Grounds
from bode.licensing.licence_states import Cause, LicenceParty, LicenceStep
from bode.licensing.licence_steps import EVIDENCE_LENGTH, STEPS, list_licence_steps
from bode.licensing.models import Licence
from bode.web.access import ActingRequest, allow

from .life_words import CAUSES, DONE, TITLES, party_name

WORST = {LicenceStep.END}


class GroundsForm(forms.Form):
    """For whom a step is taken, and why."""

    by = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=gettext_lazy("Wie heeft dit besloten?"),
        error_messages={"required": gettext_lazy("Maak een keuze.")},
    )
    cause = forms.ChoiceField(
        choices=CAUSES,
        widget=forms.RadioSelect,
        label=gettext_lazy("Wat voor reden is er?"),
        error_messages={"required": gettext_lazy("Kies een soort reden.")},
    )
    evidence = forms.CharField(
        max_length=EVIDENCE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=gettext_lazy("Schrijf op waarom, en waaruit dat blijkt"),
        help_text=gettext_lazy(
            "Bijvoorbeeld: de brief of e-mail van wie en wanneer. Schrijf niets over inwoners. "
            "De andere partij leest dit ook."
        ),
        error_messages={"required": gettext_lazy("Schrijf op waarom.")},
    )

    def __init__(
        self, licence: Licence, step: str, parties: list[str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if step == LicenceStep.RESUME:
            self._ask_of_resuming()
        by = self.fields["by"]
        assert isinstance(by, forms.ChoiceField)
        by.choices = [(party, party_name(licence, party)) for party in parties]
        if len(parties) == 1:
            by.widget, self.initial["by"] = forms.HiddenInput(), parties[0]

    def _ask_of_resuming(self) -> None:
        """Why it may go on, and whose stop is over where there are more; no kind of reason."""
        del self.fields["cause"]
        self.fields["by"].label = _("Wie had de vergunning gestopt?")
        evidence = self.fields["evidence"]
        evidence.label = _("Schrijf op waarom de vergunning weer aan kan")
        evidence.help_text = _(
            "Bijvoorbeeld: wat er is opgelost, en waaruit dat blijkt. Schrijf niets over inwoners. "
            "De andere partij leest dit ook."
        )

    def grounds(self) -> Grounds:
        given = self.cleaned_data
        return Grounds(
            by=LicenceParty(given["by"]),
            cause=Cause(given["cause"]) if "cause" in given else None,
            evidence=given["evidence"],
        )


@require_http_methods(["GET", "POST"])
@allow("administrator", "account_manager")
def licence_step(request: ActingRequest, licence_id: UUID, step: str) -> HttpResponse:
    """One step: what follows from it in numbers, why it is taken, and the button."""
    licence = queries.access_licence(licence_id)
    if step not in list(LicenceStep):
        raise Http404
    parties = [by for name, by in list_licence_steps(licence, request.actor) if name == step]
    if not parties:
        return _too_late(request, licence_id)
    suggested = {name: request.GET.get(name) for name in ("by", "cause")}
    form = GroundsForm(licence, step, parties, request.POST or None, initial=suggested)
    if request.method == "POST" and form.is_valid():
        try:
            event = STEPS[LicenceStep(step)](request.actor, licence_id, form.grounds())
        except LicenceStepNotAllowed:  # someone else was first
            return _too_late(request, licence_id)
        messages.success(request, f"{_(DONE[event.what])}. {_told(event.facts)}".strip())
        return redirect("licence_detail", licence_id)
    context = {
        "licence": licence,
        "step": step,
        "title": _(TITLES[LicenceStep(step)]),
        "is_worst": step in WORST,
        "waiting": count_under(licence),
        "form": form,
    }
    context["total"] = sum(context["waiting"].values())  # type: ignore[attr-defined]
    return render(request, "licence/step.html", context, status=422 if form.errors else 200)


def _told(facts: dict[str, Any]) -> str:
    failed = facts["messages_failed"]
    return _("Berichten die niet meer weggaan: %(count)s.") % {"count": failed} if failed else ""


def _too_late(request: ActingRequest, licence_id: UUID) -> HttpResponse:
    messages.error(request, _("Deze stap kan nu niet. Kijk hieronder wat wel kan."))
    return redirect("licence_detail", licence_id)
