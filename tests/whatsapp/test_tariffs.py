"""Prices are dated configuration: from a day on, until the next tariff."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bode.whatsapp import Tariff, TariffsWrong, read_tariffs, tariff_on

TWO = """
[[tariff]]
from = 2027-01-01
currency = "EUR"
free_service_messages = 1000
[tariff.prices]
utility = "0.0450"

[[tariff]]
from = 2026-10-01
currency = "EUR"
[tariff.prices]
utility = "0.04"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "tariffs.toml"
    path.write_text(text)
    return path


def test_the_latest_tariff_that_has_begun_holds(tmp_path: Path) -> None:
    tariffs = read_tariffs(write(tmp_path, TWO))

    assert tariff_on(tariffs, date(2026, 9, 30)) is None
    for day, price in ((date(2026, 12, 31), "0.04"), (date(2027, 1, 1), "0.0450")):
        held = tariff_on(tariffs, day)
        assert held is not None
        assert held.prices == {"utility": Decimal(price)}


@given(st.lists(st.dates(), unique=True), st.dates())
def test_no_later_tariff_holds_and_none_is_skipped(days: list[date], day: date) -> None:
    tariffs = [Tariff(day=each, currency="EUR") for each in sorted(days)]

    held = tariff_on(tariffs, day)

    begun = [each for each in days if each <= day]
    assert (held.day if held else None) == max(begun, default=None)


def test_what_is_publicly_known_is_there_without_a_file() -> None:
    held = tariff_on(read_tariffs(), date(2026, 11, 1))

    assert held is not None
    assert held.free_service_messages == 1000


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[tariff", "can't be read"),
        ("x = 1", "not a file of tariffs"),
        ('[[tariff]]\nfrom = 2026-10-01\ncurrency = "EUR"\nprijs = 1', "prijs"),
        (TWO.replace("0.04", "-1"), "negative"),
        (TWO.replace("2027-01-01", "2026-10-01"), "same day"),
        (TWO.replace('"0.0450"', '"duur"'), "prices"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(TariffsWrong, match=says):
        read_tariffs(write(tmp_path, text))


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(TariffsWrong, match="can't be read"):
        read_tariffs(tmp_path / "none.toml")
