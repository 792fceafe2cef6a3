"""What someone asks a report about; it stands in the address, so that one can share it."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from bode.licensing.queries import list_numbers
from bode.organisations.teams import list_teams
from bode.reports.choosing import Choice
from bode.reports.periods import LONGEST, Period, day_of_report, month_of, week_of
from bode.rulebook.queries import allowed_purposes
from bode.web.fields import DayField
from bode.web.templatetags.bode import local, phone

_ONE = datetime.timedelta(days=1)
_QUICK = (
    ("today", gettext_noop("Vandaag")),
    ("yesterday", gettext_noop("Gisteren")),
    ("week", gettext_noop("Deze week")),
    ("former_week", gettext_noop("Vorige week")),
    ("month", gettext_noop("Deze maand")),
    ("former_month", gettext_noop("Vorige maand")),
)


class ChoiceForm(forms.Form):
    """A period, and perhaps one team, purpose or number."""

    since = DayField(label=gettext_lazy("Van"))
    until = DayField(label=gettext_lazy("Tot en met"))
    team = forms.ChoiceField(required=False, label=gettext_lazy("Team"))
    purpose = forms.ChoiceField(required=False, label=gettext_lazy("Doel"))
    number = forms.ChoiceField(required=False, label=gettext_lazy("Nummer"))

    def __init__(self, asked: QueryDict) -> None:
        self.today = timezone.localdate()
        usual = _up_to(month_of(self.today), self.today)
        days = {"since": usual.first.isoformat(), "until": usual.last.isoformat()}
        super().__init__({**days, **asked.dict()})
        choices = {
            "team": [(str(each.id), each.name) for each in list_teams()],
            "purpose": [(each.code, local(each, "name")) for each in allowed_purposes()],
            "number": [(str(each.id), phone(each.display_number)) for each in list_numbers()],
        }
        for name, options in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("alle")), *options]
            field.error_messages["invalid_choice"] = _("Kies een van de mogelijkheden.")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since is None or until is None:
            return given
        if until < since:
            self.add_error("until", _("Kies een dag die niet voor de eerste dag ligt."))
        elif (until - since).days >= LONGEST:
            told = _("Een rapport gaat over hooguit %(most)s dagen. Kies een kortere periode.")
            self.add_error("until", told % {"most": LONGEST})
        elif since > self.today:
            self.add_error("since", _("Deze dag moet nog komen. Kies vandaag of eerder."))
        return given

    def choice(self) -> Choice:
        """What is asked for; what was filled in wrongly asks for this month."""
        is_right = self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        period = _up_to(month_of(self.today), self.today)
        if is_right and given.get("since") and given.get("until"):
            period = _up_to(Period(first=given["since"], last=given["until"]), self.today)
        return Choice(
            period=period,
            team=UUID(given["team"]) if given.get("team") else None,
            purpose=given.get("purpose", ""),
            number=UUID(given["number"]) if given.get("number") else None,
        )

    def quick(self, choice: Choice) -> list[tuple[str, str, bool]]:
        """Periods to choose by one press: their query, their name, and whether it is this one."""
        week, month = week_of(self.today), month_of(self.today)
        periods = {
            "today": day_of_report(self.today),
            "yesterday": day_of_report(self.today - _ONE),
            "week": _up_to(week, self.today),
            "former_week": week.before,
            "month": _up_to(month, self.today),
            "former_month": month.before,
        }
        return [
            (query_of(choice, periods[name]), _(title), periods[name] == choice.period)
            for name, title in _QUICK
        ]

    def beside(self, choice: Choice) -> dict[str, str]:
        """The queries of the periods before and after; none of what is all still to come."""
        after = choice.period.after
        found = {"before": query_of(choice, choice.period.before)}
        if after.first <= self.today:
            found["after"] = query_of(choice, _up_to(after, self.today))
        return found


def query_of(choice: Choice, period: Period) -> str:
    """What asks for this choice, of another period."""
    asked = {
        "since": period.first.isoformat(),
        "until": period.last.isoformat(),
        "team": choice.team or "",
        "purpose": choice.purpose,
        "number": choice.number or "",
    }
    return urlencode({name: value for name, value in asked.items() if value})


def _up_to(period: Period, today: datetime.date) -> Period:
    """Of a period that isn't over what there is of it."""
    return Period(first=min(period.first, today), last=min(period.last, today))
