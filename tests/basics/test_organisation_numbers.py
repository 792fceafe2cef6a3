"""KVK, OIN and postal code: what is taken, in which notation, and what is wrong with the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bode.basics import (
    NumberInvalid,
    is_bsn,
    is_rsin,
    kvk_in_oin,
    parse_kvk,
    parse_oin,
    parse_postal_code,
)

digits = st.text("0123456789")
rsins = st.integers(1, 999_999_999).map(lambda n: f"{n:09}").filter(is_bsn)
kvks = st.integers(1, 99_999_999).map(lambda n: f"{n:08}")
registers = st.sampled_from(["00000004", "00000006", "00000099"])
mains = st.integers(1, 999_999_999).map(lambda n: f"{n:09}")
oins = st.one_of(
    rsins.map(lambda rsin: f"00000001{rsin}000"),
    kvks.map(lambda kvk: f"00000003{kvk}0000"),
    st.tuples(registers, mains).map(lambda parts: f"{parts[0]}{parts[1]}000"),
)


def code_of(parse: object, text: str) -> str:
    with pytest.raises(NumberInvalid) as refused:
        parse(text)  # type: ignore[operator]
    return refused.value.code


@given(kvks)
def test_a_kvk_number_may_be_written_with_spaces_and_dots(kvk: str) -> None:
    assert parse_kvk(f" {kvk[:2]} {kvk[2:5]}.{kvk[5:]} ") == kvk


@given(digits.filter(lambda text: len(text) != 8))
def test_a_kvk_number_of_another_length_is_none(text: str) -> None:
    assert code_of(parse_kvk, text) == ("length" if text else "not_digits")


@pytest.mark.parametrize("text", ["1234567a", "١٢٣٤٥٦٧٨", "-1234567", ""])
def test_a_kvk_number_has_digits_alone(text: str) -> None:
    assert code_of(parse_kvk, text) == "not_digits"


@given(oins)
def test_an_oin_of_any_known_register_is_taken(oin: str) -> None:
    assert parse_oin(f"{oin[:8]} {oin[8:]}") == oin


@given(oins, st.integers(0, 19), st.integers(1, 9))
def test_of_an_oin_the_register_and_the_zeros_at_the_end_are_checked(
    oin: str, place: int, change: int
) -> None:
    wrong = oin[:place] + str((int(oin[place]) + change) % 10) + oin[place + 1 :]
    is_main = 8 <= place < 17 and not (place == 16 and oin.startswith("00000003"))

    if not is_main and wrong[:8] not in {oin[:8], *("0000000" + each for each in "1346")}:
        assert code_of(parse_oin, wrong) == "prefix"
    elif place >= 17 or (place == 16 and oin.startswith("00000003")):
        assert code_of(parse_oin, wrong) == "rest"
    elif is_main and oin.startswith("00000001"):
        assert code_of(parse_oin, wrong) == "main"  # the eleven-test sees every single digit


@pytest.mark.parametrize("oin", ["0000000312345678000", "000000031234567800000", "00000003"])
def test_an_oin_has_twenty_digits(oin: str) -> None:
    assert code_of(parse_oin, oin) == "length"


def test_an_oin_of_nobody_is_none() -> None:
    assert code_of(parse_oin, "00000003000000000000") == "main"


@given(kvks)
def test_an_oin_tells_its_kvk_number(kvk: str) -> None:
    assert kvk_in_oin(f"00000003{kvk}0000") == kvk
    assert kvk_in_oin(f"00000004{kvk}0000") is None


def test_an_rsin_has_nine_digits() -> None:
    assert is_rsin("010203047")
    assert not is_rsin("10203047")


@pytest.mark.parametrize("text", ["1234ab", " 1234 AB ", "1234AB"])
def test_a_postal_code_is_kept_in_one_notation(text: str) -> None:
    assert parse_postal_code(text) == "1234 AB"


@pytest.mark.parametrize("text", ["0234 AB", "1234 SS", "1234 sa", "1234", "AB 1234", "12345 AB"])
def test_what_is_no_postal_code_is_refused(text: str) -> None:
    assert code_of(parse_postal_code, text) == "form"
