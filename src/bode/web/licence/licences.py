"""What a municipality or a provider has: its applications and its licences."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from bode.licensing import queries
from bode.licensing.models import Licence
from bode.licensing.states import LicenceStatus
from bode.organisations.models import Organisation, OrganisationKind
from bode.organisations.standing import find_absence
from bode.web.access import ActingRequest, allow
from bode.web.demo import demo_number
from bode.web.menu import may_see

from .forms import NumberForm
from .in_force import show_licence
from .showing import application_line, licence_line


@require_GET
@allow("administrator", "signatory", "privacy_officer", "account_manager", "monitor")
def licence(request: ActingRequest) -> HttpResponse:
    """Applications and licences in which the actor's organisation is a party."""
    if request.actor.organisation_kind == OrganisationKind.VNG:
        return render(request, "licence/vng.html")
    end = find_absence(Organisation.objects.get(id=request.actor.organisation_id), localdate())
    context = {
        "end": end,
        "applications": [application_line(each) for each in queries.list_applications()],
        "licences": [licence_line(each) for each in queries.list_licences()],
        "may_connect": request.actor.has("account_manager"),
        "may_apply": end is None and request.actor.has("administrator", "account_manager"),
        "may_import": may_see(request.actor, reverse("dossiers")),
    }
    return render(request, "licence/overview.html", context)


@require_GET
@allow("administrator", "signatory", "account_manager", "privacy_officer")
def licence_detail(request: ActingRequest, licence_id: UUID) -> HttpResponse:
    """One licence: what it allows, how it stands, what befell it, and what one may do now."""
    found = queries.access_licence(licence_id)
    return licence_page(request, found, NumberForm(initial=demo_number(found)))


def licence_page(
    request: ActingRequest, found: Licence, form: NumberForm, *, status: int = 200
) -> HttpResponse:
    """The page of a licence, with the form for a number where one may be connected."""
    may_connect = request.actor.has("account_manager") and found.status == LicenceStatus.ACTIVE
    context = show_licence(found, request.actor) | {"form": form if may_connect else None}
    return render(request, "licence/licence.html", context, status=status)
