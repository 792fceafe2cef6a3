"""Local parties and candidates, entered for the content check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods

from bode.licensing.content_places import list_names
from bode.licensing.election_names import (
    LONGEST,
    MOST,
    SHORTEST,
    election_for_candidates,
    enter_names,
)
from bode.licensing.errors import NamesWrong

from .access import ActingRequest, allow

_PROBLEMS = {
    "too_many": gettext_noop("Dit zijn te veel namen: hoogstens %(most)s."),
    "length": gettext_noop(
        "“%(name)s” is te kort of te lang: %(shortest)s tot %(longest)s tekens."
    ),
    "surname_alone": gettext_noop(
        "“%(name)s” is één woord. Schrijf ook de voornaam of voorletters, anders houdt Bode te "
        "veel berichten tegen."
    ),
    "no_election": gettext_noop(
        "Er zijn geen verkiezingen waarvan de datum bekend is. Bewaar nu geen kandidaten."
    ),
}


class NamesForm(forms.Form):
    """Names, one on each line."""

    parties = forms.CharField(
        label=gettext_lazy("Lokale partijen"),
        help_text=gettext_lazy("Eén op elke regel, zoals zij zich schrijven."),
        required=False,
    )
    candidates = forms.CharField(
        label=gettext_lazy("Kandidaten"),
        help_text=gettext_lazy(
            "Van de openbare kandidatenlijst, één op elke regel, met voornaam of voorletters."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for name, field in self.fields.items():
            attrs = {
                "class": "utrecht-textarea utrecht-textarea--html-textarea",
                "rows": 8,
                "aria-describedby": f"id_{name}_helptext",
            }
            field.widget = forms.Textarea(attrs=attrs)

    def names(self, field: str) -> list[str]:
        """The names in a field."""
        return str(self.cleaned_data[field]).splitlines()


@require_http_methods(["GET", "POST"])
@allow("administrator")
def election_names(request: ActingRequest) -> HttpResponse:
    """The names of this municipality, to look at and change."""
    known = list_names(request.actor.organisation_id)
    lines = {
        "parties": "\n".join(known.parties),
        "candidates": "\n".join(known.candidates),
    }
    form = NamesForm(request.POST or None, initial=lines)
    if request.method == "POST" and form.is_valid() and _keep(request, form):
        messages.success(
            request, _("De namen zijn bewaard. De controle kent ze binnen een minuut.")
        )
        return redirect("election_names")
    context = {"form": form, "election": election_for_candidates(request.actor.organisation_id)}
    status = 422 if form.errors else 200
    return render(request, "election_names.html", context, status=status)


def _keep(request: ActingRequest, form: NamesForm) -> bool:
    try:
        enter_names(request.actor, form.names("parties"), form.names("candidates"))
    except NamesWrong as wrong:
        told = {"name": wrong.name, "most": MOST, "shortest": SHORTEST, "longest": LONGEST}
        form.add_error(wrong.field, _(_PROBLEMS[wrong.reason]) % told)
        return False
    return True
