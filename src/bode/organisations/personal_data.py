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
            how_long=gettext_noop(
                "Zolang iemand met Bode werkt, en daarna zolang geschiedenissen tonen wie wat deed."
            ),
        ),
        privacy.PersonalData(
            model="organisations.ApiToken",
            fields=("made_by",),
            what=gettext_noop("Sleutel voor een programma: wie hem maakte"),
            why=gettext_noop("Wie iets voorbereidt met een sleutel, keurt het niet zelf goed."),
            how_long=gettext_noop("Zolang geschiedenissen tonen wat met de sleutel is gedaan."),
        ),
        privacy.PersonalData(
            model="organisations.Preferences",
            fields=("appearance", "has_shortcuts", "saw_tour", "tells_new", "plays_sound"),
            what=gettext_noop("Voorkeuren: hoe iemand Bode wil zien en horen"),
            why=gettext_noop("Iedereen kan met Bode werken op een manier die past."),
            how_long=gettext_noop("Zolang iemand met Bode werkt."),
        ),
        privacy.PersonalData(
            model="organisations.Mail",
            fields=("address", "text"),
            what=gettext_noop("Post: e-mailadres en tekst van wat Bode mailt"),
            why=gettext_noop("Mensen laten weten dat zij aan de beurt zijn, en dat kunnen nagaan."),
            how_long=gettext_noop("90 dagen."),
        ),
        privacy.PersonalData(
            model="organisations.Invitation",
            fields=("email", "invited_by"),
            what=gettext_noop("Uitnodiging: e-mailadres, en wie uitnodigde"),
            why=gettext_noop(
                "Mensen laten beginnen met Bode, en kunnen nagaan wie hen uitnodigde."
            ),
            how_long=gettext_noop("Een jaar nadat de uitnodiging is aangenomen of vervallen."),
        ),
        privacy.PersonalData(
            model="organisations.Provider",
            fields=("contact_role", "contact_email", "contact_phone"),
            what=gettext_noop("Contactpersoon van een BSP: functie, e-mailadres en telefoonnummer"),
            why=gettext_noop("Gemeenten en VNG moeten een BSP kunnen bereiken."),
            how_long=gettext_noop("Tot de BSP of VNG het verandert."),
        ),
    )
