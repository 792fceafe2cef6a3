"""What bounds a licence: its purposes, its last day, and the review that comes every so often."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from bode.conversations.licence_stops import count_under
from bode.licensing import licence_bounds, licence_reviews, queries
from bode.licensing.errors import LicenceStepNotAllowed
from bode.licensing.licence_history import Grounds
from bode.licensing.licence_reviews import Review, ReviewItem
from bode.licensing.licence_states import Cause, LicenceParty
from bode.licensing.licence_steps import EVIDENCE_LENGTH
from bode.licensing.models import Licence
from bode.organisations.actors import list_members
from bode.organisations.models import OrganisationKind
from bode.web.access import ActingRequest, allow
from bode.web.fields import DayField
from bode.web.templatetags.bode import purpose_name

from .life_words import REVIEW_ITEMS, REVIEW_QUESTIONS


class WhyForm(forms.Form):
    """Why a bound changes."""

    evidence = forms.CharField(
        max_length=EVIDENCE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("Schrijf op waarom, en waaruit dat blijkt"),
        help_text=gettext_lazy("De andere partij leest dit ook."),
        error_messages={"required": gettext_lazy("Schrijf op waarom.")},
    )


class LastDayForm(WhyForm):
    """The last day; without one the licence goes on."""

    last_day = DayField(
        required=False,
        label=gettext_lazy("Laatste dag"),
        help_text=gettext_lazy("Laat dit leeg als de vergunning doorloopt."),
    )
    field_order = ("last_day", "evidence")

    def clean_last_day(self) -> Any:
        day = self.cleaned_data["last_day"]
        if day is not None and day < localdate():
            raise forms.ValidationError(_("Deze dag is al geweest. Kies vandaag of later."))
        return day


class ReviewForm(forms.Form):
    """Each item in order or not, what was found, and when the next review is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in ReviewItem:
            self.fields[item] = forms.ChoiceField(
                choices=[("yes", _("In orde")), ("no", _("Er moet iets gebeuren"))],
                widget=forms.RadioSelect,
                label=_(REVIEW_ITEMS[item]),
                help_text=_(REVIEW_QUESTIONS[item]),
                error_messages={"required": _("Maak een keuze.")},
            )
        self.order_fields([*ReviewItem, "result", "next_on"])

    result = forms.CharField(
        max_length=EVIDENCE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=gettext_lazy("Wat kwam eruit?"),
        help_text=gettext_lazy("Wat klopt niet meer, wie doet daar wat aan, en wanneer?"),
        error_messages={"required": gettext_lazy("Schrijf op wat eruit kwam.")},
    )
    next_on = DayField(
        required=False,
        label=gettext_lazy("Volgende controle"),
        help_text=gettext_lazy("Laat dit leeg voor de gewone termijn."),
    )

    def clean_next_on(self) -> Any:
        day = self.cleaned_data["next_on"]
        if day is not None and day <= localdate():
            raise forms.ValidationError(_("Kies een dag die nog komt."))
        return day

    def review(self) -> Review:
        given = self.cleaned_data
        return Review(
            in_order={item: given[item] == "yes" for item in ReviewItem},
            result=given["result"],
            next_on=given["next_on"],
        )


class RhythmForm(forms.Form):
    """How often a licence is looked at."""

    months = forms.TypedChoiceField(
        coerce=int,
        choices=[
            (3, gettext_lazy("Elk kwartaal")),
            (6, gettext_lazy("Elk half jaar")),
            (12, gettext_lazy("Elk jaar")),
            (24, gettext_lazy("Elke twee jaar")),
        ],
        label=gettext_lazy("Hoe vaak kijkt u de vergunning na?"),
    )


@require_http_methods(["GET", "POST"])
@allow("administrator")
def withdraw_purpose(request: ActingRequest, licence_id: UUID, purpose: str) -> HttpResponse:
    """Take a purpose out of the licence, once it is told what follows."""
    licence = _own(request, licence_id)
    if purpose not in licence.purposes:
        return _too_late(request, licence_id)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        grounds = Grounds(
            by=LicenceParty.MUNICIPALITY,
            cause=Cause.REQUEST,
            evidence=form.cleaned_data["evidence"],
        )
        try:
            licence_bounds.withdraw_purpose(request.actor, licence_id, purpose, grounds)
        except LicenceStepNotAllowed:
            return _too_late(request, licence_id)
        messages.success(request, _("Het doel staat niet meer in de vergunning."))
        return redirect("licence_detail", licence_id)
    waiting = count_under(licence).get(purpose, 0)
    return _deed(
        request,
        licence,
        form,
        title=_("Doel uit de vergunning halen: %(purpose)s") % {"purpose": purpose_name(purpose)},
        button=_("Doel eruit halen"),
        consequences=[
            ngettext(
                "%(count)s bericht dat klaarstaat met dit doel gaat niet weg.",
                "%(count)s berichten die klaarstaan met dit doel gaan niet weg.",
                waiting,
            )
            % {"count": waiting},
            _("Medewerkers kunnen dit doel niet meer kiezen. Sjablonen ervan mogen niet meer."),
            _("Wilt u het later terug? Dan doet u een aanvraag."),
        ],
    )


@require_http_methods(["GET", "POST"])
@allow("administrator", "account_manager")
def plan_end(request: ActingRequest, licence_id: UUID) -> HttpResponse:
    """Say what the last day is, or that there is none."""
    licence = queries.access_licence(licence_id)
    form = LastDayForm(request.POST or None, initial={"last_day": licence.last_day})
    if request.method == "POST" and form.is_valid():
        is_municipality = request.actor.organisation_kind == OrganisationKind.MUNICIPALITY
        grounds = Grounds(
            by=LicenceParty.MUNICIPALITY if is_municipality else LicenceParty.PROVIDER,
            cause=Cause.REQUEST,
            evidence=form.cleaned_data["evidence"],
        )
        day = form.cleaned_data["last_day"]
        try:
            licence_bounds.plan_end(request.actor, licence_id, day, grounds)
        except LicenceStepNotAllowed:
            return _too_late(request, licence_id)
        messages.success(request, _("De laatste dag is vastgelegd."))
        return redirect("licence_detail", licence_id)
    return _deed(
        request,
        licence,
        form,
        title=_("Laatste dag van de vergunning"),
        button=_("Laatste dag vastleggen"),
        consequences=[
            _("Na die dag eindigt de vergunning vanzelf, voorgoed."),
            _("Wat dan nog klaarstaat, gaat niet weg."),
            _("De beheerders van de gemeente en van de BSP krijgen een e-mail."),
        ],
    )


@require_http_methods(["GET", "POST"])
@allow("administrator", "privacy_officer")
def review(request: ActingRequest, licence_id: UUID) -> HttpResponse:
    """Look at a licence again, item by item."""
    licence = _own(request, licence_id)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            licence_reviews.record_review(request.actor, licence_id, form.review())
        except LicenceStepNotAllowed:
            return _too_late(request, licence_id)
        messages.success(request, _("De controle is vastgelegd."))
        return redirect("licence_detail", licence_id)
    context = {
        "licence": licence,
        "numbers": list(licence.phone_numbers.all()),
        "members": list_members(licence.municipality_id),
        "form": form,
        "due_on": licence_reviews.due_on(licence),
        "is_overdue": licence_reviews.is_overdue(licence),
        "rhythm": RhythmForm(initial={"months": licence.review_every_months}),
    }
    return render(request, "licence/review.html", context, status=422 if form.errors else 200)


@require_http_methods(["POST"])
@allow("administrator", "privacy_officer")
def review_rhythm(request: ActingRequest, licence_id: UUID) -> HttpResponse:
    """Choose how often a licence is looked at."""
    _own(request, licence_id)
    form = RhythmForm(request.POST)
    if form.is_valid():
        months = form.cleaned_data["months"]
        try:
            licence_reviews.set_review_rhythm(request.actor, licence_id, months)
        except LicenceStepNotAllowed:
            return _too_late(request, licence_id)
        messages.success(request, _("Vastgelegd hoe vaak de vergunning wordt nagekeken."))
    return redirect("licence_review", licence_id)


def _own(request: ActingRequest, licence_id: UUID) -> Licence:
    licence = queries.access_licence(licence_id)
    if licence.municipality_id != request.actor.organisation_id:
        raise Http404
    return licence


def _deed(
    request: ActingRequest,
    licence: Licence,
    form: forms.Form,
    *,
    title: str,
    button: str,
    consequences: list[str],
) -> HttpResponse:
    context = {
        "licence": licence,
        "form": form,
        "title": title,
        "button": button,
        "consequences": consequences,
    }
    return render(request, "licence/deed.html", context, status=422 if form.errors else 200)


def _too_late(request: ActingRequest, licence_id: UUID) -> HttpResponse:
    messages.error(request, _("Deze stap kan nu niet. Kijk hieronder wat wel kan."))
    return redirect("licence_detail", licence_id)
