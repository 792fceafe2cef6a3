"""How often the language of a text is recognised: measured, not promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from bode.language.recognising import LANGUAGES, recognise

NONE = "none"


def read(name: str) -> list[tuple[str, str]]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(label, text) for label, text in rows]


@pytest.mark.parametrize("name", ["languages.txt", "languages_unseen.txt"])
def test_a_guess_is_right_and_nearly_always_made_where_one_could_know(name: str) -> None:
    said = [(label, recognise(text) or NONE) for label, text in read(name)]
    guessed = [label == guess for label, guess in said if guess != NONE]
    known = [label == guess for label, guess in said if label != NONE]

    assert sum(guessed) / len(guessed) >= 0.97
    assert sum(known) / len(known) >= 0.95


def test_the_examples_are_of_every_language() -> None:
    assert {label for label, _ in read("languages.txt")} == {*LANGUAGES, NONE}


@pytest.mark.parametrize("text", ["", "ja", "Hallo", "Merci", "06 12345678", "Fatima El Amrani"])
def test_of_what_says_little_there_is_no_guess(text: str) -> None:
    assert recognise(text) is None


def test_addresses_and_numbers_in_a_text_say_nothing() -> None:
    assert recognise("https://voorbeeld.nl/the/and/of/with 12345 wie@what.where.nl") is None
