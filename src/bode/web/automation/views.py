"""The rules of a municipality, to look at, switch and change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bode.automation import keeping
from bode.automation.errors import HoursMissing, RuleError, TeamMissing
from bode.automation.hours import Hours, days_closed
from bode.automation.kinds import RuleKind
from bode.automation.models import RuleVersion
from bode.basics import day_of, now
from bode.licensing.models import PhoneNumber
from bode.licensing.queries import list_numbers
from bode.organisations.models import OrganisationKind, Team
from bode.policy import PURPOSES
from bode.web.access import ActingRequest, allow

from .forms import FORMS, RuleForm, TeamsForm
from .words import TITLES, Sentence, closed_days, sentences, week_in_words

_SHOWN_VERSIONS = 50
_YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Card:
    """A rule on the overview."""

    kind: RuleKind
    title: str
    sentences: list[Sentence]
    is_on: bool
    is_kept: bool
    """Whether anyone ever set it."""
    follows: bool
    """Whether this number has the rule of all numbers."""


@require_GET
@allow("administrator")
def automation(request: ActingRequest) -> HttpResponse:
    """Every rule as a sentence, with whether it is on, for all numbers or for one."""
    number = _number(request)
    latest = keeping.list_latest(request.actor.organisation_id)
    hours = keeping.rules_in(latest, number.id if number else None).hours
    teams = teams_of(request)
    cards = [_card(each, latest, number, teams) for each in RuleKind if each != RuleKind.HOURS]
    return render(
        request,
        "automation/rules.html",
        {
            "cards": cards,
            "hours": _hours(hours),
            "number": number,
            "numbers": _ours(request),
            "menus": [number] if number else _ours(request),
            "hours_follow": _follows(latest, RuleKind.HOURS, number),
        },
    )


@require_http_methods(["GET", "POST"])
@allow("administrator")
def rule(request: ActingRequest, kind: str) -> HttpResponse:
    """One rule, to change, with every version of it."""
    known, number = _kind(kind), _number(request)
    number_id = number.id if number else None
    kept = _kept(request, known, number)
    form = _form(request, known, kept)
    if request.method == "POST" and form.is_valid():
        is_on = form.cleaned_data.get("is_on", True)
        try:
            keeping.change_rule(
                request.actor, known, form.settings(), is_on=is_on, number_id=number_id
            )
        except RuleError as wrong:
            form.complain(wrong)
        else:
            messages.success(request, _("Bewaard. Vanaf nu werkt Bode hiermee."))
            return redirect(_page(number))
    versions = keeping.list_versions(request.actor.organisation_id, known, number_id)
    context = {
        "kind": known,
        "title": _(TITLES[known]),
        "form": form,
        "number": number,
        "versions": versions[:_SHOWN_VERSIONS],
        "back": _page(number),
        "menus": [number] if number else _ours(request),
    }
    status = 422 if form.errors else 200
    return render(request, f"automation/{_template(known)}.html", context, status=status)


@require_POST
@allow("administrator")
def switch(request: ActingRequest, kind: str) -> HttpResponse:
    """Switch a rule on or off as it is."""
    known, number = _kind(kind), _number(request)
    is_on = request.POST.get("to") == "on"
    kept = keeping.settings_of(_kept(request, known, number), known)
    number_id = number.id if number else None
    try:
        keeping.change_rule(request.actor, known, kept, is_on=is_on, number_id=number_id)
    except HoursMissing:
        messages.error(
            request, _("Vul eerst uw openingstijden in. Dan weet Bode wanneer u dicht bent.")
        )
    except RuleError as wrong:
        messages.error(request, _why_not(wrong))
        return redirect(f"{reverse('automation_rule', args=[known])}{_query(number)}")
    else:
        told = _("De regel “%(rule)s” staat aan.") if is_on else _("De regel “%(rule)s” staat uit.")
        messages.success(request, told % {"rule": _(TITLES[known])})
    return redirect(_page(number))


@require_POST
@allow("administrator")
def follow(request: ActingRequest, kind: str) -> HttpResponse:
    """Let a number have the rule of all numbers again."""
    known, number = _kind(kind), _number(request)
    if number is None:
        raise Http404
    keeping.follow_all(request.actor, known, number.id)
    messages.success(request, _("Voor dit nummer geldt weer de regel van alle nummers."))
    return redirect(_page(number))


def _why_not(wrong: RuleError) -> str:
    """Why a rule can't be switched on as it is kept."""
    if isinstance(wrong, TeamMissing):
        return _("Kies eerst voor minstens één onderwerp een team. Zet de regel daarna aan.")
    return _("Deze regel klopt niet meer. Wijzig de regel eerst.")


def _card(
    kind: RuleKind,
    latest: dict[tuple[RuleKind, UUID | None], RuleVersion],
    number: PhoneNumber | None,
    teams: dict[UUID, str],
) -> Card:
    follows = _follows(latest, kind, number)
    version = latest.get((kind, None if follows or number is None else number.id))
    return Card(
        kind=kind,
        title=_(TITLES[kind]),
        sentences=sentences(kind, keeping.settings_of(version, kind), teams),
        is_on=version is not None and version.is_on,
        is_kept=version is not None,
        follows=follows,
    )


def _follows(
    latest: dict[tuple[RuleKind, UUID | None], RuleVersion],
    kind: RuleKind,
    number: PhoneNumber | None,
) -> bool:
    own = latest.get((kind, number.id)) if number else None
    return number is not None and (own is None or not own.is_own)


def _hours(hours: Hours | None) -> dict[str, Any] | None:
    if hours is None:
        return None
    today = day_of(now())
    return {
        "week": week_in_words(hours),
        "closed": closed_days(days_closed(hours, today, today + _YEAR)),
    }


def _form(request: ActingRequest, kind: RuleKind, kept: RuleVersion | None) -> RuleForm:
    settings = keeping.settings_of(kept, kind)
    more: dict[str, Any] = {}
    if FORMS[kind] is TeamsForm:
        licensed = {code for each in _ours(request) for code in each.licence.purposes}
        more = {
            "purposes": [each for each in PURPOSES if each in licensed],
            "teams": teams_of(request),
        }
    initial = {"is_on": kept.is_on if kept else False}
    return FORMS[kind](kind, settings, request.POST or None, initial=initial, **more)


def _kept(request: ActingRequest, kind: RuleKind, number: PhoneNumber | None) -> RuleVersion | None:
    latest = keeping.list_latest(request.actor.organisation_id)
    follows = _follows(latest, kind, number)
    return latest.get((kind, None if follows or number is None else number.id))


def require_municipality(request: ActingRequest) -> None:
    """Only municipalities have rules; for anyone else there is nothing here."""
    if request.actor.organisation_kind != OrganisationKind.MUNICIPALITY:
        raise Http404


def _kind(kind: str) -> RuleKind:
    if kind not in tuple(RuleKind):
        raise Http404
    return RuleKind(kind)


def _template(kind: RuleKind) -> str:
    return "hours" if kind is RuleKind.HOURS else "rule"


def _number(request: ActingRequest) -> PhoneNumber | None:
    """The number whose own rules these are; None: those of all numbers."""
    require_municipality(request)
    named = request.GET.get("number", "")
    if not named:
        return None
    found = next((each for each in _ours(request) if str(each.id) == named), None)
    if found is None:
        raise Http404
    return found


def _ours(request: ActingRequest) -> list[PhoneNumber]:
    return [
        each for each in list_numbers() if each.municipality_id == request.actor.organisation_id
    ]


def teams_of(request: ActingRequest) -> dict[UUID, str]:
    """The names of the municipality's teams."""
    found = Team.objects.filter(organisation=request.actor.organisation_id).order_by("name")
    return dict(found.values_list("id", "name"))


def _query(number: PhoneNumber | None) -> str:
    return f"?number={number.id}" if number else ""


def _page(number: PhoneNumber | None) -> str:
    return f"{reverse('automation')}{_query(number)}"
