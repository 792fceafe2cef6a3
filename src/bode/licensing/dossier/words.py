"""What stands in a dossier as a code, in Dutch: a dossier is always Dutch, whoever opens it."""

from __future__ import annotations

from bode.licensing.deeds import NAMES
from bode.licensing.dpia.states import DpiaStatus
from bode.licensing.readiness import DPIA
from bode.licensing.sections import ExistingUse, Section
from bode.licensing.signing import Mandate
from bode.licensing.states import ApplicationStatus, LicenceStatus
from bode.policy import PURPOSES

from .structs import Named

_STATUSES = {
    str(code): name
    for code, name in {
        ApplicationStatus.DRAFT: "Concept",
        ApplicationStatus.SIGNED: "Ondertekend",
        ApplicationStatus.RETURNED: "Teruggestuurd",
        ApplicationStatus.ACCEPTED: "Aangenomen door de BSP",
        ApplicationStatus.SUBMITTED: "Ingediend bij WhatsApp",
        ApplicationStatus.INFORMATION_ASKED: "WhatsApp vraagt meer informatie",
        ApplicationStatus.APPROVED: "Goedgekeurd",
        ApplicationStatus.PARTLY_APPROVED: "Voor een deel goedgekeurd",
        ApplicationStatus.OBJECTED: "Bezwaar gemaakt",
        ApplicationStatus.PARTLY_OBJECTED: "Voor een deel goedgekeurd, met bezwaar",
        ApplicationStatus.REJECTED: "Afgewezen",
        ApplicationStatus.WITHDRAWN: "Ingetrokken",
        LicenceStatus.ACTIVE: "Geldig",
        LicenceStatus.SUSPENDED: "Tijdelijk gestopt",
        LicenceStatus.ENDED: "Beëindigd",
    }.items()
}
_DPIA_STATUSES = {
    DpiaStatus.EMPTY: "Nog niet begonnen",
    DpiaStatus.IN_PROGRESS: "Wordt ingevuld",
    DpiaStatus.READY: "Wacht op advies",
    DpiaStatus.ADVISED: "Advies gegeven",
    DpiaStatus.COMPLETE: "Klaar",
}
_STEPS = {
    "create": "Aanvraag gemaakt",
    "declare": "Doelen aangepast",
    "sign": "Ondertekend",
    "withdraw": "Ingetrokken",
    "accept": "Aangenomen door de BSP",
    "return": "Teruggestuurd",
    "submit": "Ingediend bij WhatsApp",
    "approve": "Goedgekeurd door WhatsApp",
    "approve_in_part": "Voor een deel goedgekeurd door WhatsApp",
    "reject": "Afgewezen door WhatsApp",
    "ask_information": "WhatsApp vraagt meer informatie",
    "object": "Bezwaar gemaakt",
    "dismiss_objection": "Bezwaar afgewezen door WhatsApp",
    "reapply": "Nieuwe aanvraag begonnen",
    "follow": "Begonnen met de gegevens van een eerdere aanvraag",
    "extend": "Vergunning uitgebreid met deze doelen",
    "dpia_answer": "DPIA: vragen beantwoord in Bode",
    "dpia_upload": "DPIA: document geplaatst",
    "dpia_offer": "DPIA: voorgelegd aan de privacyfunctionaris",
    "dpia_advise": "DPIA: advies van de privacyfunctionaris",
    "dpia_complete": "DPIA: afgerond",
    "dpia_reopen": "DPIA: opnieuw geopend",
    "change": "Onderdeel gewijzigd",
    "remark": "Opmerking van de BSP",
    "answer": "Antwoord op een opmerking",
    "resolve": "Opmerking opgelost",
    "check": "Onderdeel akkoord",
    "file": "Bestand toegevoegd",
    "mail": "E-mail verstuurd",
    "soon": "Herinnering: de laatste dag komt eraan",
    "late": "Herinnering: de laatste dag is voorbij",
}
_SECTIONS = {
    Section.MUNICIPALITY: "Gegevens van de gemeente",
    Section.CONTACTS: "Contactpersonen",
    Section.NUMBER: "Telefoonnummer en naam",
    Section.PURPOSES: "Doelen",
    Section.FORBIDDEN: "Verklaring over verboden gebruik",
}
_CONTACTS = {
    "business": "Contactpersoon voor de samenwerking",
    "technical": "Contactpersoon voor de techniek",
    "privacy": "Contactpersoon voor privacy",
}
_FIELDS = {
    "legal_name": "Officiële naam",
    "kvk_number": "KVK-nummer",
    "oin": "OIN",
    "department": "Afdeling",
    "street": "Straat en huisnummer",
    "postal_code": "Postcode",
    "city": "Plaats",
    "name": "naam",
    "function": "functie",
    "email": "e-mailadres",
    "phone": "telefoon",
    "number": "Telefoonnummer",
    "display_name": "Naam die inwoners zien",
    "existing_use": "Nu al op WhatsApp?",
    "existing_plan": "Wat gebeurt daarmee?",
}
_PARTS = {
    "purpose": "doel",
    "explanation": "uitleg",
    "volume": "berichten per maand",
    "audience": "ontvangers",
    "examples": "voorbeelden",
}
_VALUES = {
    ExistingUse.NONE: "Nee",
    ExistingUse.PRIVATE_APP: "Ja, in de gewone app",
    ExistingUse.BUSINESS_APP: "Ja, in de WhatsApp Business-app",
    ExistingUse.PROVIDER: "Ja, bij een andere BSP of leverancier",
}
_MANDATES = {
    Mandate.COLLEGE: "Lid van het college, of burgemeester",
    Mandate.REGISTER: "Volgens het mandaatregister van de gemeente",
    Mandate.LETTER: "Met een eigen machtiging",
}


def status_named(status: str) -> Named:
    """A status of an application or a licence."""
    return Named(code=status, name=_STATUSES.get(status, status))


def dpia_status_named(status: str) -> Named:
    return Named(code=status, name=_DPIA_STATUSES[DpiaStatus(status)])


def step_named(transition: str) -> Named:
    """A step of the procedure, or what else happened."""
    name = transition.partition("-")[0]  # which reminder it was stands behind it: `late-2`
    return Named(code=transition, name=_STEPS.get(name, transition))


def lived_named(what: str) -> Named:
    """What happened to a licence."""
    code = f"licence.{what}"
    return Named(code=code, name=NAMES.get(code, what))


def section_title(section: str) -> str:
    """A part of the application's file."""
    return _SECTIONS[Section(section)]


def field_label(section: str, name: str) -> str:
    """A field of a section; of a contact with whose it is."""
    if name.startswith("why_"):
        return "Toelichting bij woorden die op verboden gebruik wijzen"
    if section == Section.CONTACTS:
        contact, _, part = name.partition("_")
        if contact in _CONTACTS and part in _FIELDS:
            return f"{_CONTACTS[contact]}: {_FIELDS[part]}"
    return _FIELDS.get(name, name)


def place_name(section: str, field: str) -> str:
    """What a remark is about: a section, or one of its fields."""
    if section == DPIA:
        return "DPIA, afgerond met advies van de privacyfunctionaris"
    title = section_title(section)
    part, _, code = field.partition("_")
    if part in _PARTS and code in PURPOSES:
        return f"{PURPOSES[code].name_nl}, {_PARTS[part]}"
    if part == "never" and code in PURPOSES:
        return f"{title}, {PURPOSES[code].name_nl}"
    return f"{title}, {field_label(section, field)}" if field else title


def field_value(name: str, value: str) -> str:
    """What was filled in; a choice in words."""
    return _VALUES[ExistingUse(value)] if name == "existing_use" and value else value


def mandate_name(mandate: str) -> str:
    """On what ground someone signed."""
    return _MANDATES[Mandate(mandate)]
