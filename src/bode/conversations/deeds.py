"""What conversations record in the audit trail."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import audit


def register() -> None:
    audit.register(
        {
            "licence.evidence": gettext_noop("Bewijs voor een controle meegenomen"),
            "licence.export": gettext_noop("Alles laten inpakken om mee te nemen"),
            "licence.export_taken": gettext_noop("Alles meegenomen uit Bode"),
            "message.confirm": gettext_noop("Bericht verstuurd na een waarschuwing"),
            "override.request": gettext_noop("Tweede persoon gevraagd voor een bericht"),
            "override.allow": gettext_noop("Bericht toegestaan door een tweede persoon"),
            "override.refuse": gettext_noop("Bericht niet toegestaan door een tweede persoon"),
            "override.expire": gettext_noop("Vraag aan een tweede persoon verlopen"),
            "override.use": gettext_noop("Toegestaan bericht verstuurd"),
            "consent.record": gettext_noop("Toestemming vastgelegd"),
            "consent.import": gettext_noop("Bestand met toestemmingen overgenomen"),
            "consent.withdraw": gettext_noop("Toestemming ingetrokken op verzoek"),
            "consent.email": gettext_noop("E-mailadres bij toestemming bevestigd in de chat"),
            "consent.email_remove": gettext_noop("E-mailadres bij toestemming weggehaald"),
            "wording.change": gettext_noop("Tekst van een vraag om toestemming gewijzigd"),
            "keyword.add": gettext_noop("Aanmeldwoord toegevoegd"),
            "keyword.remove": gettext_noop("Aanmeldwoord verwijderd"),
            "contact.join": gettext_noop("Twee contacten van één inwoner samengevoegd"),
            "conversation.purpose": gettext_noop("Gesprek een ander doel gegeven"),
        }
    )
