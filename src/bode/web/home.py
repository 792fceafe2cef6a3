"""Where someone arrives, for which organisation they act, and what is public about Bode."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from bode.organisations.actors import find_actor
from bode.organisations.models import OrganisationKind

from .access import ActingRequest, signed_in
from .worlds import ORGANISATION

_OWN_HOMES = (
    ("agent", "desk"),
    ("administrator", "licence"),
    ("signatory", "licence"),
    ("account_manager", "licence"),
    ("broadcaster", "broadcasts"),
    ("approver", "broadcasts"),
)


@require_GET
@signed_in
def home(request: ActingRequest) -> HttpResponse:
    """One's own start: the desk, the licence, the figures, or a page with what one may do."""
    if request.actor.organisation_kind == OrganisationKind.VNG:
        return redirect("monitor")
    for role, page in _OWN_HOMES:
        if request.actor.has(role):
            return redirect(page)
    return render(request, "home.html")


@require_POST
def act_for(request: HttpRequest) -> HttpResponse:
    """Go on for another of one's organisations."""
    try:
        organisation_id = UUID(request.POST.get("organisation", ""))
    except ValueError as wrong:
        raise PermissionDenied from wrong
    if not request.user.is_authenticated or find_actor(request.user, organisation_id) is None:
        raise PermissionDenied
    request.session[ORGANISATION] = str(organisation_id)
    return redirect("home")


act_for.rights = ()  # type: ignore[attr-defined] # checks membership itself, above
