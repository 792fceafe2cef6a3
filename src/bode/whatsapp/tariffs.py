"""What the platform charges for a delivered message: dated prices, from configuration.

Since 1 July 2025 each delivered message is charged by its category and the market of who gets it;
since 1 October 2026 answers to citizens too, after a number of free ones for each phone number and
month. Prices and markets change on the first day of a quarter (Meta's pricing page, 30 September
2026).
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from bode.basics import country_of

SERVICE = "service"
OWN_TARIFFS = Path(__file__).with_name("tariffs.toml")
"""What is publicly known; a provider's own prices come from a file of the operator."""
OWN_MARKETS = Path(__file__).with_name("markets.toml")

Country = Annotated[str, Meta(pattern="^[A-Z]{2}$")]
Prices = dict[str, Decimal]
"""For one delivered message, by the platform's category."""


class TariffsWrong(ValueError):
    """The file of tariffs can't be used; the message says why and where."""


class Tariff(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"day": "from"}):
    """The prices that hold from a day on, until the next tariff."""

    day: date
    currency: str
    """Three letters, as in ISO 4217."""
    prices: dict[str, Prices] = {}
    """By market. A missing one is not known."""
    everywhere: Prices = {}
    """What costs the same in every market, also where it is not known which."""
    free_service_messages: int = 0
    """Answers to citizens that cost nothing, for each number in each calendar month."""
    invented: bool = False
    """They are nobody's prices, but an example."""


class Grouping(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"day": "from"}
):
    """Markets that get countries on a day; those that it does not name stay where they were."""

    day: date
    countries: dict[str, list[Country]]
    """By market."""


class _File(Struct, forbid_unknown_fields=True):
    tariff: list[Tariff] = []
    markets: list[Grouping] = []


@dataclass(frozen=True, kw_only=True)
class PriceList:
    """What holds on one day."""

    tariff: Tariff | None = None
    """None before the first one: nothing is known."""
    markets: dict[str, str] = field(default_factory=dict)
    """By country."""

    @property
    def currency(self) -> str:
        return self.tariff.currency if self.tariff else "EUR"

    @property
    def free_service_messages(self) -> int:
        return self.tariff.free_service_messages if self.tariff else 0

    @property
    def are_invented(self) -> bool:
        return self.tariff is not None and self.tariff.invented

    def market_of(self, address: str) -> str:
        """The market of who has this number or user id; empty when it is not known.

        The first eight signs of the address tell it.
        """
        country = address[:2] if address[2:3] == "." else country_of(address)
        return self.markets.get(country, "")

    def price_of(self, market: str, category: str) -> Decimal | None:
        """What a message costs; None when that is not known."""
        if self.tariff is None:
            return None
        everywhere = self.tariff.everywhere.get(category)
        return self.tariff.prices.get(market, {}).get(category, everywhere)


@dataclass(frozen=True, kw_only=True)
class Tariffs:
    """What was charged, is, and will be; both in order of their days."""

    tariffs: tuple[Tariff, ...] = ()
    groupings: tuple[Grouping, ...] = ()

    def on(self, day: date) -> PriceList:
        tariff = next((each for each in reversed(self.tariffs) if each.day <= day), None)
        markets = {
            country: market
            for grouping in self.groupings
            if grouping.day <= day
            for market, countries in grouping.countries.items()
            for country in countries
        }
        return PriceList(tariff=tariff, markets=markets)


def read_tariffs(path: Path = OWN_TARIFFS) -> Tariffs:
    """Read a file of tariffs; what it says of markets is added to ours. Raises `TariffsWrong`."""
    told, known = _read(path), _read(OWN_MARKETS)
    groupings = sorted(known.markets + told.markets, key=lambda each: each.day)
    _check_days(path, told.tariff, "tariffs")
    _check_days(path, told.markets, "lists of markets")
    for grouping in told.markets:
        _check_countries(path, grouping)
    markets = {market for grouping in groupings for market in grouping.countries}
    for tariff in told.tariff:
        _check_prices(path, tariff, markets)
    tariffs = sorted(told.tariff, key=lambda each: each.day)
    return Tariffs(tariffs=tuple(tariffs), groupings=tuple(groupings))


def _read(path: Path) -> _File:
    try:
        told: dict[str, Any] = tomllib.loads(path.read_text())
        return msgspec.convert(told, _File)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TariffsWrong(f"{path} can't be read: {error}.") from error
    except msgspec.ValidationError as error:
        raise TariffsWrong(f"{path} is not a file of tariffs: {error}.") from error


def _check_days(path: Path, dated: list[Tariff] | list[Grouping], what: str) -> None:
    days = [each.day for each in dated]
    if len(set(days)) < len(days):
        raise TariffsWrong(f"{path} has two {what} from the same day.")
    for day in days:
        if (day.month % 3, day.day) != (1, 1):
            raise TariffsWrong(f"{path}: {day} is not the first day of a quarter.")


def _check_countries(path: Path, grouping: Grouping) -> None:
    named = Counter(country for each in grouping.countries.values() for country in each)
    for country, times in named.items():
        if times > 1:
            raise TariffsWrong(f"{path} names {country} twice from {grouping.day}.")


def _check_prices(path: Path, tariff: Tariff, markets: set[str]) -> None:
    for market in tariff.prices.keys() - markets:
        raise TariffsWrong(f"{path}: no country is in the market {market}, from {tariff.day}.")
    told = [tariff.everywhere, *tariff.prices.values()]
    if any(price < 0 for each in told for price in each.values()) or (
        tariff.free_service_messages < 0
    ):
        raise TariffsWrong(f"{path}: the tariff from {tariff.day} has a negative value.")
