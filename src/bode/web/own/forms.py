"""The form by which someone sets their own eyes and ears."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from bode.organisations.models import Appearance, Preferences

APPEARANCES = [
    (Appearance.SYSTEM, gettext_lazy("Zoals op dit apparaat is ingesteld")),
    (Appearance.LIGHT, gettext_lazy("Altijd licht")),
    (Appearance.DARK, gettext_lazy("Altijd donker")),
]
TELLS = ("tells_new", "tells_mention", "tells_urgent")


def _check(label: Any, help_text: Any = "") -> forms.BooleanField:
    return forms.BooleanField(required=False, label=label, help_text=help_text)


class PreferencesForm(forms.Form):
    """Everything of `Preferences` that one chooses."""

    appearance = forms.ChoiceField(
        choices=APPEARANCES, widget=forms.RadioSelect, label=gettext_lazy("Licht of donker")
    )
    has_shortcuts = _check(
        gettext_lazy("Sneltoetsen gebruiken"),
        gettext_lazy(
            "Zet dit uit als u met uw stem werkt, of als u toetsen soms per ongeluk indrukt."
        ),
    )
    # What one may be told of
    tells_new = _check(gettext_lazy("Een nieuw bericht bij mij, of bij nog niemand"))
    tells_mention = _check(gettext_lazy("Een collega noemt u in een notitie"))
    tells_urgent = _check(gettext_lazy("Een gesprek heeft spoed, of een antwoord is bijna te laat"))
    plays_sound = _check(gettext_lazy("Geef bij een melding een kort geluid"))
    shows_words = _check(
        gettext_lazy("Toon in de melding de naam en de eerste woorden"),
        gettext_lazy("Anderen kunnen die lezen, ook als uw scherm op slot is."),
    )

    @classmethod
    def of(cls, preferences: Preferences) -> PreferencesForm:
        """The form as someone chose before."""
        return cls(initial={name: getattr(preferences, name) for name in cls.base_fields})
