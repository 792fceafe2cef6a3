"""Beginning a drill: what it is called, which message lies ready, and what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods

from bode.broadcasts.drills.faults import BEGINS, LASTS, PERCENTS, SHARES, Chosen, Fault
from bode.broadcasts.drills.preparing import MAY_BEGIN, NewDrill, begin
from bode.broadcasts.drills.running import list_sources
from bode.broadcasts.errors import DrillRefused
from bode.broadcasts.models import Broadcast
from bode.conversations.errors import ContentMalformed, SendRefused
from bode.web.access import ActingRequest, allow
from bode.web.templatetags.bode import local

from .words import begins_name, fault_name, seconds_name

_ANOTHER = gettext_noop("Er loopt al een oefening. Beëindig die eerst.")
_REFUSED = {
    "crisis": gettext_noop("Er loopt nu een echte crisis. Oefen als die berichten klaar zijn."),
    "many": gettext_noop("Te veel gemeenten oefenen nu. Probeer het over een uur opnieuw."),
}
_USUAL_BEGIN, _USUAL_LAST, _USUAL_PERCENT = 30, 300, 10


class DrillForm(forms.Form):
    """What is asked of a drill; of each fault whether, and when or for how many."""

    name = forms.CharField(
        max_length=80,
        label=gettext_lazy("Wat oefent u?"),
        help_text=gettext_lazy("Bijvoorbeeld: giftige rook boven de binnenstad."),
    )
    source = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Welk bericht ligt klaar?"),
        help_text=gettext_lazy(
            "Kiest u niets, dan maakt het team het bericht in de oefening zelf: net echt."
        ),
    )

    def __init__(self, given: Any, sources: Sequence[Broadcast], **more: Any) -> None:
        super().__init__(given, **more)
        choices = [("", _("Geen: dat hoort bij de oefening"))]
        choices += [(str(each.id), each.name) for each in sources]
        self.fields["source"].choices = choices  # type: ignore[attr-defined]
        for fault in Fault:
            self.fields |= _fields_of(fault)

    @property
    def faults(self) -> Iterator[dict[str, Any]]:
        """The fields of each fault."""
        for fault in Fault:
            names = [name for name in self.fields if name.startswith(f"{fault}-")]
            yield {"check": self[str(fault)], "more": [self[name] for name in names]}

    def new_drill(self) -> NewDrill:
        given = self.cleaned_data
        return NewDrill(
            name=given["name"],
            source=given["source"] or None,
            faults=[self._chosen(fault) for fault in Fault if given[str(fault)]],
        )

    def _chosen(self, fault: Fault) -> Chosen:
        given = self.cleaned_data
        if fault in SHARES:
            return Chosen(fault=fault, percent=int(given[f"{fault}-percent"]))
        begins, lasts = int(given[f"{fault}-begins"]), int(given[f"{fault}-lasts"])
        return Chosen(fault=fault, begins=begins, lasts=lasts)


def _fields_of(fault: Fault) -> dict[str, forms.Field]:
    check = forms.BooleanField(required=False, label=fault_name(fault))
    if fault in SHARES:
        percents = [(each, f"{each}%") for each in PERCENTS]
        share = _choice(_("Hoeveel"), percents, _USUAL_PERCENT)
        return {str(fault): check, f"{fault}-percent": share}
    begins = [(each, begins_name(each)) for each in BEGINS]
    lasts = [(each, seconds_name(each)) for each in LASTS]
    return {
        str(fault): check,
        f"{fault}-begins": _choice(_("Vanaf"), begins, _USUAL_BEGIN),
        f"{fault}-lasts": _choice(_("Hoe lang"), lasts, _USUAL_LAST),
    }


def _choice(label: str, choices: Sequence[tuple[int, str]], usual: int) -> forms.Field:
    return forms.ChoiceField(choices=choices, initial=usual, required=False, label=label)


@require_http_methods(["GET", "POST"])
@allow(MAY_BEGIN)
def new_drill(request: ActingRequest) -> HttpResponse:
    """Choose what is exercised, and begin."""
    sources = list_sources()
    if request.method == "GET":
        ready = {"source": request.GET.get("source", "")}
        return _page(request, DrillForm(None, sources, initial=ready))
    form = DrillForm(request.POST, sources)
    if form.is_valid():
        try:
            return redirect("drill", begin(request.actor, form.new_drill()).id)
        except DrillRefused as refused:
            form.add_error(None, _(_REFUSED.get(refused.code, _ANOTHER)))
        except SendRefused as unsent:
            told = unsent.refusal
            form.add_error(None, f"{local(told, 'reason')} {local(told, 'advice')}")
        except ContentMalformed:
            form.add_error("source", _("Dit sjabloon is veranderd. Kies een ander bericht."))
    return _page(request, form, status=422)


def _page(request: ActingRequest, form: DrillForm, *, status: int = 200) -> HttpResponse:
    return render(request, "broadcast/drills/new.html", {"form": form}, status=status)
