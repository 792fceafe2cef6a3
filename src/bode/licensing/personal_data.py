"""Personal data in licensing: the names of people who took a step."""

from __future__ import annotations

from bode.privacy import register as privacy


def register() -> None:
    privacy.register(
        privacy.PersonalData(
            model="licensing.ApplicationEvent",
            fields=("actor",),
            what="Aanvraag: wie een stap heeft gezet",
            why="Laten zien wie welke stap in de aanvraag heeft gezet.",
            how_long="Wordt nog niet vanzelf verwijderd.",
        )
    )
