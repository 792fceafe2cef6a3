"""The purposes for which a municipality may use WhatsApp, and those for which it may not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


class UnknownPurpose(ValueError):
    """There is no purpose with this code."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Purpose:
    """A purpose, named and explained at level B1."""

    code: str
    allowed: bool
    name_nl: str
    name_en: str
    examples_nl: tuple[str, ...]
    examples_en: tuple[str, ...]


def purpose(code: str) -> Purpose:
    """Return the purpose with this code. Raises `UnknownPurpose`."""
    try:
        return PURPOSES[code]
    except KeyError:
        raise UnknownPurpose(code) from None


_ALL = (
    Purpose(
        code="crisis_response",
        allowed=True,
        name_nl="Hulp bij een crisis",
        name_en="Crisis response",
        examples_nl=(
            "Er is een grote brand. Houd ramen en deuren dicht.",
            "Door hoog water is de kade in het centrum afgesloten.",
            "U kunt vanavond slapen in de sporthal. Neem uw medicijnen mee.",
        ),
        examples_en=(
            "There is a large fire. Keep windows and doors closed.",
            "High water has closed the quay in the centre.",
            "You can sleep in the sports hall tonight. Bring your medicines.",
        ),
    ),
    Purpose(
        code="permits",
        allowed=True,
        name_nl="Vergunningen",
        name_en="Permits",
        examples_nl=(
            "Wij hebben uw aanvraag voor een dakkapel ontvangen.",
            "Uw parkeervergunning is klaar.",
            "Wij missen nog een tekening bij uw aanvraag.",
        ),
        examples_en=(
            "We have received your application for a dormer window.",
            "Your parking permit is ready.",
            "A drawing is still missing from your application.",
        ),
    ),
    Purpose(
        code="appointments",
        allowed=True,
        name_nl="Afspraken",
        name_en="Appointments",
        examples_nl=(
            "U heeft morgen om 10.00 uur een afspraak bij de balie.",
            "Wilt u uw afspraak verzetten? Kies een nieuwe tijd.",
            "Neem uw oude paspoort mee naar de afspraak.",
        ),
        examples_en=(
            "You have an appointment at the desk tomorrow at 10:00.",
            "Do you want to move your appointment? Choose a new time.",
            "Bring your old passport to the appointment.",
        ),
    ),
    Purpose(
        code="municipal_services",
        allowed=True,
        name_nl="Diensten van de gemeente",
        name_en="Municipal services",
        examples_nl=(
            "Op welke dag haalt de gemeente het papier op?",
            "Dank voor uw melding. Wij maken de straatlamp deze week.",
            "Zo vraagt u een nieuw rijbewijs aan.",
        ),
        examples_en=(
            "On which day does the municipality collect paper?",
            "Thank you for your report. We will repair the street light this week.",
            "This is how you apply for a new driving licence.",
        ),
    ),
    Purpose(
        code="tourism",
        allowed=True,
        name_nl="Toerisme",
        name_en="Tourism",
        examples_nl=(
            "Hoe laat gaat het museum open?",
            "Waar kan ik mijn camper parkeren?",
            "Deze wandeling door het duin is 8 kilometer.",
        ),
        examples_en=(
            "When does the museum open?",
            "Where can I park my camper?",
            "This walk through the dunes is 8 kilometres long.",
        ),
    ),
    Purpose(
        code="promotion",
        allowed=False,
        name_nl="Promotie",
        name_en="Promotion",
        examples_nl=(
            "Koop nu kaarten met korting.",
            "Onze gemeente is de mooiste. Kom hier wonen!",
        ),
        examples_en=(
            "Buy tickets at a discount now.",
            "Our town is the most beautiful. Come and live here!",
        ),
    ),
    Purpose(
        code="political_campaign",
        allowed=False,
        name_nl="Politieke campagne",
        name_en="Political campaign",
        examples_nl=(
            "Stem op lijst 3.",
            "Kom naar de bijeenkomst van onze partij.",
        ),
        examples_en=(
            "Vote for list 3.",
            "Come to our party's meeting.",
        ),
    ),
    Purpose(
        code="voter_data",
        allowed=False,
        name_nl="Gegevens van kiezers verzamelen",
        name_en="Collecting voters' data",
        examples_nl=(
            "Op welke partij gaat u stemmen?",
            "Een lijst maken van inwoners die niet hebben gestemd.",
        ),
        examples_en=(
            "Which party will you vote for?",
            "Making a list of residents who did not vote.",
        ),
    ),
    Purpose(
        code="election_influence",
        allowed=False,
        name_nl="Verkiezingen beïnvloeden",
        name_en="Influencing elections",
        examples_nl=(
            "Ga niet stemmen. Het heeft geen zin.",
            "De wethouder vraagt u om voor het plan te stemmen.",
        ),
        examples_en=(
            "Do not go and vote. It is of no use.",
            "The alderman asks you to vote for the plan.",
        ),
    ),
)

PURPOSES: Mapping[str, Purpose] = MappingProxyType({each.code: each for each in _ALL})
"""Every purpose by its code, the allowed ones first."""
