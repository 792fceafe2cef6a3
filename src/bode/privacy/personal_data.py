"""Personal data in the audit trail: the names of those who did something."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from . import register as privacy


def register_own() -> None:
    privacy.register(
        privacy.PersonalData(
            model="privacy.AuditEntry",
            fields=("actor",),
            what=gettext_noop("Controlespoor: wie iets heeft gedaan"),
            why=gettext_noop("Laten zien wie wat deed, ook als later iemand dat ontkent."),
            how_long=gettext_noop("Blijvend: van een controlespoor gaat niets weg."),
        )
    )
