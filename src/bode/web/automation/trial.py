"""Trying the rules on the messages of a day: what they would have done, while nothing is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from bode.automation import keeping
from bode.automation.kinds import RuleKind
from bode.automation.rehearsing import CLOSE, MOST, Deed, rehearse
from bode.basics import day_of, now
from bode.organisations.models import Role
from bode.web.access import ActingRequest, allow
from bode.web.desk.contacts import show_citizen
from bode.web.fields import DayField

from .views import require_municipality, teams_of
from .words import TITLES

_TRIED = [each for each in RuleKind if each is not RuleKind.HOURS]
_SHOWN = 500
_DEEDS = {
    RuleKind.EMERGENCY: gettext_lazy("zegt dat de inwoner 112 belt"),
    RuleKind.AWAY: gettext_lazy("antwoordt dat u dicht bent"),
    RuleKind.WELCOME: gettext_lazy("heet de inwoner welkom"),
    RuleKind.SILENCE: gettext_lazy("vraagt of er nog iets is"),
    RuleKind.SATISFACTION: gettext_lazy("vraagt of de inwoner tevreden is"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """Something that a rule would have done."""

    at: datetime
    rule: str
    what: str
    conversation_id: UUID
    citizen: str


class TrialForm(forms.Form):
    """Which day, and which rules."""

    day = DayField(label=gettext_lazy("Dag"))
    rules = forms.MultipleChoiceField(
        label=gettext_lazy("Regels"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies minstens één regel.")},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["rules"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(each), _(TITLES[each])) for each in _TRIED]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > day_of(now()):
            raise forms.ValidationError(_("Kies een dag die al is begonnen."))
        return day


@require_GET
@allow("administrator")
def trial(request: ActingRequest) -> HttpResponse:
    """What the rules would have done yesterday, or on another day."""
    require_municipality(request)
    yesterday = day_of(now()) - timedelta(days=1)
    form = TrialForm(request.GET if "day" in request.GET else _first(request, yesterday))
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        kinds = [RuleKind(each) for each in form.cleaned_data["rules"]]
        done = rehearse(request.actor.organisation_id, form.cleaned_data["day"], kinds)
        may_read = request.actor.has(Role.AGENT)
        context |= {
            "day": form.cleaned_data["day"],
            "heard": done.heard,
            "lines": _lines(done.deeds[:_SHOWN], teams_of(request), may_read=may_read),
            "counts": _counts(done.deeds),
            "more": len(done.deeds) - _SHOWN if len(done.deeds) > _SHOWN else 0,
            "most": MOST if done.is_cut else 0,
            "may_read": may_read,
            **_notes(request, kinds),
        }
    return render(request, "automation/trial.html", context, status=422 if form.errors else 200)


def _first(request: ActingRequest, day: date) -> dict[str, Any]:
    """What is tried at first: the rules that are on, or all of them where none is."""
    rules = keeping.rules_in(keeping.list_latest(request.actor.organisation_id), None)
    on = [str(each) for each in _TRIED if getattr(rules, each) is not None]
    return {"day": day.isoformat(), "rules": on or [str(each) for each in _TRIED]}


def _notes(request: ActingRequest, kinds: Sequence[RuleKind]) -> dict[str, Any]:
    """What to know of the rules that were tried: which were never set, and which can do nothing."""
    latest = keeping.list_latest(request.actor.organisation_id)
    kept = {kind for kind, _number in latest}
    has_teams = any(each.settings.get("teams") for each in latest.values())
    return {
        "usual": [_(TITLES[each]) for each in kinds if each not in kept],
        "hours_missing": RuleKind.AWAY in kinds and RuleKind.HOURS not in kept,
        "teams_missing": RuleKind.TEAMS in kinds and not has_teams,
        "away": _(TITLES[RuleKind.AWAY]),
        "teams": _(TITLES[RuleKind.TEAMS]),
    }


def _lines(deeds: Sequence[Deed], teams: Mapping[UUID, str], *, may_read: bool) -> list[Line]:
    return [
        Line(
            at=each.at,
            rule=_(TITLES[each.rule]),
            what=_what(each, teams),
            conversation_id=each.conversation.id,
            citizen=show_citizen(each.conversation.contact).name if may_read else "",
        )
        for each in deeds
    ]


def _what(deed: Deed, teams: Mapping[UUID, str]) -> str:
    if deed.rule is RuleKind.TEAMS:
        return _("geeft het gesprek aan team %(team)s") % {"team": teams.get(UUID(deed.what), "?")}
    if deed.what == CLOSE:
        return _("sluit het gesprek")
    return str(_DEEDS[deed.rule])


def _counts(deeds: Sequence[Deed]) -> list[tuple[str, int]]:
    counted = Counter(each.rule for each in deeds)
    return [(_(TITLES[kind]), counted[kind]) for kind in _TRIED if counted[kind]]
