"""The words in which a municipality asks for consent, purpose by purpose."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from bode.conversations.errors import WordingWrong
from bode.conversations.languages import LANGUAGES
from bode.conversations.wordings import LONGEST, change_wordings, list_wordings, wording_for
from bode.organisations.models import Organisation
from bode.policy import PURPOSES, Purpose

from .access import ActingRequest, allow
from .templatetags.bode import local


def _text(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class WordingForm(forms.Form):
    """The words for one purpose, in each language."""

    nl = _text(gettext_lazy("Tekst in het Nederlands"))
    en = _text(gettext_lazy("Tekst in het Engels"))

    def texts(self) -> dict[str, str]:
        """What was filled in, by language."""
        return {each: self.cleaned_data[each].replace("\r\n", "\n") for each in LANGUAGES}

    def complain(self, wrong: WordingWrong) -> None:
        """Say beside its field what is wrong with a text."""
        if wrong.finding is not None:
            about = _("Het gaat om “%(phrase)s”.") % {"phrase": wrong.finding.phrase}
            self.add_error(wrong.language, f"{about} {local(wrong.finding.ground, 'reason')}")
        else:
            told = _("Vertel hoe de inwoner stopt, met het woord STOP in hoofdletters.")
            self.add_error(wrong.language, told)


@require_GET
@allow("administrator")
def wordings(request: ActingRequest) -> HttpResponse:
    """What citizens are asked for each purpose."""
    municipality = _municipality(request)
    asked = [
        (
            each,
            [(language, wording_for(municipality, each.code, language)) for language in LANGUAGES],
        )
        for each in PURPOSES.values()
        if each.allowed
    ]
    return render(request, "wordings.html", {"asked": asked})


@require_http_methods(["GET", "POST"])
@allow("administrator")
def wording(request: ActingRequest, purpose: str) -> HttpResponse:
    """The words for one purpose, to look at and change, with every version."""
    about, municipality = _purpose(purpose), _municipality(request)
    shown = {each: wording_for(municipality, purpose, each) for each in LANGUAGES}
    form = WordingForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():
        try:
            change_wordings(request.actor, purpose, form.texts())
        except WordingWrong as wrong:
            form.complain(wrong)
        else:
            messages.success(request, _("De tekst is bewaard. Vanaf nu vraagt Bode het zo."))
            return redirect("wordings")
    versions = list_wordings(municipality.id, purpose)[:100]
    context = {"purpose": about, "form": form, "versions": versions}
    return render(request, "wording.html", context, status=422 if form.errors else 200)


def _municipality(request: ActingRequest) -> Organisation:
    found = Organisation.objects.filter(id=request.actor.organisation_id, kind="municipality")
    municipality = found.first()
    if municipality is None:
        raise Http404
    return municipality


def _purpose(code: str) -> Purpose:
    if code not in PURPOSES or not PURPOSES[code].allowed:
        raise Http404
    return PURPOSES[code]
