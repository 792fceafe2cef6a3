"""What each event does, and what its detail is: for the people at the page, so in Dutch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bode.simulator.happenings import ALERTS, DECISIONS, SCORES, SECURITY
from bode.simulator.reach import TIERS
from bode.simulator.standing import RESTRICTIONS


@dataclass(frozen=True)
class Words:
    """How the page tells of an event."""

    label: str
    effect: str
    detail: str = "Geen."


def _one_of(choices: Iterable[str]) -> str:
    first, *others = choices
    return f"Leeg is {first}. Of: {', '.join(others)}."


_BACK = "Het account werkt weer. Er komt een webhook."
_GONE = (
    "Het platform kent het account, zijn nummers en zijn sjablonen niet meer. Er komt een webhook."
)
_NAME = "De naam. Leeg is de naam die is aangevraagd."

OF_BUSINESSES: Mapping[str, Words] = MappingProxyType(
    {
        "violation": Words(
            "Overtreding",
            "Er verandert niets. Er komt een webhook.",
            "De soort overtreding. Leeg is SCAM.",
        ),
        "restriction": Words(
            "Beperking",
            "Het platform weigert zeven dagen lang berichten van deze soort. Er komt een webhook.",
            _one_of(RESTRICTIONS),
        ),
        "restrictions_lifted": Words(
            "Beperkingen voorbij",
            "Het platform weigert niets meer, maar stuurt daarvan geen webhook. Bode houdt "
            "berichten daarom nog tegen tot de zeven dagen om zijn, of tot iemand bij Nummers in "
            "Bode kiest voor “Het mag weer”.",
        ),
        "ban_planned": Words(
            "Verbanning aangekondigd",
            "Over zeven dagen wordt het account verbannen. Er komt een webhook met de dag.",
        ),
        "ban": Words("Verbannen", "Het platform weigert alle berichten. Er komt een webhook."),
        "ban_lifted": Words("Verbanning voorbij", _BACK),
        "account_deleted": Words("Account verwijderd", _GONE),
        "account_offboarded": Words("Account vertrokken", _GONE),
        "account_reconnected": Words("Account weer verbonden", _BACK),
        "payment_missing": Words(
            "Betaling ontbreekt",
            "Berichten die geld kosten, mislukken. Er komt geen webhook: alleen die berichten "
            "zeggen het.",
        ),
        "payment_restored": Words(
            "Betaling in orde", "Alles kan weer verstuurd worden. Er komt geen webhook."
        ),
        "account_review": Words(
            "Account beoordeeld",
            "Er verandert niets op het platform. Er komt een webhook.",
            _one_of(DECISIONS),
        ),
        "alert": Words("Melding", "Er verandert niets. Er komt een webhook.", _one_of(ALERTS)),
        "messaging_limit": Words(
            "Andere limiet",
            "De organisatie mag per 24 uur zoveel mensen als eerste schrijven, met al haar nummers "
            "samen. Er komt een webhook voor elk account.",
            _one_of(TIERS),
        ),
        "quality": Words(
            "Andere kwaliteit",
            "De kwaliteit van het nummer verandert. Er komt een webhook.",
            _one_of(SCORES),
        ),
        "throughput_upgrade": Words(
            "Hogere snelheid",
            "Het nummer verstuurt een halve minuut niets, en daarna 1.000 berichten per seconde. "
            "Dan komt er een webhook.",
        ),
        "onboarding": Words("Nummer begint", "Er verandert niets. Er komt een webhook."),
        "name_approved": Words(
            "Naam goedgekeurd", "Burgers zien de nieuwe naam. Er komt een webhook.", _NAME
        ),
        "name_rejected": Words(
            "Naam afgekeurd", "De oude naam blijft. Er komt een webhook.", _NAME
        ),
        "name_deferred": Words(
            "Naam later beoordeeld", "De aanvraag blijft staan. Er komt een webhook.", _NAME
        ),
        "security": Words(
            "Beveiliging",
            "Er verandert niets. Er komt een webhook over de pincode.",
            _one_of(SECURITY),
        ),
    }
)

OF_CHATS: Mapping[str, Words] = MappingProxyType(
    {
        "marketing_stop": Words(
            "Geen reclame meer", "De burger wil geen reclame meer. Er komt een webhook."
        ),
        "marketing_resume": Words(
            "Weer reclame", "De burger wil weer reclame. Er komt een webhook."
        ),
        "written_in_app": Words(
            "Geschreven in de app",
            "Iemand van de organisatie schreef in de app op de telefoon. Er komt een webhook.",
            "Wat er geschreven is.",
        ),
        "history": Words(
            "Oude berichten",
            "Er komt een webhook met wat er in dit gesprek is gezegd, hoogstens 1.000 berichten.",
        ),
        "number_changed": Words(
            "Ander nummer",
            "De burger gaat verder met een ander nummer. Dat vertelt een bericht in een webhook.",
            "Het nieuwe nummer, bijvoorbeeld +31 6 12345699. Dit is verplicht.",
        ),
    }
)

CHANGES: Mapping[str, str] = MappingProxyType(
    {
        "event:APPROVED": "Goedgekeurd",
        "event:REJECTED": "Afgekeurd, omdat het reclame is",
        "event:PENDING": "Wacht op beoordeling",
        "event:PAUSED": "Gepauzeerd, eerst 3 en dan 6 uur",
        "event:UNPAUSED": "Pauze voorbij",
        "event:DISABLED": "Uitgezet",
        "event:REINSTATED": "Weer toegelaten",
        "event:FLAGGED": "Gewaarschuwd: het kan nog",
        "event:IN_APPEAL": "In beroep",
        "event:LIMIT_EXCEEDED": "Te veel sjablonen",
        "event:LOCKED": "Op slot",
        "event:ARCHIVED": "In het archief",
        "event:UNARCHIVED": "Uit het archief",
        "event:PENDING_DELETION": "Wordt verwijderd",
        "event:DELETED": "Verwijderd",
        "quality:GREEN": "Kwaliteit groen",
        "quality:YELLOW": "Kwaliteit geel",
        "quality:RED": "Kwaliteit rood: het wordt gepauzeerd, en de derde keer uitgezet",
        "quality:UNKNOWN": "Kwaliteit onbekend",
        "category:AUTHENTICATION": "Soort: inlogcode",
        "category:MARKETING": "Soort: reclame",
        "category:UTILITY": "Soort: dienst",
    }
)
"""By kind of change and its value: what is decided about a template. Each gives a webhook."""
