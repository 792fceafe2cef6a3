"""The content check against messages that were labelled by hand."""

from __future__ import annotations

from collections import Counter

import pytest
from bench.contents import DEVELOPMENT, HELD_OUT, KINDS, Labelled, read, scores

MESSAGES = {part: read(part) for part in (DEVELOPMENT, HELD_OUT)}


def harmless(part: str) -> list[Labelled]:
    return [each for each in MESSAGES[part] if each.kind == "none"]


def test_there_are_many_and_half_of_them_are_harmless() -> None:
    every = [each for part in MESSAGES.values() for each in part]

    assert len(every) >= 1_000
    assert len({each.text for each in every}) == len(every)
    assert 0.45 < sum(each.kind == "none" for each in every) / len(every) < 0.55
    assert set(Counter(each.kind for each in every)) == {*KINDS, "none"}


@pytest.mark.parametrize("part", [DEVELOPMENT, HELD_OUT])
def test_nothing_harmless_is_blocked(part: str) -> None:
    assert [
        each.text for each in harmless(part) if any(finding.blocks for finding in each.found)
    ] == []


@pytest.mark.parametrize(
    ("part", "precision", "recall"), [(DEVELOPMENT, 0.98, 0.97), (HELD_OUT, 0.93, 0.55)]
)
def test_what_is_found_is_mostly_right_and_enough_is_found(
    part: str, precision: float, recall: float
) -> None:
    [(_name, anything), *_rest] = scores(MESSAGES[part])

    assert anything.precision >= precision
    assert anything.recall >= recall


@pytest.mark.parametrize("part", [DEVELOPMENT, HELD_OUT])
def test_every_finding_marks_words_of_its_text(part: str) -> None:
    for each in MESSAGES[part]:
        for finding in each.found:
            assert finding.phrase.strip()
            assert finding.before + finding.phrase + finding.after == each.text
