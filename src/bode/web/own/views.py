"""The page on which someone sets their own eyes and ears."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bode.organisations.models import Person
from bode.organisations.preferring import find_preferences, prefer
from bode.web.access import ActingRequest, signed_in

from .forms import TELLS, PreferencesForm


@require_http_methods(["GET", "POST"])
@signed_in
def own(request: ActingRequest) -> HttpResponse:
    """Light or dark, single keys, notifications and sound."""
    person = cast("Person", request.user)
    if request.method == "GET":
        return _page(request, PreferencesForm.of(find_preferences(person)))
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    prefer(person, **form.cleaned_data)
    messages.success(request, _("Uw keuzes zijn bewaard."))
    return redirect("own")


@require_POST
@signed_in
def saw_tour(request: ActingRequest) -> HttpResponse:
    """Someone saw the tour, or does not want to: it is not offered any more."""
    prefer(cast("Person", request.user), saw_tour=True)
    return HttpResponse(status=204)


def _page(request: ActingRequest, form: PreferencesForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "tells": [form[name] for name in TELLS]}
    return render(request, "own/own.html", context, status=status)
