"""The forms of the licence: every complaint stands beside its field, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from bode import policy
from bode.licensing.actions import EXPLANATION_LENGTH, REASON_LENGTH, Declaration
from bode.licensing.queries import list_parties
from bode.organisations.actors import Actor
from bode.organisations.models import OrganisationKind
from bode.policy import ApplicationProblem, Purpose, Route
from bode.rulebook.queries import all_versions, allowed_purposes
from bode.web.templatetags.bode import local

_PLATFORM_ID = r"^[0-9]{5,40}$"

ROUTES = (
    (Route.BSP, gettext_lazy("Via een BSP (business solution provider)")),
    (Route.ISV, gettext_lazy("Via een ISV (softwareleverancier met eigen koppeling)")),
)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A purpose on the form, with its fields."""

    purpose: Purpose
    chosen: Any
    explanation: Any
    details: list[Any]


class PurposesForm(forms.Form):
    """The purposes that a municipality declares, each with its own explanation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for purpose in policy.PURPOSES.values():
            name = local(purpose, "name")
            self.fields[f"purpose_{purpose.code}"] = forms.BooleanField(required=False, label=name)
            self.fields[f"explanation_{purpose.code}"] = forms.CharField(
                required=False,
                max_length=EXPLANATION_LENGTH,
                widget=forms.Textarea(attrs={"rows": 3}),
                label=_("Waarvoor gebruikt u WhatsApp bij “%(purpose)s”?") % {"purpose": name},
            )

        self.refusals: dict[str, ApplicationProblem] = {}
        """By field (`purposes` for all of them): the rule that an error comes from."""

    def clean(self) -> dict[str, Any]:
        """Where a field is wrong already, ask the rules too: everything is told at once."""
        if self.errors:
            route = self.cleaned_data.get("route", Route.BSP)
            purposes = [(each.code, each.explanation) for each in self.declarations()]
            today = timezone.localdate()
            self.complain(policy.check_application(route, purposes, today, eras=all_versions()))
        return self.cleaned_data

    def choices(self) -> list[Choice]:
        """The purposes that are allowed today, with their fields; one that was chosen stays."""
        allowed = allowed_purposes()
        return [
            self._choice(purpose)
            for purpose in policy.PURPOSES.values()
            if purpose in allowed or (purpose.allowed and self[f"purpose_{purpose.code}"].value())
        ]

    def details(self, code: str) -> list[Any]:  # noqa: ARG002 - a longer form asks more
        """What is asked of an allowed purpose beside its explanation."""
        return []

    def forbidden(self) -> list[Choice]:
        """The purposes that are never allowed."""
        return [
            self._choice(purpose) for purpose in policy.PURPOSES.values() if not purpose.allowed
        ]

    def prohibition(self) -> ApplicationProblem:
        """The rule that forbids them."""
        code = self.forbidden()[0].purpose.code
        purposes, today = [(code, "…")], timezone.localdate()
        return policy.check_application(Route.BSP, purposes, today, eras=all_versions())[0]

    def declarations(self) -> list[Declaration]:
        """What was chosen and explained."""
        return [
            Declaration(code=code, explanation=self.cleaned_data.get(f"explanation_{code}", ""))
            for code in policy.PURPOSES
            if self.cleaned_data.get(f"purpose_{code}")
        ]

    def complain(self, problems: Sequence[ApplicationProblem]) -> None:
        """Put each problem beside the field that it is about, unless that was told already."""
        wrong = set(self.errors)
        for problem in problems:
            field = self._field_of(problem)
            if field not in wrong:
                told = f"{local(problem, 'reason')} {local(problem, 'advice')}"
                self.add_error(field, told)
                self.refusals.setdefault(field or "purposes", problem)

    def _field_of(self, problem: ApplicationProblem) -> str | None:
        if problem.purpose in policy.PURPOSES:
            part = "explanation" if problem.code == "explanation_missing" else "purpose"
            return f"{part}_{problem.purpose}"
        return problem.field if problem.field in self.fields else None

    def _choice(self, purpose: Purpose) -> Choice:
        return Choice(
            purpose=purpose,
            chosen=self[f"purpose_{purpose.code}"],
            explanation=self[f"explanation_{purpose.code}"],
            details=self.details(purpose.code) if purpose.allowed else [],
        )


class ApplicationForm(PurposesForm):
    """A new application: who with whom, along which route, for which purposes."""

    party = forms.ChoiceField(error_messages={"required": gettext_lazy("Maak een keuze.")})
    route = forms.ChoiceField(
        choices=ROUTES,
        widget=forms.RadioSelect,
        initial=Route.BSP,
        label=gettext_lazy("Langs welke weg?"),
        error_messages={"required": gettext_lazy("Kies een weg.")},
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._actor = actor
        is_municipality = actor.organisation_kind == OrganisationKind.MUNICIPALITY
        other = OrganisationKind.PROVIDER if is_municipality else OrganisationKind.MUNICIPALITY
        party = self.fields["party"]
        assert isinstance(party, forms.ChoiceField)
        party.label = (
            _("Met welke BSP doet u de aanvraag?")
            if is_municipality
            else _("Voor welke gemeente doet u de aanvraag?")
        )
        party.choices = [("", _("Maak een keuze"))] + [
            (each.code, each.name) for each in list_parties(other)
        ]


REASONS = {"return": gettext_noop("Reden van terugsturen")}


class ReasonForm(forms.Form):
    """Why a step is made; its prefix is the step, so that two on one page are told apart."""

    reason = forms.CharField(
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Schrijf op waarom.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.prefix in REASONS:
            self.fields["reason"].label = _(REASONS[self.prefix])


class NumberForm(forms.Form):
    """A phone number, as the provider has it from the platform."""

    display_number = forms.CharField(
        label=gettext_lazy("Telefoonnummer"),
        help_text=gettext_lazy("Met landcode, bijvoorbeeld +31 85 000 0001."),
        max_length=30,
        error_messages={"required": gettext_lazy("Vul het telefoonnummer in.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    platform_id = forms.RegexField(
        _PLATFORM_ID,
        label=gettext_lazy("Nummer-id bij WhatsApp"),
        help_text=gettext_lazy("Alleen cijfers (phone number id)."),
        error_messages={
            "required": gettext_lazy("Vul het nummer-id in."),
            "invalid": gettext_lazy("Een nummer-id heeft 5 tot 40 cijfers, en niets anders."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    account_id = forms.RegexField(
        _PLATFORM_ID,
        label=gettext_lazy("Account-id bij WhatsApp"),
        help_text=gettext_lazy("Alleen cijfers (WhatsApp Business Account, WABA)."),
        error_messages={
            "required": gettext_lazy("Vul het account-id in."),
            "invalid": gettext_lazy("Een account-id heeft 5 tot 40 cijfers, en niets anders."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    access_token = forms.CharField(
        label=gettext_lazy("Toegangssleutel"),
        help_text=gettext_lazy("Bode bewaart deze sleutel versleuteld en toont hem nooit meer."),
        max_length=1000,
        error_messages={"required": gettext_lazy("Vul de toegangssleutel in.")},
        # Kept after a mistake elsewhere on the form, and never to be read on a screen.
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=True),
    )

    def clean_display_number(self) -> str:
        """E.164: a sender's number may be a fixed line, so only its form is looked at."""
        number = re.sub(r"[\s().\-–]", "", self.cleaned_data["display_number"])
        if not re.fullmatch(r"\+[1-9]\d{6,14}", number):
            raise forms.ValidationError(
                _("Dit is geen telefoonnummer met landcode. Begin met +31 voor Nederland.")
            )
        return number
