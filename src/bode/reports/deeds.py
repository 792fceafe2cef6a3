"""What service levels record in the audit trail."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import audit


def register() -> None:
    audit.register(
        {
            "level.save": gettext_noop("Serviceniveau vastgelegd"),
            "level.remove": gettext_noop("Serviceniveau verwijderd"),
        }
    )
