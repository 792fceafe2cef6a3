"""Prices are dated configuration: from a day on, until the next tariff."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bode.whatsapp import Tariff, Tariffs, TariffsWrong, read_tariffs

TWO = """
[[tariff]]
from = 2027-01-01
currency = "EUR"
free_service_messages = 1000
[tariff.prices."Netherlands"]
utility = "0.0450"

[[tariff]]
from = 2026-10-01
currency = "EUR"
[tariff.prices."Netherlands"]
utility = "0.04"
"""

MARKETS = '[[markets]]\nfrom = 2026-10-01\ncountries = {"Other" = ["LU"]'


def write(folder: Path, text: str) -> Path:
    path = folder / "tariffs.toml"
    path.write_text(text)
    return path


def test_the_latest_tariff_that_has_begun_holds(tmp_path: Path) -> None:
    tariffs = read_tariffs(write(tmp_path, TWO))

    assert tariffs.on(date(2026, 9, 30)).price_of("Netherlands", "utility") is None
    for day, price in ((date(2026, 12, 31), "0.04"), (date(2027, 1, 1), "0.0450")):
        assert tariffs.on(day).price_of("Netherlands", "utility") == Decimal(price)


@given(st.lists(st.dates(), unique=True), st.dates())
def test_no_later_tariff_holds_and_none_is_skipped(days: list[date], day: date) -> None:
    tariffs = Tariffs(tariffs=tuple(Tariff(day=each, currency="EUR") for each in sorted(days)))

    held = tariffs.on(day).tariff

    begun = [each for each in days if each <= day]
    assert (held.day if held else None) == max(begun, default=None)


def test_what_is_publicly_known_is_there_without_a_file() -> None:
    assert read_tariffs().on(date(2026, 11, 1)).free_service_messages == 1000


def test_a_price_holds_in_its_market_alone_unless_it_is_the_same_everywhere() -> None:
    prices = {"Netherlands": {"utility": Decimal("0.04"), "service": Decimal("0.03")}}
    tariff = Tariff(
        day=date(2026, 10, 1), currency="EUR", prices=prices, everywhere={"service": Decimal(0)}
    )

    held = Tariffs(tariffs=(tariff,)).on(date(2026, 10, 1))

    assert held.price_of("Netherlands", "utility") == Decimal("0.04")
    assert held.price_of("Germany", "utility") is None
    assert held.price_of("Netherlands", "service") == Decimal("0.03")
    assert held.price_of("", "service") == 0


@pytest.mark.parametrize(
    ("address", "market"),
    [
        ("31612345678", "Netherlands"),
        ("4915112345678", "Germany"),
        ("32470123456", "Rest of Western Europe"),
        ("447781123456", "United Kingdom"),
        ("13055550100", "North America"),
        ("18095550100", "Rest of Latin America"),
        ("12425550100", ""),  # the Bahamas: on no list of ours
        ("352628123456", ""),  # Luxembourg
        ("88212345678", ""),  # of no country
        ("NL.8f3a", "Netherlands"),
        ("BE.8f3a", "Rest of Western Europe"),
        ("LU.8f3a", ""),
        ("", ""),
    ],
)
def test_the_market_follows_from_the_country_of_a_number_or_user_id(
    address: str, market: str
) -> None:
    held = read_tariffs().on(date(2026, 11, 1))

    assert held.market_of(address) == market
    assert held.market_of(address[:8]) == market


def test_a_country_stays_in_its_market_until_it_gets_another() -> None:
    tariffs = read_tariffs()

    for day, market in (
        (date(2025, 6, 30), ""),
        (date(2026, 6, 30), "Rest of Central & Eastern Europe"),
        (date(2026, 7, 1), "Poland"),
        (date(2026, 11, 1), "Poland"),
    ):
        assert tariffs.on(day).market_of("48501234567") == market


def test_markets_in_the_operators_file_are_added_to_ours(tmp_path: Path) -> None:
    more = MARKETS + ', "Ukraine" = ["MD"]}'
    held = read_tariffs(write(tmp_path, TWO + more)).on(date(2026, 11, 1))

    assert held.market_of("352628123456") == "Other"
    assert held.market_of("37369123456") == "Ukraine"
    assert held.market_of("31612345678") == "Netherlands"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[tariff", "can't be read"),
        ("x = 1", "not a file of tariffs"),
        ('[[tariff]]\nfrom = 2026-10-01\ncurrency = "EUR"\nprijs = 1', "prijs"),
        (TWO.replace("0.04", "-1"), "negative"),
        (TWO.replace("2027-01-01", "2026-10-01"), "same day"),
        (TWO.replace("2027-01-01", "2027-02-01"), "first day of a quarter"),
        (TWO.replace("Netherlands", "Nederland"), "no country is in the market Nederland"),
        (TWO.replace('."Netherlands"', ""), "prices"),  # a price of no market
        (TWO + MARKETS.replace("LU", "Luxemburg") + "}", "countries"),
        (TWO + MARKETS + ', "Germany" = ["LU"]}', "LU twice"),
        (TWO.replace('"0.0450"', '"duur"'), "prices"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(TariffsWrong, match=says):
        read_tariffs(write(tmp_path, text))


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(TariffsWrong, match="can't be read"):
        read_tariffs(tmp_path / "none.toml")
