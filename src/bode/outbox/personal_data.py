"""Personal data in the outbox: what is on its way to a citizen."""

from __future__ import annotations

from bode.privacy import register as privacy


def register() -> None:
    privacy.register(
        privacy.PersonalData(
            model="outbox.Sending",
            fields=("recipient", "payload"),
            what="Te versturen bericht: de ontvanger en de inhoud",
            why="Het bericht aan de inwoner versturen.",
            how_long="Tot WhatsApp het bericht heeft aangenomen, of het versturen is mislukt.",
        )
    )
    privacy.register(
        privacy.PersonalData(
            model="outbox.CitizenPace",
            fields=("recipient",),
            what="Aan wie kort geleden een bericht is verstuurd",
            why="WhatsApp neemt maar één bericht per zes seconden aan voor dezelfde inwoner.",
            how_long="Seconden, en na veel berichten achter elkaar enkele minuten.",
        )
    )
