"""Invented answers, to try the journey with in the demo."""

from __future__ import annotations

from collections.abc import Mapping

from bode.licensing.sections import Section

_PURPOSES = {
    "crisis_response": (
        "150",
        "Inwoners in het gebied van de crisis die zich hebben aangemeld.",
        "Er is een grote brand aan de haven. Houd ramen en deuren dicht.",
    ),
    "permits": (
        "300",
        "Inwoners en bedrijven die een vergunning hebben aangevraagd.",
        "Wij hebben uw aanvraag voor een dakkapel ontvangen.\nUw parkeervergunning is klaar.",
    ),
    "appointments": (
        "800",
        "Inwoners die een afspraak hebben gemaakt aan de balie.",
        "U heeft morgen om 10.00 uur een afspraak. Neem uw oude paspoort mee.",
    ),
    "municipal_services": (
        "500",
        "Inwoners die ons een vraag stellen.",
        "Het oud papier halen wij elke eerste maandag van de maand op.",
    ),
    "tourism": (
        "100",
        "Bezoekers die ons een vraag stellen.",
        "Het museum is open van dinsdag tot en met zondag, van 10.00 tot 17.00 uur.",
    ),
}

EXAMPLES: Mapping[Section, Mapping[str, str]] = {
    Section.MUNICIPALITY: {
        "legal_name": "Gemeente Testdam",
        "kvk_number": "99990218",
        "oin": "00000099999902180000",
        "department": "Klantcontactcentrum",
        "street": "Damplein 1",
        "postal_code": "9999 XY",
        "city": "Testdam",
    },
    Section.CONTACTS: {
        "business_name": "Tess Damstra",
        "business_function": "Projectleider dienstverlening",
        "business_email": "beheer@testdam.example",
        "business_phone": "085 000 0002",
        "technical_name": "Ilse Damen",
        "technical_function": "Adviseur informatievoorziening",
        "technical_email": "klantcontact@testdam.example",
        "technical_phone": "085 000 0002",
        "privacy_name": "Pim Terpstra",
        "privacy_function": "Functionaris gegevensbescherming",
        "privacy_email": "privacy@testdam.example",
        "privacy_phone": "085 000 0002",
    },
    Section.NUMBER: {
        "number": "085 000 0003",
        "display_name": "Gemeente Testdam",
        "existing_use": "none",
    },
    Section.PURPOSES: {
        f"{part}_{code}": example
        for code, examples in _PURPOSES.items()
        for part, example in zip(("volume", "audience", "examples"), examples, strict=True)
    },
}
