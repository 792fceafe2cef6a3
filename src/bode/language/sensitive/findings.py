"""The kinds of what is too private to stand in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    BSN = "bsn"
    IBAN = "iban"
    CARD = "card"
    PASSWORD = "password"  # noqa: S105 - the name of a kind
    HEALTH = "health"


KEPT_FROM_SIGHT = frozenset({Kind.BSN, Kind.IBAN, Kind.CARD, Kind.PASSWORD})
"""What can be masked without anyone's reading: who reads of an illness must know which."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sensitive:
    """One place in a text that holds something private."""

    kind: Kind
    start: int
    end: int
    words: str
