"""The words by which citizens subscribe: added and removed by the municipality's administrator."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bode.conversations import areas, keywords
from bode.conversations.errors import AreaWrong, KeywordWrong, PurposeNotLicensed
from bode.licensing.models import PhoneNumber
from bode.licensing.queries import find_licence, find_number, find_number_of
from bode.policy import PURPOSES

from .access import ActingRequest, allow
from .qr import draw_qr
from .saving import to_save
from .templatetags.bode import local

_WRONG = {
    "form": gettext_noop(
        "Kies een woord van 2 tot 30 tekens: letters en cijfers, met minstens één letter."
    ),
    "taken": gettext_noop("Dit woord betekent al iets anders. Kies een ander woord."),
    "known": gettext_noop("Dit woord is er al. Kies een ander woord."),
    "too_many": gettext_noop("Er zijn al 200 woorden. Verwijder er eerst een."),
}


class KeywordForm(forms.Form):
    """A word, and what it is for."""

    word = forms.CharField(
        max_length=keywords.LONGEST,
        label=gettext_lazy("Woord"),
        help_text=gettext_lazy("Dit stuurt de inwoner. Hoofdletters maken niet uit."),
        error_messages={"required": gettext_lazy("Vul een woord in.")},
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("Waarover krijgt de inwoner berichten?"),
        error_messages={"required": gettext_lazy("Kies een doel uit de lijst.")},
    )
    area = forms.CharField(
        required=False,
        max_length=areas.LONGEST,
        label=gettext_lazy("Gebied (mag leeg blijven)"),
        help_text=gettext_lazy(
            "De vier cijfers van een postcode, of de naam van een buurt. Leeg: de hele gemeente."
        ),
    )
    language = forms.ChoiceField(
        required=False,
        choices=[
            ("", gettext_lazy("De taal waarin de inwoner schrijft")),
            ("nl", gettext_lazy("Nederlands")),
            ("en", gettext_lazy("Engels")),
        ],
        label=gettext_lazy("Taal van de vraag die terugkomt"),
    )

    def __init__(self, given: Any, purposes: list[str]) -> None:
        super().__init__(given)
        licensed = [(code, local(PURPOSES[code], "name")) for code in purposes]
        self.fields["purpose"].choices = [("", _("Kies een doel")), *licensed]  # type: ignore[attr-defined]
        for name in ("purpose", "language"):
            attrs = self.fields[name].widget.attrs
            attrs["class"] = "utrecht-select utrecht-select--html-select"


@require_http_methods(["GET", "POST"])
@allow("administrator")
def keyword_list(request: ActingRequest) -> HttpResponse:
    """Every word with its link and QR code, and a form for another."""
    licence = find_licence(request.actor.organisation_id)
    number = find_number(licence) if licence else None
    form = KeywordForm(request.POST or None, licence.purposes if licence else [])
    if request.method == "POST" and form.is_valid() and _add(request, form):
        messages.success(request, _("Het woord staat klaar. Deel de link of de QR-code."))
        return redirect("keywords")
    known = keywords.list_keywords(request.actor.organisation_id)
    context = {
        "form": form,
        "listed": [(each, keywords.link_of(each, number)) for each in known] if number else [],
        "number": number,
    }
    return render(request, "keywords.html", context, status=422 if form.errors else 200)


@require_POST
@allow("administrator")
def remove_keyword(request: ActingRequest, keyword_id: UUID) -> HttpResponse:
    """Let the word ask for nothing any more."""
    keywords.remove_keyword(request.actor, keyword_id)
    messages.success(request, _("Het woord is weg. Wie al was aangemeld, blijft dat."))
    return redirect("keywords")


@require_GET
@allow("administrator")
def keyword_qr(request: ActingRequest, keyword_id: UUID) -> HttpResponse:
    """The link of a word as a picture, to look at or to print."""
    found = keywords.access_keyword(keyword_id)
    drawn = draw_qr(keywords.link_of(found, _number(request)))
    return to_save(drawn, "image/svg+xml", f"qr-{found.word.replace(' ', '-')}.svg")


def _number(request: ActingRequest) -> PhoneNumber:
    number = find_number_of(request.actor.organisation_id)
    if number is None:
        raise Http404
    return number


def _add(request: ActingRequest, form: KeywordForm) -> bool:
    given = form.cleaned_data
    try:
        keywords.add_keyword(
            request.actor,
            given["word"],
            given["purpose"],
            area=given["area"],
            language=given["language"],
        )
    except KeywordWrong as wrong:
        form.add_error("word", _(_WRONG[wrong.reason]))
    except AreaWrong:
        form.add_error("area", _("Dit is geen postcode of naam van een buurt."))
    except PurposeNotLicensed:
        form.add_error("purpose", _("Kies een doel uit de lijst."))
    else:
        return True
    return False
