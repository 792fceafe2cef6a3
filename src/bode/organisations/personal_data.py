"""Personal data in organisations: the people who work with Bode."""

from __future__ import annotations

from bode.privacy import register as privacy


def register() -> None:
    privacy.register(
        privacy.PersonalData(
            model="organisations.Person",
            fields=("email", "name"),
            what="Gebruiker van Bode: naam en e-mailadres",
            why="Inloggen, en laten zien wie wat deed.",
            how_long="Zolang iemand met Bode werkt.",
        ),
    )
