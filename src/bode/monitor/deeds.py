"""What the audit trail tells of the monitor."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import audit


def register() -> None:
    audit.register(
        {
            "monitor_import.apply": gettext_noop("Bestand in de monitor overgenomen"),
            "monitor_import.undo": gettext_noop("Bestand uit de monitor teruggedraaid"),
            "survey_round.open": gettext_noop("Vragenlijst geopend"),
            "survey_round.remind": gettext_noop("Herinnering aan de vragenlijst gestuurd"),
            "survey_round.close": gettext_noop("Vragenlijst gesloten"),
            "survey_round.discard": gettext_noop("Vragenlijst weggegooid"),
        }
    )
