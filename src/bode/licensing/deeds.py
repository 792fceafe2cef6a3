"""What licensing records in the audit trail."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from bode.privacy import audit

NAMES = {
    "licence.begin": gettext_noop("Vergunning gegeven"),
    "licence.extend": gettext_noop("Doelen aan de vergunning toegevoegd"),
    "licence.suspend": gettext_noop("Vergunning tijdelijk gestopt"),
    "licence.resume": gettext_noop("Vergunning weer aangezet"),
    "licence.end": gettext_noop("Vergunning beëindigd"),
    "application.step": gettext_noop("Aanvraag: stap gezet"),
    "application.change": gettext_noop("Aanvraag: onderdeel gewijzigd"),
    "application.remark": gettext_noop("Aanvraag: opmerking gemaakt of behandeld"),
    "application.file": gettext_noop("Aanvraag: bestand toegevoegd"),
    "application.dpia": gettext_noop("Aanvraag: DPIA gewijzigd"),
    "licence.plan_end": gettext_noop("Laatste dag van de vergunning bepaald"),
    "licence.withdraw_purpose": gettext_noop("Doel uit de vergunning gehaald"),
    "licence.connect_number": gettext_noop("Nummer gekoppeld"),
    "licence.correct_number": gettext_noop("Gegevens van een nummer verbeterd"),
    "licence.change_key": gettext_noop("Sleutel van een nummer vervangen"),
    "licence.number_left": gettext_noop("Nummer naar een andere BSP"),
    "licence.number_joined": gettext_noop("Nummer van een andere BSP overgenomen"),
    "number_move.ask": gettext_noop("Gevraagd om een nummer over te zetten"),
    "number_move.withdraw": gettext_noop("Vraag om een nummer over te zetten ingetrokken"),
    "number_move.refuse": gettext_noop("Nummer niet overgenomen"),
    "licence.exit_step": gettext_noop("Stap gezet om weg te gaan"),
    "licence.review": gettext_noop("Vergunning nagekeken"),
    "licence.review_rhythm": gettext_noop("Bepaald hoe vaak de vergunning wordt nagekeken"),
    "dossier.import": gettext_noop("Dossier van een andere organisatie ingelezen"),
    "election_names.change": gettext_noop("Namen voor de controle van teksten gewijzigd"),
    "template.purpose": gettext_noop("Gezegd waarvoor een sjabloon is"),
    "connection.change": gettext_noop("Verbinding met WhatsApp gewijzigd"),
    "menu.change": gettext_noop("Keuzemenu van een nummer gewijzigd"),
}
"""Each deed by its code, in Dutch."""


def register() -> None:
    audit.register(NAMES)
