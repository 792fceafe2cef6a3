"""What licensing records in the audit trail."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import audit


def register() -> None:
    audit.register(
        {
            "connection.change": gettext_noop("Verbinding met WhatsApp gewijzigd"),
        }
    )
