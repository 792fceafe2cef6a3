"""How often it is right that a message is urgent: measured, not promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from bode.language.emergencies import Urgency, find_emergency

NO = "no"


def read(name: str) -> list[tuple[str, str]]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(label, text) for label, text in rows]


def said_of(text: str) -> str:
    found = find_emergency(text)
    return found.urgency if found else NO


def measure(name: str, urgencies: set[str]) -> tuple[float, float]:
    """Precision and recall of saying that a message is one of these."""
    said = [(label in urgencies, said_of(text) in urgencies) for label, text in read(name)]
    right = sum(is_so and told for is_so, told in said)
    return right / sum(told for _, told in said), right / sum(is_so for is_so, _ in said)


@pytest.mark.parametrize("urgencies", [{Urgency.DANGER}, {Urgency.DANGER, Urgency.HASTE}])
def test_on_the_examples_it_was_written_with_it_is_nearly_always_right(urgencies: set[str]) -> None:
    precision, recall = measure("emergencies.txt", urgencies)

    assert precision >= 0.98
    assert recall >= 0.98


@pytest.mark.parametrize(
    ("urgencies", "found"), [({Urgency.DANGER}, 0.55), ({Urgency.DANGER, Urgency.HASTE}, 0.6)]
)
def test_on_examples_it_never_saw_it_is_rarely_wrong_and_finds_most(
    urgencies: set[str], found: float
) -> None:
    precision, recall = measure("emergencies_unseen.txt", urgencies)

    assert precision >= 0.95
    assert recall >= found


@pytest.mark.parametrize("text", ["HEEEELP", "1-1-2!", "Brand!!", "help mij aub"])
def test_what_is_shouted_is_understood(text: str) -> None:
    found = find_emergency(text)

    assert found is not None
    assert found.urgency is Urgency.DANGER


@pytest.mark.parametrize(
    "text",
    [
        "Geen spoed hoor",
        "Kunnen we met de klas de brandweerkazerne bezoeken?",
        "Vorige week was er brand bij de buren",
        "Dorpsstraat 112, de container is vol",
        "Wat moet ik doen bij brand?",
    ],
)
def test_a_no_a_building_and_what_is_over_are_not_urgent(text: str) -> None:
    assert find_emergency(text) is None


def test_it_tells_the_words_by_which_it_knows() -> None:
    found = find_emergency("Hallo. Er is brand in de flat!")

    assert found is not None
    assert (found.urgency, found.words) == (Urgency.DANGER, "er is brand")
