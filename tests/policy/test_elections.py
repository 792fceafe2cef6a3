"""The election calendar: what stands in it agrees with the Elections Act."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest

from bode.policy import (
    ELECTIONS,
    Election,
    Place,
    election_around,
    find_contents,
    next_election,
)

BY_LAW = [each for each in ELECTIONS if each.code.startswith(("provinces", "municipal"))]


@pytest.mark.parametrize("each", BY_LAW, ids=lambda each: each.code)
def test_candidates_are_nominated_on_the_monday_of_the_act(each: Election) -> None:
    assert each.nomination.weekday() == 0
    first, last = (1, 30), (2, 5)  # article F 1; a day later in a leap year
    assert first <= (each.nomination.month, each.nomination.day) <= last
    assert each.day - each.nomination == timedelta(days=44)  # article J 1


@pytest.mark.parametrize("each", ELECTIONS, ids=lambda each: each.code)
def test_each_day_has_a_source_and_says_how_well_it_is_known(each: Election) -> None:
    assert each.source.startswith("https://")
    assert each.certainty in {"announced", "by_law", "expected"}
    assert each.nomination < each.day


@pytest.mark.parametrize(
    ("day", "is_around"),
    [
        (date(2027, 1, 31), False),
        (date(2027, 2, 1), True),
        (date(2027, 3, 18), True),
        (date(2027, 3, 19), False),
    ],
)
def test_around_is_from_nomination_until_the_day_after_the_vote(
    day: date, *, is_around: bool
) -> None:
    assert (election_around(day) is not None) == is_around


def test_a_vote_in_some_municipalities_is_around_there_alone() -> None:
    day = date(2026, 11, 16)

    assert election_around(day) is None
    assert election_around(day, "GM0402") is not None
    assert next_election(day, "GM1696") != next_election(day, "GM0363")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Dank, Samira  el Fassi belt u morgen.", "Samira  el Fassi"),
        ("Dank, *Samira el\tFassi* belt u.", "Samira el\tFassi"),
        ("J. de Wit belt u morgen.", "J. de Wit"),
        ("U spreekt met ’s-Werelds Beste Lijst.", "’s-Werelds Beste Lijst"),
        ("Geef polderpartij een kans.", "Geef polderpartij een kans"),
        ("De Partij  van de Arbeid is de beste.", "Partij  van de Arbeid"),
    ],
)
def test_a_name_is_found_however_it_is_spaced_and_marked_as_it_was_written(
    text: str, phrase: str
) -> None:
    names = ("Samira el Fassi", "J. de Wit", "’s-Werelds Beste Lijst", "Polderpartij")

    [found] = find_contents(text, date(2027, 3, 9), Place(municipality="GM0363", names=names))

    assert found.phrase == phrase
    assert found.before + found.phrase + found.after == text


def test_the_names_of_thousands_of_candidates_keep_no_message_waiting() -> None:
    names = tuple(f"Voornaam{number} van Achternaam{number}" for number in range(4_000))
    start = time.thread_time()  # what else the machine does is not in it

    find_contents("Voornaam7 van Achternaam7 belt u.", date(2027, 3, 9), Place(names=names))

    assert time.thread_time() - start < 1  # a sixtieth of it on a quiet machine


@pytest.mark.parametrize(
    ("text", "outside", "around"),
    [
        ("De brief is van het CDA.", [], [False]),
        ("De VVD is de enige partij die uw straat wil opknappen.", [False], [False]),
        ("Stem op de VVD.", [True], [True]),
        ("De uitslag: het CDA heeft zes zetels.", [], []),
        ("Ik denk dat 230 volt genoeg is.", [], []),
        ("DENK AAN UW PASPOORT!", [], []),
    ],
)
def test_around_an_election_naming_a_party_is_enough_to_warn(
    text: str, outside: list[bool], around: list[bool]
) -> None:
    assert [each.blocks for each in find_contents(text, date(2026, 6, 10))] == outside
    assert [each.blocks for each in find_contents(text, date(2027, 3, 9))] == around
