"""Steps that need no more than a reason, and applying again."""

from __future__ import annotations

from html import unescape
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bode.licensing import actions, queries
from bode.licensing.errors import (
    ApplicationRefused,
    DecisionRefused,
    FileIncomplete,
    FollowedAlready,
    OrganisationAbsent,
    RemarksOpen,
    SignatureMissing,
    TransitionNotAllowed,
)
from bode.licensing.states import STEPS
from bode.organisations.standing import NotBegun
from bode.web.access import ActingRequest, allow
from bode.web.licence.forms import ReasonForm
from bode.web.templatetags.bode import local

from .page import show_page


def version_read(request: ActingRequest, name: str = "version") -> int:
    """Which version of a section the page showed; 0 where it doesn't say."""
    given = request.POST.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


@require_http_methods(["GET", "POST"])
@allow("administrator", "signatory", "account_manager")
def step(request: ActingRequest, application_id: UUID, transition: str) -> HttpResponse:
    """Make one step. A wrong moment or a missing reason is told, and nothing changes.

    A refused step leaves its address in the browser: who loads that again reads the application.
    """
    if request.method == "GET":
        return redirect("application", application_id)
    found = queries.access_application(application_id)
    if transition not in queries.list_steps(found, request.actor):
        return too_late(request, application_id)
    form = ReasonForm(request.POST, prefix=transition)
    form.fields["reason"].required = STEPS[transition].needs_reason
    if not form.is_valid():
        return show_page(request, application_id, wrong=form, status=422)
    reason = form.cleaned_data["reason"]
    try:
        actions.take_step(request.actor, application_id, transition, reason=reason)
    except TransitionNotAllowed:  # someone else made a step meanwhile
        return too_late(request, application_id)
    except (FileIncomplete, SignatureMissing):
        return redirect("application_review", application_id)
    except RemarksOpen:
        messages.error(
            request, _("Er staan nog opmerkingen open. Zeg eerst van elke dat die is opgelost.")
        )
        return redirect("application_review", application_id)
    except OrganisationAbsent as refused:
        return refused_as_absent(request, application_id, refused)
    except DecisionRefused:
        return redirect("application_decision", application_id)
    except ApplicationRefused as refused:
        return refused_by_rules(request, application_id, refused)
    messages.success(request, _("De stap is vastgelegd."))
    return redirect("application", application_id)


@require_POST
@allow("administrator", "account_manager")
def reapply(request: ActingRequest, application_id: UUID) -> HttpResponse:
    """Begin a new application with what was written in this one."""
    try:
        made = actions.reapply(request.actor, application_id)
    except FollowedAlready as followed:
        messages.info(request, _("Er is al een nieuwe aanvraag. Ga daarmee verder."))
        return redirect("application", followed.application.id)
    except ApplicationRefused as refused:
        return refused_by_rules(request, application_id, refused)
    except (TransitionNotAllowed, OrganisationAbsent):
        return too_late(request, application_id)
    messages.success(
        request, _("De nieuwe aanvraag is gemaakt. Kijk alles na: het is overgenomen.")
    )
    return redirect("application", made.id)


def too_late(request: ActingRequest, application_id: UUID) -> HttpResponse:
    """Say that this can't be done now; the page tells what can."""
    messages.error(request, _("Deze stap kan nu niet. Kijk hieronder wat wel kan."))
    return redirect("application", application_id)


def refused_as_absent(
    request: ActingRequest, application_id: UUID, refused: OrganisationAbsent
) -> HttpResponse:
    """Say which of both is no longer there, or not yet; it can be withdrawn still."""
    reason = render_to_string("organisations/ended.html", {"end": refused.absence})
    if isinstance(refused.absence, NotBegun):
        rest = _("Deze stap kan daarom nog niet.")
    else:
        rest = _("Deze stap kan daarom niet meer. De gemeente kan de aanvraag intrekken.")
    messages.error(request, f"{unescape(reason).strip()} {rest}")
    return redirect("application", application_id)


def refused_by_rules(
    request: ActingRequest, application_id: UUID, refused: ApplicationRefused
) -> HttpResponse:
    """Tell every rule against an application."""
    for each in refused.problems:
        told = dict.fromkeys(local(each, part) for part in ("reason", "rule", "advice"))
        messages.error(request, " ".join(told))
    return redirect("application", application_id)
