"""What licensing records in the audit trail."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import audit


def register() -> None:
    audit.register(
        {
            "licence.suspend": gettext_noop("Vergunning tijdelijk gestopt"),
            "licence.resume": gettext_noop("Vergunning weer aangezet"),
            "licence.end": gettext_noop("Vergunning beëindigd"),
            "application.step": gettext_noop("Aanvraag: stap gezet"),
            "application.change": gettext_noop("Aanvraag: onderdeel gewijzigd"),
            "application.remark": gettext_noop("Aanvraag: opmerking gemaakt of behandeld"),
            "application.file": gettext_noop("Aanvraag: bestand toegevoegd"),
            "application.dpia": gettext_noop("Aanvraag: DPIA gewijzigd"),
            "connection.change": gettext_noop("Verbinding met WhatsApp gewijzigd"),
        }
    )
