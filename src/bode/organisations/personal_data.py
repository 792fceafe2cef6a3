"""Personal data in organisations: the people who work with Bode."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import register as privacy


def register() -> None:
    privacy.register(
        privacy.PersonalData(
            model="organisations.Person",
            fields=("email", "name"),
            what=gettext_noop("Gebruiker van Bode: naam en e-mailadres"),
            why=gettext_noop("Inloggen, en laten zien wie wat deed."),
            how_long=gettext_noop("Zolang iemand met Bode werkt."),
        ),
        privacy.PersonalData(
            model="organisations.Mail",
            fields=("address", "text"),
            what=gettext_noop("Post: e-mailadres en tekst van wat Bode mailt"),
            why=gettext_noop("Mensen laten weten dat zij aan de beurt zijn, en dat kunnen nagaan."),
            how_long=gettext_noop("90 dagen."),
        ),
    )
