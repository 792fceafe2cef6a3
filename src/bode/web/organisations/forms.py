"""The forms by which VNG keeps up municipalities and BSPs, and a BSP its own contact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bode.organisations.models import MetaStatus, OrganisationKind, Province
from bode.organisations.providers import Contact, ProviderFacts
from bode.organisations.standing import list_there
from bode.web.fields import DayAgainForm, DayField

META_STATUSES = [
    (MetaStatus.UNKNOWN, gettext_lazy("niet bekend")),
    (MetaStatus.PARTNER, gettext_lazy("partner van Meta")),
    (MetaStatus.FORMER, gettext_lazy("geen partner meer")),
]
_NAME = {"required": gettext_lazy("Vul een naam in.")}
_URL = {"invalid": gettext_lazy("Vul een webadres in, zoals https://www.bsp.example.")}


class SearchForm(forms.Form):
    """Which municipalities to show."""

    words = forms.CharField(
        required=False,
        max_length=100,
        label=gettext_lazy("Naam of code"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    province = forms.ChoiceField(required=False, label=gettext_lazy("Provincie"))
    state = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Toestand"),
        choices=[
            ("", gettext_lazy("Bestaat nu")),
            ("ended", gettext_lazy("Bestaat niet meer")),
            ("merging", gettext_lazy("Gaat op in een andere")),
            ("all", gettext_lazy("Alle")),
        ],
    )

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked)
        field = self.fields["province"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Alle")), *Province.choices]

    @property
    def wanted(self) -> dict[str, str]:
        """What was asked for; what nobody can choose counts as not asked."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class MunicipalityForm(forms.Form):
    """A municipality that is new."""

    code = forms.RegexField(
        r"^GM\d{4}$",
        label=gettext_lazy("Code van het CBS"),
        help_text=gettext_lazy("GM en vier cijfers."),
        error_messages={
            "required": gettext_lazy("Vul de code in."),
            "invalid": gettext_lazy("Een code is GM en vier cijfers, zoals GM1992."),
        },
    )
    name = forms.CharField(label=gettext_lazy("Naam"), max_length=120, error_messages=_NAME)
    province = forms.ChoiceField(
        label=gettext_lazy("Provincie"),
        choices=[("", gettext_lazy("Maak een keuze")), *Province.choices],
        error_messages={"required": gettext_lazy("Kies een provincie.")},
    )
    valid_from = DayField(label=gettext_lazy("Eerste dag"))


class MergerForm(forms.Form):
    """Into which others a municipality goes on, and when; divided ones go on in up to four."""

    on = DayField(
        label=gettext_lazy("Eerste dag van de nieuwe indeling"),
        help_text=gettext_lazy("De gemeente zelf bestaat tot en met de dag ervoor."),
    )
    successor = forms.ChoiceField(
        label=gettext_lazy("Gaat op in"),
        error_messages={"required": gettext_lazy("Kies minstens één gemeente.")},
    )
    second = forms.ChoiceField(required=False, label=gettext_lazy("Ook in"))
    third = forms.ChoiceField(required=False, label=gettext_lazy("Ook in (derde)"))
    fourth = forms.ChoiceField(required=False, label=gettext_lazy("Ook in (vierde)"))

    def __init__(self, code: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = list_there(OrganisationKind.MUNICIPALITY, date.max)
        choices = [(each.code, each.name) for each in there if each.code != code]
        for name in ("successor", *self.others):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("Maak een keuze")), *choices]

    others = ("second", "third", "fourth")

    def further(self) -> list[forms.BoundField]:
        """Where a municipality that is divided goes on too."""
        return [self[name] for name in self.others]

    @property
    def successors(self) -> list[str]:
        """The codes that were chosen."""
        given = [self.cleaned_data[name] for name in ("successor", *self.others)]
        return [each for each in given if each]


class ConfirmMergerForm(DayAgainForm):
    """That a merger is law."""

    again = DayField(label=gettext_lazy("Vul nog eens in: eerste dag van de nieuwe indeling"))


class ContactForm(forms.Form):
    """How a BSP is reached."""

    contact_role = forms.CharField(
        required=False,
        max_length=120,
        label=gettext_lazy("Functie van de contactpersoon"),
        help_text=gettext_lazy("Geen naam, maar bijvoorbeeld “Servicepunt overheid”."),
    )
    contact_email = forms.EmailField(
        required=False,
        label=gettext_lazy("E-mailadres"),
        error_messages={"invalid": gettext_lazy("Vul een e-mailadres in, zoals info@bsp.example.")},
    )
    contact_phone = forms.RegexField(
        r"^\+?[0-9 ()\-]{6,30}$",
        required=False,
        label=gettext_lazy("Telefoonnummer"),
        widget=forms.TextInput(attrs={"type": "tel"}),
        error_messages={"invalid": gettext_lazy("Vul een telefoonnummer in.")},
    )
    website = forms.URLField(
        required=False,
        assume_scheme="https",
        label=gettext_lazy("Website"),
        error_messages=_URL,
    )

    @property
    def contact(self) -> Contact:
        return Contact(**self.cleaned_data)


class ProviderForm(ContactForm):
    """What VNG keeps up of a BSP."""

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=120, error_messages=_NAME)
    api_address = forms.URLField(
        required=False,
        assume_scheme="https",
        label=gettext_lazy("Adres van de API"),
        error_messages=_URL,
    )
    meta_status = forms.ChoiceField(
        label=gettext_lazy("Status bij Meta"), choices=META_STATUSES, initial=MetaStatus.UNKNOWN
    )
    meta_source = forms.CharField(
        required=False,
        max_length=300,
        label=gettext_lazy("Waar staat dat?"),
        help_text=gettext_lazy("Bijvoorbeeld een webadres. Nodig als de status bekend is."),
    )
    meta_checked_on = DayField(label=gettext_lazy("Nagekeken op"), required=False)
    served_from = DayField(label=gettext_lazy("Bedient gemeenten sinds"), required=False)

    field_order: Sequence[str] = ("name",)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("meta_status") != MetaStatus.UNKNOWN:
            if not given.get("meta_source"):
                self.add_error("meta_source", _("Vul in waar u dat heeft gezien."))
            if not given.get("meta_checked_on"):
                self.add_error("meta_checked_on", _("Vul in wanneer u dat heeft gezien."))
        return given

    @property
    def facts(self) -> ProviderFacts:
        own = {name: self.cleaned_data[name] for name in self.cleaned_data if name not in _APART}
        return ProviderFacts(**own)


_APART = ("name", "code")  # of the organisation itself


class NewProviderForm(ProviderForm):
    """A BSP that is new."""

    code = forms.RegexField(
        r"^[a-z][a-z0-9-]{1,39}$",
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Kleine letters, cijfers en streepjes. Blijft altijd hetzelfde."),
        error_messages={
            "required": gettext_lazy("Vul een code in."),
            "invalid": gettext_lazy("Gebruik kleine letters, cijfers en streepjes."),
        },
    )

    field_order = ("name", "code")


class EndForm(forms.Form):
    """The last day on which a BSP can be chosen."""

    last_day = DayField(label=gettext_lazy("Laatste dag"))
