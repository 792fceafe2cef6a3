"""What the rulebook records in the audit trail."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import audit


def register() -> None:
    audit.register(
        {
            "rules.draft": gettext_noop("Nieuwe versie van de regels begonnen"),
            "rules.change": gettext_noop("Versie van de regels aangepast"),
            "rules.publish": gettext_noop("Versie van de regels vastgesteld"),
            "rules.withdraw": gettext_noop("Versie van de regels ingetrokken"),
        }
    )
