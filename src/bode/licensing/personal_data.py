"""Personal data in licensing: the names of people who took a step, or handled something."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import register as privacy


def register() -> None:
    privacy.register(
        privacy.PersonalData(
            model="licensing.ApplicationEvent",
            fields=("actor",),
            what=gettext_noop("Aanvraag: wie een stap heeft gezet"),
            why=gettext_noop("Laten zien wie welke stap in de aanvraag heeft gezet."),
            how_long=gettext_noop("Wordt nog niet vanzelf verwijderd."),
        )
    )
    privacy.register(
        privacy.PersonalData(
            model="licensing.TemplateChange",
            fields=("actor",),
            what=gettext_noop("Sjablonen: wie iets heeft bewaard, ingediend of verwijderd"),
            why=gettext_noop("Laten zien wie een sjabloon heeft gemaakt, veranderd of verwijderd."),
            how_long=gettext_noop("Wordt nog niet vanzelf verwijderd."),
        )
    )
    privacy.register(
        privacy.PersonalData(
            model="licensing.PlatformNotice",
            fields=("actor",),
            what=gettext_noop("Meldingen van WhatsApp: wie ze heeft afgehandeld"),
            why=gettext_noop("Laten zien wie een melding over het account heeft afgehandeld."),
            how_long=gettext_noop("Wordt nog niet vanzelf verwijderd."),
        )
    )
