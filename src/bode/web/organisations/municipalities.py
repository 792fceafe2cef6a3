"""The municipalities as VNG keeps them up: found, added, merged, and given their first people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from bode.licensing.merging import confirm_merger
from bode.licensing.queries import count_open_applications, count_running_licences
from bode.organisations import mergers
from bode.organisations.errors import CodeTaken, MergerNotOpen, MergerRefused
from bode.organisations.models import MergerStatus, Municipality
from bode.organisations.municipalities import (
    access_municipality,
    add_municipality,
    search_municipalities,
)
from bode.organisations.tenancy import scope
from bode.web.access import ActingRequest, allow
from bode.web.people.forms import FirstForm

from .forms import ConfirmMergerForm, MergerForm, MunicipalityForm, SearchForm
from .showing import invite_first, show_organisation, state_of

_ON_A_PAGE = 50
_REFUSED = {
    "itself": gettext_lazy("Een gemeente kan niet in zichzelf opgaan."),
    "not_there": gettext_lazy("Niet elk van deze gemeenten bestaat op die dag."),
    "planned": gettext_lazy("Er is al een herindeling van deze gemeente."),
}


@require_GET
@allow("monitor")
def municipalities(request: ActingRequest) -> HttpResponse:
    """Search among all that are, were or will be."""
    form, today = SearchForm(request.GET), localdate()
    found = search_municipalities(**form.wanted, day=today)
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "lines": [(m, *state_of(m, today)) for m in page]}
    return render(request, "organisations/municipalities.html", context)


@require_http_methods(["GET", "POST"])
@allow("monitor")
def new_municipality(request: ActingRequest) -> HttpResponse:
    """Add one."""
    form = MunicipalityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_municipality(request.actor, **form.cleaned_data)
        except CodeTaken:
            form.add_error("code", _("Er is al een gemeente met deze code."))
        else:
            messages.success(request, _("De gemeente is toegevoegd."))
            return redirect("municipality", added.organisation.code)
    context = {"form": form}
    status = 422 if form.errors else 200
    return render(request, "organisations/new_municipality.html", context, status=status)


@require_http_methods(["GET", "POST"])
@allow("monitor")
def municipality(request: ActingRequest, code: str) -> HttpResponse:
    """One municipality; what is posted here is named by the button that was pressed."""
    found = access_municipality(code)
    deed = _DEEDS.get(request.POST.get("deed", "")) if request.method == "POST" else None
    if deed is None:
        return _page(request, found)
    return deed(request, found)


@require_http_methods(["GET", "POST"])
@allow("monitor")
def confirm(request: ActingRequest, code: str) -> HttpResponse:
    """Say what follows from a merger, and confirm it once its day is given again."""
    found = access_municipality(code)
    plan = mergers.list_successions(found)
    if not plan or plan[0].status != MergerStatus.ANNOUNCED:
        return redirect("municipality", code)
    form = ConfirmMergerForm(plan[0].on, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _decide(request, found, confirm_merger, _("De herindeling is bevestigd."))
    with scope(found.organisation.id):
        licences, applications = count_running_licences(), count_open_applications()
    context = {
        "about": found.organisation,
        "plan": plan,
        "warnings": _warnings(plan[0].on, localdate()),
        "is_final": plan[0].on <= localdate(),
        "licences": licences,
        "applications": applications,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "organisations/confirm.html", context, status=status)


def _warnings(on: date, today: date) -> list[str]:
    """What is odd about the first day of a merger."""
    told = []
    if on < today:
        told.append(_("Deze dag is al voorbij. De gemeente bestaat dan meteen niet meer."))
    if (on.month, on.day) != (1, 1):
        told.append(_("Een herindeling gaat bijna altijd in op 1 januari."))
    return told


def _announce(request: ActingRequest, found: Municipality) -> HttpResponse:
    form = MergerForm(found.organisation.code, request.POST)
    if form.is_valid():
        try:
            mergers.announce(
                request.actor,
                found.organisation.code,
                successors=form.successors,
                on=form.cleaned_data["on"],
            )
        except MergerRefused as refused:
            form.add_error("successor", _REFUSED[refused.reason])
        else:
            messages.success(request, _("De herindeling is aangekondigd."))
            return redirect("municipality", found.organisation.code)
    return _page(request, found, merger=form, status=422)


def _cancel(request: ActingRequest, found: Municipality) -> HttpResponse:
    return _decide(request, found, mergers.cancel, _("De herindeling gaat niet door."))


def _decide(
    request: ActingRequest, found: Municipality, decide: Callable[..., None], told: str
) -> HttpResponse:
    try:
        decide(request.actor, found.organisation.code)
    except MergerNotOpen:
        messages.error(request, _("Dit kan nu niet meer. Kijk hoe het er nu voor staat."))
    else:
        messages.success(request, told)
    return redirect("municipality", found.organisation.code)


def _invite(request: ActingRequest, found: Municipality) -> HttpResponse:
    form = FirstForm(request.POST)
    if invite_first(request, found.organisation, form):
        return redirect("municipality", found.organisation.code)
    return _page(request, found, first=form, status=422)


_DEEDS: dict[str, Callable[[ActingRequest, Municipality], HttpResponse]] = {
    "announce": _announce,
    "cancel": _cancel,
    "invite": _invite,
}


def _page(
    request: ActingRequest,
    found: Municipality,
    *,
    merger: MergerForm | None = None,
    first: FirstForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today, plan = localdate(), mergers.list_successions(found)
    words, tone = state_of(found, today)
    may_confirm = bool(plan) and plan[0].status == MergerStatus.ANNOUNCED
    context: dict[str, Any] = show_organisation(found.organisation, first) | {
        "municipality": found,
        "state": words,
        "tone": tone,
        "plan": plan,
        "inheritances": mergers.list_inheritances(found),
        "warnings": _warnings(plan[0].on, today) if may_confirm else [],
        "may_confirm": may_confirm,
        "may_cancel": plan and (may_confirm or plan[0].on > today),
        "merger": None if plan else merger or MergerForm(found.organisation.code),
        "wrong": merger or first,
    }
    return render(request, "organisations/municipality.html", context, status=status)
