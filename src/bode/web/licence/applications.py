"""Starting an application; its journey has pages of its own (`web.application`)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bode.licensing import actions
from bode.licensing.errors import ApplicationRefused, OrganisationAbsent, OrganisationUnknown
from bode.organisations.models import Organisation, OrganisationKind
from bode.web.access import ActingRequest, allow

from .forms import ApplicationForm


@require_http_methods(["GET", "POST"])
@allow("administrator", "account_manager")
def new_application(request: ActingRequest) -> HttpResponse:
    """Start an application; what the rules forbid is told beside the field."""
    party = request.GET.get("party", "")
    form = ApplicationForm(request.actor, request.POST or None, initial={"party": party})
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
        except OrganisationAbsent:
            form.add_error(
                None, _("Een van beide is er vandaag niet, en kan geen aanvraag beginnen.")
            )
        except OrganisationUnknown:
            form.add_error("party", _("Deze organisatie staat niet in de lijst."))
        else:
            messages.success(request, _("De aanvraag is gemaakt."))
            return redirect("application", made.id)
    status = 422 if form.errors else 200
    return render(request, "licence/new.html", {"form": form}, status=status)
