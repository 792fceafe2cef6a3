"""What a municipality or a provider has: its applications and its licences."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bode.licensing import queries
from bode.licensing.licence_history import list_licence_events
from bode.licensing.licence_steps import list_licence_steps
from bode.licensing.models import Licence
from bode.licensing.states import LicenceStatus
from bode.organisations.models import OrganisationKind
from bode.web.access import ActingRequest, allow
from bode.web.demo import demo_number

from .forms import NumberForm
from .life_words import granted, lived, offers_for, party_name
from .showing import application_line, licence_line


@require_GET
@allow("administrator", "account_manager", "monitor")
def licence(request: ActingRequest) -> HttpResponse:
    """Applications and licences in which the actor's organisation is a party."""
    if request.actor.organisation_kind == OrganisationKind.VNG:
        return render(request, "licence/vng.html")
    context = {
        "applications": [application_line(each) for each in queries.list_applications()],
        "licences": [licence_line(each) for each in queries.list_licences()],
        "may_connect": request.actor.has("account_manager"),
    }
    return render(request, "licence/overview.html", context)


@require_GET
@allow("administrator", "account_manager")
def licence_detail(request: ActingRequest, licence_id: UUID) -> HttpResponse:
    """One licence: what it allows, how it stands, what befell it, and what one may do now."""
    found = queries.access_licence(licence_id)
    return licence_page(request, found, NumberForm(initial=demo_number(found)))


def licence_page(
    request: ActingRequest, found: Licence, form: NumberForm, *, status: int = 200
) -> HttpResponse:
    """The page of a licence, with the form for a number where one may be connected."""
    may_connect = request.actor.has("account_manager") and found.status == LicenceStatus.ACTIVE
    events = list_licence_events(found.id)
    context = {
        "licence": found,
        "line": licence_line(found),
        "suspenders": ", ".join(party_name(found, party) for party in found.suspended_by),
        "offers": offers_for(list_licence_steps(found, request.actor)),
        "history": [*(lived(found, event) for event in events[::-1]), granted(found)],
        "numbers": list(found.phone_numbers.all()),
        "form": form if may_connect else None,
    }
    return render(request, "licence/licence.html", context, status=status)
