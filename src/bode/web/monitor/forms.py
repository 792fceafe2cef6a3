"""The forms behind the monitor: a file, a round of the survey, and a municipality's answer."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bode import policy
from bode.monitor.claims import Certainty, certainty_name
from bode.monitor.importing import FileSource
from bode.monitor.models import Status
from bode.monitor.surveying import Answer
from bode.monitor.uses import CLAIMABLE, Use, use_name
from bode.organisations.municipalities import municipalities_on
from bode.web.fields import DayField
from bode.web.templatetags.bode import local

from .filters import FIRST_DAY

_REQUIRED = gettext_lazy("Vul dit in.")
_LONGEST_ROUND = timedelta(days=366)
_certainty_name = lazy(certainty_name, str)
_use_name = lazy(use_name, str)


class ImportForm(forms.Form):
    """A file of statuses, and from whom it is."""

    file = forms.FileField(
        label=gettext_lazy("CSV-bestand"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": gettext_lazy("Kies een bestand."),
            "empty": gettext_lazy("Dit bestand is leeg."),
        },
    )
    source_name = forms.CharField(
        max_length=200,
        label=gettext_lazy("Van wie komt het?"),
        help_text=gettext_lazy("Zo staat de bron bij elk gegeven, voor iedereen te lezen."),
        error_messages={"required": _REQUIRED},
    )
    source_url = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        label=gettext_lazy("Adres op internet (mag leeg blijven)"),
        error_messages={"invalid": gettext_lazy("Dit is geen adres. Het begint met https://.")},
    )
    source_day = DayField(
        label=gettext_lazy("Datum van de bron"),
        help_text=gettext_lazy(
            "Op deze dag zei de bron het. Zegt een rij niet tot wanneer iets geldt, dan gelooft "
            "Bode haar nog twee jaar."
        ),
    )
    certainty = forms.ChoiceField(
        label=gettext_lazy("Hoe zeker is het?"),
        choices=[(str(each), _certainty_name(each)) for each in Certainty],
        initial=str(Certainty.LIKELY),
    )

    def clean_source_day(self) -> date:
        day: date = self.cleaned_data["source_day"]
        if not FIRST_DAY <= day <= timezone.localdate():
            raise ValidationError(_("Kies een dag die voorbij is, van 2013 of later."))
        return day

    def source(self) -> FileSource:
        asked = self.cleaned_data
        return FileSource(
            name=asked["source_name"],
            url=asked["source_url"],
            day=asked["source_day"],
            certainty=Certainty(asked["certainty"]),
        )


class RoundForm(forms.Form):
    """A round of the survey, with the addresses that are known."""

    title = forms.CharField(
        max_length=120,
        label=gettext_lazy("Naam van de ronde"),
        help_text=gettext_lazy("Bijvoorbeeld: Vragenlijst WhatsApp, voorjaar 2027."),
        error_messages={"required": _REQUIRED},
    )
    closes_on = DayField(label=gettext_lazy("Laatste dag om te antwoorden"))
    addresses = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        label=gettext_lazy("E-mailadressen"),
        help_text=gettext_lazy(
            "Een regel per gemeente: code, puntkomma, adres. Bijvoorbeeld: "
            "GM0344;info@gemeente.example. Voor gemeenten zonder adres krijgt u de links als "
            "bestand."
        ),
    )

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        today = timezone.localdate()
        if not today <= day <= today + _LONGEST_ROUND:
            raise ValidationError(_("Kies een dag vanaf vandaag, binnen een jaar."))
        return day

    def clean_addresses(self) -> dict[str, str]:
        there = set(
            municipalities_on(timezone.localdate()).values_list("organisation__code", flat=True)
        )
        found: dict[str, str] = {}
        wrong: list[str] = []
        for number, line in enumerate(self.cleaned_data["addresses"].splitlines(), start=1):
            if not line.strip():
                continue
            code, _sep, email = (
                part.strip() for part in re.sub(r"[,\t]", ";", line).partition(";")
            )
            problem = _problem_with(code.upper(), email, there, found)
            if problem:
                wrong.append(_("Regel %(row)s: %(reason)s") % {"row": number, "reason": problem})
            found[code.upper()] = email
        if wrong:
            raise ValidationError(wrong[:20])
        return found


def _problem_with(code: str, email: str, there: set[str], found: dict[str, str]) -> str:
    """What is wrong with a line of addresses; empty where nothing is."""
    if code not in there:
        return _("er is nu geen gemeente met de code “%(code)s”.") % {"code": code}
    if code in found:
        return _("de gemeente %(code)s staat er twee keer.") % {"code": code}
    try:
        validate_email(email)
    except ValidationError:
        return _("“%(email)s” is geen e-mailadres.") % {"email": email}
    return ""


class AnswerForm(forms.Form):
    """What a municipality answers."""

    use = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=gettext_lazy("Langs welke weg gebruikt uw gemeente WhatsApp?"),
        choices=[(str(use), _use_name(use)) for use in CLAIMABLE],
        error_messages={"required": gettext_lazy("Kies een antwoord.")},
    )
    first_day = DayField(
        required=False,
        label=gettext_lazy("Sinds wanneer?"),
        help_text=gettext_lazy(
            "Weet u het niet, laat dit dan leeg. Uw antwoord geldt dan vanaf vandaag."
        ),
    )
    provider = forms.CharField(
        required=False,
        max_length=120,
        label=gettext_lazy("Naam van de BSP of ISV, als u er een heeft"),
        help_text=gettext_lazy(
            "Een BSP is een bedrijf dat van WhatsApp gemeenten mag aansluiten (business solution "
            "provider). Een ISV is een softwarebedrijf dat WhatsApp in zijn eigen programma "
            "koppelt (independent software vendor)."
        ),
    )
    purposes = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Waarvoor gebruikt u WhatsApp?"),
    )
    may_publish = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=gettext_lazy("Mag iedereen uw antwoord zien?"),
        choices=[
            ("yes", gettext_lazy("Ja, het mag in de openbare monitor staan")),
            ("no", gettext_lazy("Nee, alleen VNG mag het zien")),
        ],
        error_messages={"required": gettext_lazy("Kies een antwoord.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        purposes = self.fields["purposes"]
        assert isinstance(purposes, forms.MultipleChoiceField)
        purposes.choices = [
            (each.code, local(each, "name")) for each in policy.PURPOSES.values() if each.allowed
        ]

    def clean_first_day(self) -> date | None:
        day: date | None = self.cleaned_data["first_day"]
        if day is not None and not FIRST_DAY <= day <= timezone.localdate():
            raise ValidationError(_("Kies een dag die voorbij is, van 2013 of later."))
        return day

    def answer(self) -> Answer:
        """Of a municipality without WhatsApp neither supplier nor purposes are kept."""
        asked = self.cleaned_data
        use = Use(asked["use"])
        uses_it = use is not Use.NONE
        return Answer(
            use=use,
            first_day=asked["first_day"],
            provider=asked["provider"] if uses_it else "",
            purposes=asked["purposes"] if uses_it else [],
            may_publish=asked["may_publish"] == "yes",
        )


def initial_of(status: Status | None) -> dict[str, Any]:
    """What was answered before, to start from."""
    if status is None:
        return {}
    return {
        "use": status.use,
        "first_day": status.first_day,
        "provider": status.provider,
        "purposes": status.purposes,
        "may_publish": "yes" if status.is_public else "no",
    }
