"""What the platform charges for a delivered message: dated prices, from configuration.

Since 1 July 2025 each delivered message is charged by its category; since 1 October 2026 answers
to citizens too, after a number of free ones for each phone number and month. Prices change on
the first day of a quarter (Meta's pricing page, 30 September 2026).
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

SERVICE = "service"
OWN_TARIFFS = Path(__file__).with_name("tariffs.toml")
"""What is publicly known; a provider's own prices come from a file of the operator."""


class TariffsWrong(ValueError):
    """The file of tariffs can't be used; the message says why and where."""


class Tariff(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"day": "from"}):
    """The prices that hold from a day on, until the next tariff."""

    day: date
    currency: str
    """Three letters, as in ISO 4217."""
    prices: dict[str, Decimal] = {}
    """For one delivered message, by the platform's category. A missing one is not known."""
    free_service_messages: int = 0
    """Answers to citizens that cost nothing, for each number in each calendar month."""


class _File(Struct, forbid_unknown_fields=True):
    tariff: list[Tariff]


def read_tariffs(path: Path = OWN_TARIFFS) -> tuple[Tariff, ...]:
    """Read a file of tariffs, in order of their days. Raises `TariffsWrong`."""
    try:
        told: dict[str, Any] = tomllib.loads(path.read_text())
        tariffs = msgspec.convert(told, _File).tariff
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TariffsWrong(f"{path} can't be read: {error}.") from error
    except msgspec.ValidationError as error:
        raise TariffsWrong(f"{path} is not a file of tariffs: {error}.") from error
    for tariff in tariffs:
        if any(price < 0 for price in tariff.prices.values()) or tariff.free_service_messages < 0:
            raise TariffsWrong(f"{path}: the tariff from {tariff.day} has a negative value.")
    if len({tariff.day for tariff in tariffs}) < len(tariffs):
        raise TariffsWrong(f"{path} has two tariffs from the same day.")
    return tuple(sorted(tariffs, key=lambda tariff: tariff.day))


def tariff_on(tariffs: Sequence[Tariff], day: date) -> Tariff | None:
    """The tariff that holds on this day; None before the first."""
    return next((tariff for tariff in reversed(tariffs) if tariff.day <= day), None)
