"""The settings of service levels: what is promised, for each team and for all others."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_GET, require_http_methods

from bode.organisations.models import Team
from bode.organisations.teams import access_team, list_teams
from bode.reports.clocks import has_office_hours
from bode.reports.errors import LevelWrong
from bode.reports.levels import Promised, remove_level, save_level
from bode.reports.models import LONGEST_ANSWER, LONGEST_CLOSING, ServiceLevel
from bode.reports.queries import list_levels
from bode.web.access import ActingRequest, allow

_WRONG = {
    "nothing_promised": gettext_noop(
        "Vul een tijd in voor het antwoord, voor de afhandeling, of allebei."
    ),
    "out_of_range": gettext_noop("Dit getal kan hier niet. Kies een ander getal."),
    "too_early": gettext_noop(
        "Waarschuw minder minuten vooraf dan de tijd voor het antwoord, of laat dit leeg."
    ),
}


class LevelForm(forms.Form):
    """What is promised; what is left empty is not."""

    answer_minutes = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LONGEST_ANSWER,
        label=gettext_lazy("Eerste antwoord binnen hoeveel minuten?"),
        help_text=gettext_lazy("Van een medewerker. Automatische antwoorden tellen niet mee."),
    )
    answer_percent = forms.IntegerField(
        min_value=1,
        max_value=100,
        label=gettext_lazy("Voor hoeveel procent van de gesprekken?"),
    )
    warn_minutes = forms.IntegerField(
        required=False,
        min_value=1,
        label=gettext_lazy("Hoeveel minuten vooraf waarschuwt Bode?"),
        help_text=gettext_lazy("Leeg: in het laatste kwart van de tijd."),
    )
    close_hours = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LONGEST_CLOSING,
        label=gettext_lazy("Afgehandeld binnen hoeveel uur?"),
        help_text=gettext_lazy("Bode waarschuwt in het laatste kwart van deze tijd."),
    )
    close_percent = forms.IntegerField(
        min_value=1,
        max_value=100,
        label=gettext_lazy("Voor hoeveel procent van de afgehandelde gesprekken?"),
    )

    @classmethod
    def of(cls, level: ServiceLevel | None) -> LevelForm:
        """The form as a level is kept; where there is none, as one usually begins."""
        kept = level or Promised()
        return cls(initial={name: getattr(kept, name) for name in cls.base_fields})

    def promised(self) -> Promised:
        """What a valid form promises."""
        return Promised(**self.cleaned_data)

    def refuse(self, wrong: LevelWrong) -> None:
        self.add_error(wrong.field, _(_WRONG[wrong.reason]))


@require_GET
@allow("administrator")
def levels(request: ActingRequest) -> HttpResponse:
    """What is promised, for all and for each team."""
    kept = list_levels()
    context: dict[str, Any] = {
        "usual": kept.get(None),
        "teams": [(each, kept.get(each.id)) for each in list_teams()],
        "has_hours": has_office_hours(request.actor.organisation_id),
    }
    return render(request, "reports/levels.html", context)


@require_http_methods(["GET", "POST"])
@allow("administrator")
def usual_level(request: ActingRequest) -> HttpResponse:
    """What is promised of all conversations whose team promises nothing of its own."""
    return _level_page(request, None)


@require_http_methods(["GET", "POST"])
@allow("administrator")
def team_level(request: ActingRequest, team_id: UUID) -> HttpResponse:
    """What a team promises."""
    return _level_page(request, access_team(team_id))


def _level_page(request: ActingRequest, team: Team | None) -> HttpResponse:
    team_id = team.id if team else None
    kept = list_levels().get(team_id)
    if request.method == "GET":
        return _page(request, team, kept, LevelForm.of(kept))
    if request.POST.get("do") == "remove":
        remove_level(request.actor, team_id)
        messages.success(request, _("De afspraak geldt niet meer."))
        return redirect("levels")
    form = LevelForm(request.POST)
    if form.is_valid():
        try:
            save_level(request.actor, team_id, form.promised())
        except LevelWrong as wrong:
            form.refuse(wrong)
        else:
            messages.success(request, _("De afspraak is bewaard."))
            return redirect("levels")
    return _page(request, team, kept, form, status=422)


def _page(
    request: ActingRequest,
    team: Team | None,
    kept: ServiceLevel | None,
    form: LevelForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"team": team, "kept": kept, "form": form}
    return render(request, "reports/level.html", context, status=status)
