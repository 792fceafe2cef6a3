"""The teams of a municipality: who answers together, about what, and who divides the work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods

from bode.desk.models import AutomaticAssignment
from bode.desk.queries import list_colleagues
from bode.desk.teams import LARGEST_MOST, USUAL_MOST, delete_team, list_rules, save_team
from bode.language.recognising import LANGUAGES
from bode.organisations.errors import TeamWrong
from bode.organisations.models import Team
from bode.organisations.teams import access_team, list_teams
from bode.rulebook.queries import allowed_purposes

from .access import ActingRequest, allow

LONGEST_NAME = 60
_WRONG = {
    "no_name": gettext_noop("Geef het team een naam."),
    "name_taken": gettext_noop("Er is al een team met deze naam."),
    "no_agent": gettext_noop("Kies alleen medewerkers klantcontact."),
}


@require_GET
@allow("administrator")
def teams(request: ActingRequest) -> HttpResponse:
    """Every team, with who is in it."""
    rules = list_rules()
    listed = [(each, rules.get(each.id)) for each in list_teams()]
    return render(request, "teams.html", {"teams": listed})


@require_http_methods(["GET", "POST"])
@allow("administrator")
def new_team(request: ActingRequest) -> HttpResponse:
    """Make a team."""
    return _team_page(request, None)


@require_http_methods(["GET", "POST"])
@allow("administrator")
def team(request: ActingRequest, team_id: UUID) -> HttpResponse:
    """Change a team, or let it be no more."""
    found = access_team(team_id)
    if request.POST.get("do") == "delete":
        delete_team(request.actor, found.id)
        messages.success(request, _("Het team bestaat niet meer. Wat het had, wacht op iedereen."))
        return redirect("teams")
    return _team_page(request, found)


def _team_page(request: ActingRequest, found: Team | None) -> HttpResponse:
    given, problems = _kept(found), {}
    if request.method == "POST":
        given = _given(request)
        problems = _save(request, found, given)
        if not problems:
            messages.success(request, _("Het team is bewaard."))
            return redirect("teams")
    context = {
        "team": found,
        "given": given,
        "problems": problems,
        "longest": LONGEST_NAME,
        "largest_most": LARGEST_MOST,
        "purposes": allowed_purposes(),
        "languages": LANGUAGES,
        "agents": list_colleagues(request.actor.organisation_id),
    }
    return render(request, "team.html", context, status=422 if problems else 200)


def _kept(found: Team | None) -> dict[str, Any]:
    """What the fields show at first."""
    if found is None:
        return {"name": "", "purposes": [], "languages": [], "members": [], "most": USUAL_MOST}
    rule = AutomaticAssignment.objects.filter(team=found).first()
    return {
        "name": found.name,
        "purposes": found.purposes,
        "languages": found.languages,
        "members": [each.person_id for each in found.members.all()],
        "is_automatic": rule is not None,
        "most": rule.most if rule else USUAL_MOST,
    }


def _given(request: ActingRequest) -> dict[str, Any]:
    return {
        "name": request.POST.get("name", "").strip(),
        "purposes": request.POST.getlist("purposes"),
        "languages": request.POST.getlist("languages"),
        "members": [
            each.id
            for each in list_colleagues(request.actor.organisation_id)
            if str(each.id) in request.POST.getlist("members")
        ],
        "is_automatic": "is_automatic" in request.POST,
        "most": request.POST.get("most", ""),
    }


def _save(request: ActingRequest, found: Team | None, given: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong, by field; empty once it is kept."""
    most = None
    if len(given["name"]) > LONGEST_NAME:
        told = _("De naam is te lang. Houd het bij %(most)s tekens.")
        return {"name": told % {"most": LONGEST_NAME}}
    if given["is_automatic"]:
        written = str(given["most"])
        most = int(written) if written.isdecimal() and len(written) < 4 else 0
        if not 1 <= most <= LARGEST_MOST:
            return {"most": _("Kies een getal van 1 tot %(most)s.") % {"most": LARGEST_MOST}}
    known = {each.code for each in allowed_purposes()}
    try:
        save_team(
            request.actor,
            found.id if found else None,
            name=given["name"],
            purposes=[each for each in given["purposes"] if each in known],
            languages=[each for each in given["languages"] if each in LANGUAGES],
            members=given["members"],
            most=most,
        )
    except TeamWrong as wrong:
        field = "members" if wrong.reason == "no_agent" else "name"
        return {field: _(_WRONG[wrong.reason])}
    return {}
