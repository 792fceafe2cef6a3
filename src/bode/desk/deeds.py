"""What the desk records in the audit trail."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import audit


def register() -> None:
    audit.register(
        {
            "message.look": gettext_noop("Verborgen gegevens in een bericht bekeken"),
            "view.share": gettext_noop("Weergave voor iedereen bewaard"),
            "view.remove": gettext_noop("Weergave voor iedereen verwijderd"),
            "note.look": gettext_noop("Verborgen gegevens in een notitie bekeken"),
            "note.remove": gettext_noop("Interne notitie verwijderd"),
            "tag.add": gettext_noop("Label gemaakt"),
            "tag.rename": gettext_noop("Label een andere naam gegeven"),
            "tag.remove": gettext_noop("Label verwijderd"),
        }
    )
