"""Mail about a number that moves, to whoever must know or act."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from bode.organisations import mailing

from .models import NumberTransfer

_SUBJECTS = {
    "asked": "{town} vraagt u {number} over te nemen",
    "leaving": "{town} wil met {number} naar een andere BSP",
    "refused": "{new} neemt {number} niet over",
    "moved": "{number} is overgezet naar {new}",
}
_TEXTS = {
    "asked": "De gemeente {town} wil met {number} van {old} naar {new}. Bode vraagt u om het "
    "nummer-id, het account-id en de sleutel. Zodra die werken, is het nummer overgezet.",
    "leaving": "De gemeente {town} wil met {number} van {old} naar {new}. Zet de pincode "
    "(verificatie in twee stappen) van het nummer uit, dan kan {new} het overnemen. Tot die tijd "
    "verandert er niets.",
    "refused": "{new} heeft laten weten {number} niet over te nemen. Er is niets veranderd. Neem "
    "contact op met {new}.",
    "moved": "Het nummer {number} van {town} loopt nu via {new}. Gesprekken en geschiedenis zijn "
    "gebleven. Berichten die klaarstonden, gaan nu langs de nieuwe weg. Wat {old} nog over dit "
    "nummer meldt, neemt Bode niet meer aan.",
}


def write(transfer: NumberTransfer, letter: str, *, to: Sequence[UUID]) -> None:
    """Write to these organisations that it was `asked`, is `leaving`, was `refused` or `moved`."""
    words = {
        "town": transfer.municipality.name,
        "number": transfer.display_number,
        "old": transfer.provider.name,
        "new": transfer.to_provider.name,
    }
    for organisation_id in to:
        mailing.notify(
            organisation_id,
            roles=("administrator", "account_manager"),
            subject=_SUBJECTS[letter].format(**words),
            text=_TEXTS[letter].format(**words),
            path=f"/licence/transfers/{transfer.id}/",
        )
