"""Colleagues: who works here, in which roles, and who is invited."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bode.basics import now
from bode.organisations import inviting
from bode.organisations import people as actions
from bode.organisations.actors import list_members
from bode.organisations.errors import InvitationOver, InvitationRefused, LastAdministrator
from bode.organisations.models import ROLES_OF, Organisation, Person
from bode.web.access import ActingRequest, allow, signed_in
from bode.web.templatetags.bode import role_name

from .forms import ROLE_MEANINGS, InviteForm, RolesForm

MANAGERS = tuple(str(roles[0]) for roles in ROLES_OF.values())
_LAST = gettext_lazy(
    "Dit kan niet: dan kan niemand de mensen van uw organisatie meer beheren. Geef eerst een "
    "collega die rol."
)
_REFUSED = {
    "member": gettext_lazy("Deze persoon werkt hier al."),
    "no_administrator": gettext_lazy("De eerste moet de mensen kunnen beheren."),
    "has_administrator": gettext_lazy("Er is al iemand die de mensen daar beheert."),
}


@dataclass(frozen=True, kw_only=True)
class Colleague:
    person: Person
    roles: list[str]
    form: RolesForm


@require_GET
@signed_in
def people(request: ActingRequest) -> HttpResponse:
    """Everyone of one's own organisation; who manages them can do so here."""
    return _page(request)


@require_POST
@allow(*MANAGERS)
def invite(request: ActingRequest) -> HttpResponse:
    """Mail someone a link."""
    form = InviteForm(_own(request), request.POST)
    if form.is_valid():
        try:
            inviting.invite(
                request.actor,
                request.actor.organisation_id,
                email=form.cleaned_data["email"],
                roles=form.chosen,
            )
        except InvitationRefused as refused:
            form.add_error("email", _REFUSED[refused.reason])
        else:
            told = _("De uitnodiging voor %(email)s is verstuurd.")
            messages.success(request, told % {"email": form.cleaned_data["email"]})
            return redirect("people")
    return _page(request, invite_form=form, status=422)


@require_http_methods(["GET", "POST"])
@allow(*MANAGERS)
def roles(request: ActingRequest, person_id: UUID) -> HttpResponse:
    """Set someone's roles. A refused change leaves its address in the browser, hence GET."""
    if request.method == "GET":
        return redirect("people")
    form = RolesForm(_own(request), request.POST, prefix=str(person_id))
    if form.is_valid():
        try:
            actions.set_roles(request.actor, person_id, form.chosen)
        except LastAdministrator:
            form.add_error("roles", _LAST)
        else:
            messages.success(request, _("De rollen zijn aangepast."))
            return redirect("people")
    return _page(request, wrong=(person_id, form), status=422)


@require_POST
@allow(*MANAGERS)
def remove(request: ActingRequest, person_id: UUID) -> HttpResponse:
    """Let someone go."""
    try:
        actions.remove(request.actor, person_id)
    except LastAdministrator:
        messages.error(request, _LAST)
    else:
        messages.success(request, _("Deze persoon kan niets meer doen voor uw organisatie."))
    return redirect("people" if person_id != request.actor.person_id else "home")


@require_POST
@allow(*MANAGERS)
def resend(request: ActingRequest, invitation_id: UUID) -> HttpResponse:
    """Mail a new link."""
    try:
        inviting.resend(request.actor, request.actor.organisation_id, invitation_id)
    except InvitationOver:
        _too_late(request)
    else:
        messages.success(request, _("Er is een nieuwe uitnodiging verstuurd."))
    return redirect("people")


@require_POST
@allow(*MANAGERS)
def revoke(request: ActingRequest, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    try:
        inviting.revoke(request.actor, request.actor.organisation_id, invitation_id)
    except InvitationOver:
        _too_late(request)
    else:
        messages.success(request, _("De uitnodiging is ingetrokken."))
    return redirect("people")


def _too_late(request: ActingRequest) -> None:
    messages.error(request, _("Deze uitnodiging is al gebruikt of ingetrokken."))


def _own(request: ActingRequest) -> Organisation:
    return Organisation.objects.get(id=request.actor.organisation_id)


def _page(
    request: ActingRequest,
    *,
    invite_form: InviteForm | None = None,
    wrong: tuple[UUID, RolesForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    own = _own(request)
    may_manage = request.actor.has(actions.managing_role(own))
    context: dict[str, Any] = {
        "colleagues": _colleagues(own, wrong),
        "may_manage_people": may_manage,
        "meanings": [(role_name(role), _(ROLE_MEANINGS[role])) for role in ROLES_OF[own.kind]],
        "only_role": len(ROLES_OF[own.kind]) == 1,
        "wrong": wrong[1] if wrong else None,
    }
    if may_manage:
        context["invitations"] = inviting.list_open(own.id)
        context["form"] = invite_form or InviteForm(own)
        context["now"] = now()
    return render(request, "people/people.html", context, status=status)


def _colleagues(own: Organisation, wrong: tuple[UUID, RolesForm] | None) -> list[Colleague]:
    found = []
    for person, memberships in groupby(list_members(own.id), key=lambda each: each.person):
        names = [each.role for each in memberships]
        form = RolesForm(own, initial={"roles": names}, prefix=str(person.id))
        if wrong is not None and wrong[0] == person.id:
            form = wrong[1]
        found.append(Colleague(person=person, roles=names, form=form))
    return found
