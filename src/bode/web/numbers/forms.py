"""The forms of a number: what citizens read beside it, and its PIN."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from bode import policy
from bode.licensing.registration import VERTICAL
from bode.web.templatetags.bode import local
from bode.whatsapp import Profile, limits


class ProfileForm(forms.Form):
    """What citizens read beside a number."""

    about = forms.CharField(
        label=gettext_lazy("Korte tekst onder de naam"),
        max_length=limits.PROFILE_ABOUT,
        error_messages={"required": gettext_lazy("Vul een korte tekst in.")},
    )
    description = forms.CharField(
        label=gettext_lazy("Omschrijving"),
        help_text=gettext_lazy(
            "Zeg waarvoor dit nummer is, en dat het niet voor spoed is. Bij gevaar belt men 112."
        ),
        max_length=limits.PROFILE_DESCRIPTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mailadres voor vragen"),
        max_length=limits.PROFILE_EMAIL,
        required=False,
    )
    website = forms.URLField(
        label=gettext_lazy("Website"),
        max_length=limits.PROFILE_WEBSITE,
        required=False,
        assume_scheme="https",
    )
    other_website = forms.URLField(
        label=gettext_lazy("Tweede website"),
        max_length=limits.PROFILE_WEBSITE,
        required=False,
        assume_scheme="https",
    )
    address = forms.CharField(
        label=gettext_lazy("Adres"), max_length=limits.PROFILE_ADDRESS, required=False
    )

    @classmethod
    def of(cls, profile: Profile) -> ProfileForm:
        """A form filled in with the profile that there is."""
        first, second, *_ = *profile.websites, "", ""
        return cls(
            initial={
                "about": profile.about,
                "description": profile.description or policy.NOT_FOR_EMERGENCIES_NL,
                "email": profile.email,
                "website": first,
                "other_website": second,
                "address": profile.address,
            }
        )

    def profile(self) -> Profile:
        """The profile that was filled in."""
        given: dict[str, Any] = self.cleaned_data
        return Profile(
            about=given["about"],
            description=given["description"],
            email=given["email"],
            websites=tuple(filter(None, (given["website"], given["other_website"]))),
            address=given["address"],
            vertical=VERTICAL,
        )

    def complain(self, problems: Sequence[policy.ProfileProblem]) -> None:
        """Put each problem beside the field that it is about."""
        for problem in problems:
            self.add_error(problem.field, local(problem, "told"))


class PictureForm(forms.Form):
    """The picture that citizens see beside a number."""

    picture = forms.FileField(
        label=gettext_lazy("Nieuwe profielfoto"),
        help_text=gettext_lazy(
            "Een vierkante JPEG of PNG van minstens 192 bij 192 pixels, hooguit 5 MB."
        ),
        error_messages={
            "required": gettext_lazy("Kies een foto."),
            "empty": gettext_lazy("Het bestand is leeg."),
        },
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )


class PinForm(forms.Form):
    """The PIN of a number."""

    pin = forms.RegexField(
        rf"^[0-9]{{{limits.PIN_DIGITS}}}$",
        label=gettext_lazy("Pincode van 6 cijfers"),
        help_text=gettext_lazy(
            "Bode bewaart de pincode niet. Leg hem vast in de kluis voor wachtwoorden van uw "
            "organisatie."
        ),
        error_messages={
            "required": gettext_lazy("Vul de pincode in."),
            "invalid": gettext_lazy("Een pincode heeft 6 cijfers, en niets anders."),
        },
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


class KeyForm(forms.Form):
    """The key by which the platform knows who speaks for a number."""

    access_token = forms.CharField(
        max_length=1000,
        label=gettext_lazy("Nieuwe toegangssleutel"),
        help_text=gettext_lazy(
            "De sleutel van dit nummer bij Meta of 360dialog. Bode bewaart hem versleuteld en laat "
            "hem nooit meer zien."
        ),
        error_messages={"required": gettext_lazy("Vul de sleutel in.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
