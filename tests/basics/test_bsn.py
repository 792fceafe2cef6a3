"""The citizen service number: the eleven-test, and finding one in text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bode.basics import find_bsns, is_bsn


@pytest.mark.parametrize("number", ["123456782", "111222333", "999990019", "010203047"])
def test_a_number_that_passes_the_eleven_test_is_a_bsn(number: str) -> None:
    assert is_bsn(number)


def test_eight_digits_are_read_with_a_zero_in_front() -> None:
    assert is_bsn("10203047")


@pytest.mark.parametrize(
    "number",
    [
        "123456789",
        "111222334",
        "000000000",
        "1234567",
        "1234567820",
        "",
        "12345678a",
        "１２３４５６７８２",
    ],
)
def test_anything_else_is_not(number: str) -> None:
    assert not is_bsn(number)


@given(st.integers(1, 999_999_999), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: int, place: int, change: int) -> None:
    right = f"{number:09}"
    wrong = f"{(int(right[place]) + change) % 10}"

    assert not (is_bsn(right) and is_bsn(right[:place] + wrong + right[place + 1 :]))


@pytest.mark.parametrize(
    "text",
    [
        "123456782",
        "Het is 123456782.",
        "bsn:123456782",
        "123 456 782",
        "123.456.782",
        "1234.56.782",
        "1234-56-782?",
        "(123456782)",
    ],
)
def test_a_bsn_is_found_in_text(text: str) -> None:
    assert len(list(find_bsns(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "123456789",
        "1234567820",
        "NL91ABNA0417164300",
        "Z-2026-123456782",
        "123456782-A",
        "0.123456782",
        "123456782,50",
        "x123456782",
        "+123456782",
        "123 456782",
    ],
)
def test_what_is_part_of_something_longer_is_not_found(text: str) -> None:
    assert list(find_bsns(text)) == []
