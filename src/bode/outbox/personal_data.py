"""Personal data in the outbox: what is on its way to a citizen."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import register as privacy


def register() -> None:
    privacy.register(
        privacy.PersonalData(
            model="outbox.Sending",
            fields=("recipient", "payload"),
            what=gettext_noop("Te versturen bericht: de ontvanger en de inhoud"),
            why=gettext_noop("Het bericht aan de inwoner versturen."),
            how_long=gettext_noop(
                "Tot WhatsApp het bericht heeft aangenomen, of het versturen is mislukt."
            ),
        )
    )
    privacy.register(
        privacy.PersonalData(
            model="outbox.CitizenPace",
            fields=("recipient",),
            what=gettext_noop("Aan wie kort geleden een bericht is verstuurd"),
            why=gettext_noop(
                "WhatsApp neemt maar één bericht per zes seconden aan voor dezelfde inwoner."
            ),
            how_long=gettext_noop("Seconden, en na veel berichten achter elkaar enkele minuten."),
        )
    )
    privacy.register(
        privacy.PersonalData(
            model="outbox.OpenedCitizen",
            fields=("recipient",),
            what=gettext_noop("Aan welke inwoner de gemeente als eerste schreef"),
            why=gettext_noop(
                "WhatsApp laat per 24 uur maar een aantal inwoners toe aan wie de gemeente als "
                "eerste schrijft."
            ),
            how_long=gettext_noop("24 uur."),
        )
    )
