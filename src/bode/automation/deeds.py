"""What the rules record in the audit trail."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import audit


def register() -> None:
    audit.register(
        {
            "automation.change": gettext_noop("Automatische regel gewijzigd"),
            "automation.follow": gettext_noop("Eigen regel van een nummer losgelaten"),
            "automation.reply": gettext_noop("Automatisch antwoord gegeven"),
        }
    )
