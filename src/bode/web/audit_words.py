"""What a line of the audit trail holds, in words.

The trail keeps codes, which stay the same for ever; a page gives them their names of today.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.licensing.licence_states import LicenceParty
from bode.licensing.sections import Section
from bode.policy import PURPOSES

from .application.words import section_title
from .automation.words import RULE_NAMES
from .desk.consents import HOW
from .licence.life_words import CAUSE_NAMES, REVIEW_ITEMS
from .licence.steps import DONE, STATUS_NAMES
from .templatetags.bode import ROLE_NAMES, purpose_name, spoken

_LABELS = {
    "after": gettext_noop("Daarna"),
    "again": gettext_noop("Opnieuw gestuurd"),
    "answer_minutes": gettext_noop("Eerste antwoord binnen (minuten)"),
    "answer_percent": gettext_noop("Eerste antwoord op tijd (%)"),
    "application": gettext_noop("Aanvraag"),
    "area": gettext_noop("Gebied"),
    "based_on": gettext_noop("Begonnen met"),
    "because": gettext_noop("Omdat"),
    "before": gettext_noop("Eerst"),
    "by": gettext_noop("Door"),
    "candidate": gettext_noop("Aantal kandidaten"),
    "cause": gettext_noop("Oorzaak"),
    "changed": gettext_noop("Gewijzigd"),
    "close_hours": gettext_noop("Afgehandeld binnen (uren)"),
    "close_percent": gettext_noop("Op tijd afgehandeld (%)"),
    "colleague": gettext_noop("Collega"),
    "conversations": gettext_noop("Gesprekken"),
    "counts": gettext_noop("Aantallen"),
    "digest": gettext_noop("Kenmerk van het bestand"),
    "done": gettext_noop("Gedaan"),
    "filename": gettext_noop("Bestand"),
    "first_day": gettext_noop("Eerste dag"),
    "follows": gettext_noop("Volgt op"),
    "from": gettext_noop("Van"),
    "gateway": gettext_noop("Verbinding"),
    "how": gettext_noop("Hoe"),
    "in_order": gettext_noop("In orde"),
    "is_on": gettext_noop("Staat aan"),
    "kinds": gettext_noop("Soorten"),
    "languages": gettext_noop("Talen"),
    "last_day": gettext_noop("Laatste dag"),
    "mailed": gettext_noop("E-mails"),
    "messages_failed": gettext_noop("Berichten die niet weggingen"),
    "months": gettext_noop("Maanden"),
    "name": gettext_noop("Naam"),
    "new_secret": gettext_noop("Nieuw geheim"),
    "next_on": gettext_noop("Volgende controle"),
    "number": gettext_noop("Nummer"),
    "on": gettext_noop("Op"),
    "organisation": gettext_noop("Organisatie"),
    "part": gettext_noop("Onderdeel"),
    "party": gettext_noop("Aantal partijen"),
    "person": gettext_noop("Medewerker"),
    "proof": gettext_noop("Bewijs"),
    "province": gettext_noop("Provincie"),
    "purpose": gettext_noop("Doel"),
    "purposes": gettext_noop("Doelen"),
    "reason": gettext_noop("Reden"),
    "recorded": gettext_noop("Vastgelegd"),
    "roles": gettext_noop("Rollen"),
    "rows": gettext_noop("Rijen"),
    "rule": gettext_noop("Regel"),
    "scopes": gettext_noop("Mag"),
    "sha256": gettext_noop("Kenmerk van het bestand"),
    "status": gettext_noop("Status"),
    "step": gettext_noop("Stap"),
    "successors": gettext_noop("Gaat op in"),
    "team": gettext_noop("Team"),
    "template": gettext_noop("Sjabloon"),
    "text_en": gettext_noop("Tekst in het Engels"),
    "text_nl": gettext_noop("Tekst in het Nederlands"),
    "title": gettext_noop("Titel"),
    "to": gettext_noop("Naar"),
    "token": gettext_noop("Sleutel"),
    "warn_minutes": gettext_noop("Waarschuwing vooraf (minuten)"),
    "what": gettext_noop("Wat"),
    "word": gettext_noop("Woord"),
}
_PARTIES = {
    LicenceParty.MUNICIPALITY: gettext_noop("de gemeente"),
    LicenceParty.PROVIDER: gettext_noop("de BSP"),
    LicenceParty.PLATFORM: gettext_noop("WhatsApp"),
}
_ON_PARTS = {
    "change": gettext_noop("Gewijzigd"),
    "remark": gettext_noop("Opmerking gemaakt"),
    "answer": gettext_noop("Opmerking beantwoord"),
    "resolve": gettext_noop("Opmerking opgelost"),
    "check": gettext_noop("Akkoord gegeven"),
}
_TABLES: Sequence[Mapping[Any, Any]] = (
    STATUS_NAMES,
    DONE,
    _PARTIES,
    _ON_PARTS,
    CAUSE_NAMES,
    REVIEW_ITEMS,
    HOW,
    ROLE_NAMES,
)
_NAMES = {str(code): name for table in _TABLES for code, name in table.items()}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def facts_in_words(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """What is told of a deed, name by name; what says nothing is left out."""
    told = [(_label(key), _value(value, key)) for key, value in facts.items()]
    return [(label, value) for label, value in told if value]


def _label(key: str) -> str:
    return _(_LABELS[key]) if key in _LABELS else spoken(key)


def _value(value: Any, key: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return _("ja") if value else _("nee")
        case dict():
            return ", ".join(f"{_name(code, key)}: {_value(of, key)}" for code, of in value.items())
        case list():
            return ", ".join(_value(each, key) for each in value)
        case str() if _DAY.fullmatch(value):
            return date_format(date.fromisoformat(value), "j F Y")
    return _name(str(value), key)


def _name(code: str, key: str) -> str:
    if key == "part" and code in tuple(Section):
        return section_title(Section(code))
    if key == "rule" and code in RULE_NAMES:
        return str(_(RULE_NAMES[code]))
    if code in PURPOSES:
        return purpose_name(code)
    return str(_(_NAMES[code])) if code in _NAMES else code
