"""Personal data in the monitor: who entered what."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import register as privacy


def register() -> None:
    for model in ("monitor.Status", "monitor.StatusImport"):
        privacy.register(
            privacy.PersonalData(
                model=model,
                fields=("entered_by",),
                what=gettext_noop("Wie een gegeven van de monitor invoerde"),
                why=gettext_noop("Nagaan waar een cijfer vandaan komt."),
                how_long=gettext_noop("Zolang het gegeven in de monitor staat."),
            )
        )
