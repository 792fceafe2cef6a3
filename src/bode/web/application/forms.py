"""The forms of a file's sections. What may stand in them is for `licensing.sections` to say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bode import policy
from bode.licensing.actions import Declaration
from bode.licensing.models import Application
from bode.licensing.readiness import PURPOSE_PARTS
from bode.licensing.sections import CONTACTS, FORBIDDEN_USES, ExistingUse, Section
from bode.web.licence.forms import PurposesForm
from bode.web.templatetags.bode import local

from .words import problem

MOST_EXAMPLES = 5
MOST_MESSAGES = 10_000_000
_YES = "yes"


def line(label: Any, hint: Any = "", **attributes: str) -> forms.CharField:
    """A line of text; that it may not stay empty is for the whole file, not for one save."""
    widget = forms.TextInput(attrs=attributes)
    return forms.CharField(
        label=label, help_text=hint, required=False, strip=True, max_length=500, widget=widget
    )


def text(label: Any, hint: Any = "") -> forms.CharField:
    """A few lines of text."""
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=4000, widget=widget
    )


class SectionForm(forms.Form):
    """One section, as someone fills it in."""

    def given(self) -> dict[str, str]:
        """What was filled in, as text by field."""
        return {
            name: (_YES if value else "") if isinstance(value, bool) else str(value)
            for name, value in self.cleaned_data.items()
        }

    def complain(self, problems: Mapping[str, str]) -> None:
        """Put what is wrong beside its field."""
        for name, code in problems.items():
            self.add_error(name, problem(code))


class MunicipalityForm(SectionForm):
    legal_name = line(
        gettext_lazy("Officiële naam"),
        gettext_lazy("Zoals in het Handelsregister, bijvoorbeeld: Gemeente Voorbeeldstad."),
        autocomplete="organization",
    )
    kvk_number = line(gettext_lazy("KVK-nummer"), gettext_lazy("8 cijfers."), inputmode="numeric")
    oin = line(
        gettext_lazy("OIN (organisatie-identificatienummer)"),
        gettext_lazy("20 cijfers. U vindt het in het OIN-register van Logius."),
        inputmode="numeric",
    )
    department = line(
        gettext_lazy("Afdeling (mag leeg blijven)"),
        gettext_lazy("Bijvoorbeeld: Klantcontactcentrum."),
    )
    street = line(gettext_lazy("Straat en huisnummer"), autocomplete="street-address")
    postal_code = line(gettext_lazy("Postcode"), autocomplete="postal-code")
    city = line(gettext_lazy("Plaats"), autocomplete="address-level2")


CONTACT_TITLES = {
    "business": gettext_lazy("Voor de samenwerking met de BSP"),
    "technical": gettext_lazy("Voor de techniek"),
    "privacy": gettext_lazy("Voor privacy (functionaris gegevensbescherming)"),
}


class ContactsForm(SectionForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for contact in CONTACTS:
            self.fields[f"{contact}_name"] = line(_("Naam"))
            self.fields[f"{contact}_function"] = line(_("Functie"))
            self.fields[f"{contact}_email"] = line(_("E-mailadres"), inputmode="email")
            self.fields[f"{contact}_phone"] = line(_("Telefoonnummer"), inputmode="tel")

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each contact person."""
        parts = ("name", "function", "email", "phone")
        return [
            (str(CONTACT_TITLES[contact]), [self[f"{contact}_{part}"] for part in parts])
            for contact in CONTACTS
        ]


EXISTING_USES = (
    (ExistingUse.NONE, gettext_lazy("Nee, dit nummer staat niet op WhatsApp")),
    (ExistingUse.PRIVATE_APP, gettext_lazy("Ja, in de gewone app")),
    (ExistingUse.BUSINESS_APP, gettext_lazy("Ja, in de WhatsApp Business-app")),
    (ExistingUse.PROVIDER, gettext_lazy("Ja, bij een andere BSP of leverancier")),
)


class NumberForm(SectionForm):
    number = line(
        gettext_lazy("Telefoonnummer"),
        gettext_lazy(
            "Een vast nummer, een 085- of 088-nummer of een mobiel nummer. WhatsApp belt of stuurt "
            "een sms met een code. Een 14-nummer kan niet."
        ),
        inputmode="tel",
    )
    display_name = line(
        gettext_lazy("Naam die inwoners zien"),
        gettext_lazy(
            "Begin met “Gemeente” en de naam van de gemeente: dan herkennen inwoners u, en keurt "
            "WhatsApp de naam sneller goed."
        ),
    )
    existing_use = forms.ChoiceField(
        label=gettext_lazy("Staat dit nummer nu al op WhatsApp?"),
        choices=EXISTING_USES,
        required=False,
        widget=forms.RadioSelect,
    )
    existing_plan = text(
        gettext_lazy("Wat gebeurt daarmee?"),
        gettext_lazy(
            "Een nummer kan maar op één plek staan. Verwijdert u het account in de app, dan zijn "
            "de oude gesprekken daar weg: bewaar ze eerst. Van een andere BSP kan het nummer "
            "verhuizen. Schrijf op wat u doet, en wanneer."
        ),
    )


class ForbiddenForm(SectionForm):
    """Each forbidden use is declared by itself; words that point to one are explained."""

    def __init__(self, *args: Any, answers: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in FORBIDDEN_USES:
            name = local(policy.PURPOSES[code], "name")
            label = _("Nee, wij gebruiken WhatsApp niet voor: %(use)s") % {"use": name.lower()}
            self.fields[f"never_{code}"] = forms.BooleanField(label=label, required=False)
        for name, phrase in answers.items():
            self.fields[name] = text(
                _("Waarom is “%(phrase)s” hier geen verboden gebruik?") % {"phrase": phrase}
            )

    def declarations(self) -> list[tuple[policy.Purpose, forms.BoundField]]:
        """The forbidden uses, each with its field."""
        return [(policy.PURPOSES[code], self[f"never_{code}"]) for code in FORBIDDEN_USES]


class PurposeDetailsForm(PurposesForm):
    """The declared purposes, each with volume, audience and examples of messages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, purpose in policy.PURPOSES.items():
            if not purpose.allowed:
                continue
            name = local(purpose, "name")  # the summary of what is wrong stands apart from it
            self.fields[f"volume_{code}"] = line(
                _of(_("Hoeveel berichten verwacht u per maand?"), name),
                _("Een schatting is goed genoeg."),
                inputmode="numeric",
            )
            self.fields[f"audience_{code}"] = text(
                _of(_("Wie krijgen deze berichten?"), name),
                _("Bijvoorbeeld: inwoners die een vergunning hebben aangevraagd."),
            )
            self.fields[f"examples_{code}"] = text(
                _of(_("Voorbeelden van berichten"), name),
                _("1 tot 5 berichten, elk op een eigen regel."),
            )

    def details(self, code: str) -> list[forms.BoundField]:
        """What is asked of an allowed purpose beside its explanation."""
        return [self[f"{part}_{code}"] for part in PURPOSE_PARTS]

    def clean(self) -> dict[str, Any]:
        for code, purpose in policy.PURPOSES.items():
            if purpose.allowed and self.cleaned_data.get(f"purpose_{code}"):
                self._clean_volume(f"volume_{code}")
                if len(self._examples(code)) > MOST_EXAMPLES:
                    self.add_error(f"examples_{code}", problem("examples_many"))
        return super().clean()

    def declarations(self) -> list[Declaration]:
        """What was chosen, explained and told further."""
        return [
            Declaration(
                code=each.code,
                explanation=each.explanation,
                volume=self.cleaned_data.get(f"volume_{each.code}") or None,
                audience=self.cleaned_data.get(f"audience_{each.code}", ""),
                examples=self._examples(each.code),
            )
            for each in super().declarations()
        ]

    def _clean_volume(self, name: str) -> None:
        written = self.cleaned_data.get(name, "").replace(".", "").replace(" ", "")
        if not written:
            return
        if not (written.isascii() and written.isdecimal() and 1 <= int(written) <= MOST_MESSAGES):
            self.add_error(name, problem("volume_invalid"))
            return
        self.cleaned_data[name] = int(written)

    def _examples(self, code: str) -> list[str]:
        lines = self.cleaned_data.get(f"examples_{code}", "").splitlines()
        return [each.strip() for each in lines if each.strip()]


def _of(label: str, purpose: str) -> str:
    return f"{label} ({purpose})"


FORMS: Mapping[Section, type[SectionForm]] = {
    Section.MUNICIPALITY: MunicipalityForm,
    Section.CONTACTS: ContactsForm,
    Section.NUMBER: NumberForm,
}


def purposes_as_given(application: Application) -> dict[str, Any]:
    """The declared purposes, as the form of that section begins with them."""
    given: dict[str, Any] = {}
    for each in application.purposes.all():
        given |= {
            f"purpose_{each.code}": True,
            f"explanation_{each.code}": each.explanation,
            f"volume_{each.code}": each.volume or "",
            f"audience_{each.code}": each.audience,
            f"examples_{each.code}": "\n".join(each.examples),
        }
    return given
