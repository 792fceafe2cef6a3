"""Applications: making one, changing its purposes, and the steps of both parties."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bode.licensing import actions, queries
from bode.licensing.errors import (
    ApplicationRefused,
    OrganisationEnded,
    OrganisationUnknown,
    TransitionNotAllowed,
)
from bode.licensing.states import STEPS
from bode.organisations.models import Organisation, OrganisationKind
from bode.web.access import ActingRequest, allow

from .forms import ApplicationForm, PurposesForm, ReasonForm
from .showing import show_application
from .steps import may_declare


@require_http_methods(["GET", "POST"])
@allow("administrator", "account_manager")
def new_application(request: ActingRequest) -> HttpResponse:
    """Start an application; what the rules forbid is told beside the field."""
    form = ApplicationForm(request.actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        mine = Organisation.objects.get(id=request.actor.organisation_id)
        other = form.cleaned_data["party"]
        is_municipality = mine.kind == OrganisationKind.MUNICIPALITY
        try:
            made = actions.apply(
                request.actor,
                municipality=mine.code if is_municipality else other,
                provider=other if is_municipality else mine.code,
                route=form.cleaned_data["route"],
                purposes=form.declarations(),
            )
        except ApplicationRefused as refused:
            form.complain(refused.problems)
        except OrganisationEnded:
            form.add_error(
                None, _("Een van beide is er niet meer, en kan geen nieuwe aanvraag beginnen.")
            )
        except OrganisationUnknown:
            form.add_error("party", _("Deze organisatie staat niet in de lijst."))
        else:
            messages.success(request, _("De aanvraag is gemaakt."))
            return redirect("application", made.id)
    status = 422 if form.errors else 200
    return render(request, "licence/new.html", {"form": form}, status=status)


@require_GET
@allow("administrator", "account_manager")
def application(request: ActingRequest, application_id: UUID) -> HttpResponse:
    """One application: what it asks for, how far it is, and what one may do now."""
    return _page(request, application_id)


@require_http_methods(["GET", "POST"])
@allow("administrator")
def purposes(request: ActingRequest, application_id: UUID) -> HttpResponse:
    """Change the declared purposes of a draft, or of one that was sent back."""
    found = queries.access_application(application_id)
    if not may_declare(found, request.actor):
        return _declared_too_late(request, application_id)
    declared = {
        key: value
        for each in found.purposes.all()
        for key, value in (
            (f"purpose_{each.code}", True),
            (f"explanation_{each.code}", each.explanation),
        )
    }
    form = PurposesForm(request.POST or None, initial=declared)
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare(request.actor, application_id, form.declarations())
        except ApplicationRefused as refused:
            form.complain(refused.problems)
        except TransitionNotAllowed:  # a colleague signed it meanwhile
            return _declared_too_late(request, application_id)
        else:
            messages.success(request, _("De doelen zijn aangepast."))
            return redirect("application", application_id)
    context = {"form": form, "application": found}
    status = 422 if form.errors else 200
    return render(request, "licence/purposes.html", context, status=status)


@require_http_methods(["GET", "POST"])
@allow("administrator", "account_manager")
def step(request: ActingRequest, application_id: UUID, transition: str) -> HttpResponse:
    """Make one step. A wrong moment or a missing reason is told, and nothing changes.

    A refused step leaves its address in the browser: who loads that again reads the application.
    """
    if request.method == "GET":
        return redirect("application", application_id)
    if transition not in queries.list_steps(
        queries.access_application(application_id), request.actor
    ):
        return _stepped_too_late(request, application_id)
    form = ReasonForm(request.POST, prefix=transition)
    form.fields["reason"].required = STEPS[transition].needs_reason
    if not form.is_valid():
        return _page(request, application_id, wrong=form, status=422)
    try:
        actions.take_step(
            request.actor, application_id, transition, reason=form.cleaned_data["reason"]
        )
    except TransitionNotAllowed:  # someone else made a step meanwhile
        return _stepped_too_late(request, application_id)
    messages.success(request, _("De stap is vastgelegd."))
    return redirect("application", application_id)


def _declared_too_late(request: ActingRequest, application_id: UUID) -> HttpResponse:
    messages.error(request, _("U kunt de doelen van deze aanvraag nu niet aanpassen."))
    return redirect("application", application_id)


def _stepped_too_late(request: ActingRequest, application_id: UUID) -> HttpResponse:
    messages.error(request, _("Deze stap kan nu niet. Kijk hieronder wat wel kan."))
    return redirect("application", application_id)


def _page(
    request: ActingRequest,
    application_id: UUID,
    *,
    wrong: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    found = queries.access_application(application_id)
    context = show_application(found, request.actor, wrong)
    return render(request, "licence/application.html", context, status=status)
