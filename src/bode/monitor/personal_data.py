"""Personal data in the monitor: who entered what, and to whom the survey goes."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import register as privacy


def register() -> None:
    privacy.register(
        *(
            privacy.PersonalData(
                model=model,
                fields=("entered_by",),
                what=gettext_noop("Wie een gegeven van de monitor invoerde"),
                why=gettext_noop("Nagaan waar een cijfer vandaan komt."),
                how_long=gettext_noop("Zolang het gegeven in de monitor staat."),
            )
            for model in ("monitor.Status", "monitor.StatusImport", "monitor.SurveyRound")
        ),
        privacy.PersonalData(
            model="monitor.Invitation",
            fields=("email",),
            what=gettext_noop("E-mailadres bij een gemeente voor de vragenlijst van VNG"),
            why=gettext_noop("De link naar de vragenlijst sturen, en een herinnering."),
            how_long=gettext_noop("Tot de ronde sluit."),
        ),
    )
