"""Public figures: how many municipalities have a licence here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bode import policy
from bode.licensing.queries import count_licences
from bode.organisations.tenancy import every_tenant

from .access import public
from .licence.forms import ROUTES


@require_GET
@public
def monitor(request: HttpRequest) -> HttpResponse:
    """Licences in force, by route and by purpose: numbers alone."""
    with every_tenant("the public monitor counts all municipalities"):
        counts = count_licences()
    purposes = [
        (purpose, counts.by_purpose.get(purpose.code, 0))
        for purpose in policy.PURPOSES.values()
        if purpose.allowed
    ]
    routes = [(name, counts.by_route.get(str(route), 0)) for route, name in ROUTES]
    context = {"counts": counts, "purposes": purposes, "routes": routes}
    return render(request, "monitor.html", context)
