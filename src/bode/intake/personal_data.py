"""Personal data in the intake: raw messages of citizens, until and shortly after processing."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import register as privacy


def register() -> None:
    privacy.register(
        privacy.PersonalData(
            model="intake.Webhook",
            fields=("body",),
            what=gettext_noop("Binnengekomen melding van WhatsApp: de hele inhoud"),
            why=gettext_noop("Geen bericht verliezen, ook niet als het verwerken mislukt."),
            how_long=gettext_noop(
                "Dertig dagen na verwerking. Wat niet verwerkt kon worden, blijft staan tot een "
                "beheerder het heeft opgelost."
            ),
        )
    )
