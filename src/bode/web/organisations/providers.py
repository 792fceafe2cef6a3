"""The BSPs as VNG keeps them up, and the contact that a BSP keeps up itself."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bode.organisations.errors import CodeTaken, DatesWrong
from bode.organisations.models import Organisation, Provider
from bode.organisations.providers import (
    Contact,
    ProviderFacts,
    access_provider,
    add_provider,
    change_contact,
    change_provider,
    end_provider,
    list_providers,
)
from bode.web.access import ActingRequest, allow
from bode.web.people.forms import FirstForm

from .forms import META_STATUSES, ContactForm, EndForm, NewProviderForm, ProviderForm
from .showing import invite_first, show_organisation


@require_GET
@allow("monitor")
def providers(request: ActingRequest) -> HttpResponse:
    """All BSPs."""
    lines = [(each, _meta(each), _has_ended(each)) for each in list_providers()]
    return render(request, "organisations/providers.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
@allow("monitor")
def new_provider(request: ActingRequest) -> HttpResponse:
    """Add one."""
    form = NewProviderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            add_provider(request.actor, code=given["code"], name=given["name"], facts=form.facts)
        except CodeTaken:
            form.add_error("code", _("Er is al een organisatie met deze code."))
        else:
            messages.success(request, _("De BSP is toegevoegd."))
            return redirect("provider", given["code"])
    status = 422 if form.errors else 200
    return render(request, "organisations/new_provider.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@allow("monitor")
def provider(request: ActingRequest, code: str) -> HttpResponse:
    """One BSP, and its facts to change."""
    found = access_provider(code)
    if request.method == "GET":
        return _page(request, found)
    form = ProviderForm(request.POST)
    if form.is_valid():
        try:
            change_provider(request.actor, code, name=form.cleaned_data["name"], facts=form.facts)
        except DatesWrong:
            form.add_error("served_from", _("Deze dag ligt na de laatste dag."))
        else:
            messages.success(request, _("De gegevens zijn bewaard."))
            return redirect("provider", code)
    return _page(request, found, form=form, status=422)


@require_POST
@allow("monitor")
def end(request: ActingRequest, code: str) -> HttpResponse:
    """Set the last day; or, without one, let the BSP go on."""
    found = access_provider(code)
    form = EndForm(request.POST)
    goes_on = "go_on" in request.POST
    if goes_on or form.is_valid():
        try:
            end_provider(request.actor, code, None if goes_on else form.cleaned_data["last_day"])
        except DatesWrong:
            form.add_error("last_day", _("Deze dag ligt voor de eerste dag."))
        else:
            messages.success(request, _("Het einde is bewaard."))
            return redirect("provider", code)
    return _page(request, found, ending=form, status=422)


@require_POST
@allow("monitor")
def invite(request: ActingRequest, code: str) -> HttpResponse:
    """Invite the first account manager."""
    found = access_provider(code)
    form = FirstForm(request.POST)
    if invite_first(request, found.organisation, form):
        return redirect("provider", code)
    return _page(request, found, first=form, status=422)


@require_http_methods(["GET", "POST"])
@allow("account_manager")
def contact(request: ActingRequest) -> HttpResponse:
    """How one's own BSP is reached."""
    own = access_provider(Organisation.objects.get(id=request.actor.organisation_id).code)
    form = ContactForm(request.POST or None, initial=_values(own, Contact))
    if request.method == "POST" and form.is_valid():
        change_contact(request.actor, form.contact)
        messages.success(request, _("De gegevens zijn bewaard."))
        return redirect("settings")
    status = 422 if form.errors else 200
    return render(request, "organisations/contact.html", {"form": form}, status=status)


def _meta(found: Provider) -> str:
    return str(dict(META_STATUSES)[found.meta_status])  # type: ignore[index] # a choice is a str


def _has_ended(found: Provider) -> bool:
    return found.served_to is not None and found.served_to < localdate()


def _values(found: Provider, of: type[Contact]) -> dict[str, Any]:
    return {each.name: getattr(found, each.name) for each in fields(of)}


def _page(
    request: ActingRequest,
    found: Provider,
    *,
    form: ProviderForm | None = None,
    ending: EndForm | None = None,
    first: FirstForm | None = None,
    status: int = 200,
) -> HttpResponse:
    initial = {"name": found.organisation.name, **_values(found, ProviderFacts)}
    context = show_organisation(found.organisation, first) | {
        "provider": found,
        "has_ended": _has_ended(found),
        "form": form or ProviderForm(initial=initial),
        "ending": ending or EndForm(initial={"last_day": found.served_to}),
        "wrong": form or ending or first,
    }
    return render(request, "organisations/provider.html", context, status=status)
