"""Personal data in the API: whatever stood in an answer that is kept for a repeated call."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import register as privacy


def register() -> None:
    privacy.register(
        privacy.PersonalData(
            model="api.RememberedAnswer",
            fields=("answer",),
            what=gettext_noop("Koppeling (API): het antwoord op een aanroep"),
            why=gettext_noop(
                "Een herhaalde aanroep hetzelfde antwoord geven, zonder iets twee keer te doen."
            ),
            how_long=gettext_noop("Drie dagen."),
        )
    )
