"""How chance and impact make a level of risk: one table, before and after measures. Pure."""

from __future__ import annotations

from enum import StrEnum

SCALE = ("1", "2", "3")
"""Of a chance: small, medium, large. Of an impact on citizens: limited, large, severe."""


class Level(StrEnum):
    LOW = "low"
    LIMITED = "limited"
    HIGH = "high"


_L = Level
MATRIX: dict[tuple[str, str], Level] = {  # chance, impact
    ("1", "1"): _L.LOW,
    ("1", "2"): _L.LOW,
    ("1", "3"): _L.LIMITED,
    ("2", "1"): _L.LOW,
    ("2", "2"): _L.LIMITED,
    ("2", "3"): _L.HIGH,
    ("3", "1"): _L.LIMITED,
    ("3", "2"): _L.HIGH,
    ("3", "3"): _L.HIGH,
}


def level(chance: str, impact: str) -> Level | None:
    """The level of a risk; None while either is not known."""
    return MATRIX.get((chance, impact))


def highest(levels: list[Level]) -> Level | None:
    """The highest of these levels; None where there are none."""
    order = list(Level)
    return max(levels, key=order.index, default=None)
