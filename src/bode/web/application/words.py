"""The words of an application's file: its sections, and what can be wrong in them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.licensing.sections import Section

SECTION_TITLES = {
    Section.MUNICIPALITY: gettext_noop("Gegevens van de gemeente"),
    Section.CONTACTS: gettext_noop("Contactpersonen"),
    Section.NUMBER: gettext_noop("Telefoonnummer en naam"),
    Section.PURPOSES: gettext_noop("Doelen"),
    Section.FORBIDDEN: gettext_noop("Verklaring over verboden gebruik"),
}

SECTION_LEADS = {
    Section.MUNICIPALITY: gettext_noop(
        "WhatsApp controleert of de gemeente bestaat. Neem de gegevens over zoals ze in het "
        "Handelsregister staan."
    ),
    Section.CONTACTS: gettext_noop(
        "Wie kan de BSP bellen of mailen? Eén persoon mag meer dan één rol hebben."
    ),
    Section.NUMBER: gettext_noop(
        "Van welk nummer krijgen inwoners berichten, en welke naam zien zij daarbij?"
    ),
    Section.PURPOSES: gettext_noop(
        "WhatsApp wil per doel weten wat u verstuurt, aan wie, en hoeveel ongeveer."
    ),
    Section.FORBIDDEN: gettext_noop(
        "WhatsApp verbiedt vier soorten gebruik. De gemeente verklaart voor elk daarvan dat zij "
        "het niet doet."
    ),
}

_PROBLEMS = {
    "missing": gettext_noop("Vul dit in."),
    "choice": gettext_noop("Maak een keuze."),
    "too_long": gettext_noop("Deze tekst is te lang. Maak hem korter."),
    "unreadable": gettext_noop("In deze tekst staan tekens die niet te lezen zijn."),
    "email": gettext_noop("Dit is geen e-mailadres. Een voorbeeld: naam@gemeente.nl."),
    "kvk_not_digits": gettext_noop("Een KVK-nummer heeft alleen cijfers."),
    "kvk_length": gettext_noop("Een KVK-nummer heeft 8 cijfers."),
    "oin_not_digits": gettext_noop("Een OIN heeft alleen cijfers."),
    "oin_length": gettext_noop("Een OIN heeft 20 cijfers."),
    "oin_prefix": gettext_noop(
        "Een OIN begint met 00000001, 00000003, 00000004, 00000006 of, voor een test, 00000099."
    ),
    "oin_main": gettext_noop(
        "Na de eerste 8 cijfers van een OIN komt een RSIN of een KVK-nummer. Dit is er geen. "
        "Controleer de cijfers."
    ),
    "oin_rest": gettext_noop("Een OIN eindigt op drie nullen, of op vier na een KVK-nummer."),
    "oin_other_kvk": gettext_noop(
        "In dit OIN staat een ander KVK-nummer dan u hierboven invulde. Controleer ze allebei."
    ),
    "postal_code_form": gettext_noop("Een postcode heeft 4 cijfers en 2 letters, zoals 1234 AB."),
    "phone_not_a_number": gettext_noop("Dit is geen telefoonnummer."),
    "phone_not_valid": gettext_noop("Dit telefoonnummer bestaat niet. Controleer de cijfers."),
    "phone_short": gettext_noop("Geef een nummer dat iedereen kan bellen, geen 14-nummer."),
    "phone_premium": gettext_noop("Geef een nummer dat iedereen kan bellen, geen betaald nummer."),
    "phone_pager": gettext_noop("Dit is een nummer van een pieper. Geef een ander nummer."),
    "number_not_a_number": gettext_noop("Dit is geen telefoonnummer. Een voorbeeld: 085 000 0002."),
    "number_not_valid": gettext_noop("Dit telefoonnummer bestaat niet. Controleer de cijfers."),
    "number_short": gettext_noop(
        "Een 14-nummer kan niet: WhatsApp moet het nummer uit het buitenland kunnen bellen. "
        "Neem het gewone nummer dat erachter zit, of een 085- of 088-nummer."
    ),
    "number_premium": gettext_noop(
        "Een betaald nummer kan niet bij WhatsApp. Neem een gewoon nummer."
    ),
    "number_pager": gettext_noop("Een nummer van een pieper kan niet bij WhatsApp."),
    "volume_invalid": gettext_noop("Vul een heel getal in, van 1 tot 10 miljoen."),
    "examples_many": gettext_noop("Geef hooguit 5 voorbeelden, elk op een eigen regel."),
}


def section_title(section: Section) -> str:
    """What a section is called."""
    return _(SECTION_TITLES[section])


def section_lead(section: Section) -> str:
    """What a section is for, in a sentence."""
    return _(SECTION_LEADS[section])


def problem(code: str) -> str:
    """What is wrong with a field, and what to do."""
    return _(_PROBLEMS[code])
