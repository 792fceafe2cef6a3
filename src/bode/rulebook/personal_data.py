"""Personal data in the rulebook: who made a version."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import register as privacy


def register() -> None:
    privacy.register(
        privacy.PersonalData(
            model="rulebook.RuleVersion",
            fields=("drafted_by", "published_by"),
            what=gettext_noop("Versie van de regels: wie haar schreef en wie haar vaststelde"),
            why=gettext_noop("Laten zien wie de regels heeft gewijzigd."),
            how_long=gettext_noop("Zolang de versie bestaat."),
        ),
    )
