"""What every error of the platform asks for."""

from __future__ import annotations

import re

import pytest

from bode.whatsapp import ERRORS, Meaning, Retry, meaning

STOPPING = [0, 3, 10, 33, 190, 200, 250, 299, 368, 131005, 131031, 131037, 131042, 131045, 133010]


@pytest.mark.parametrize("code", STOPPING)
def test_an_error_that_every_message_would_meet_stops_the_number(code: int) -> None:
    assert meaning(code, 400).stops_number


@pytest.mark.parametrize("code", [100, 199, 300, 131026, 131047, 130429, 131056, 132001, 80007])
def test_an_error_of_one_message_or_one_moment_stops_nothing(code: int) -> None:
    assert not meaning(code, 400).stops_number


@pytest.mark.parametrize(
    ("retry", "codes"),
    [
        (Retry.BACKOFF, [2, 4, 80007, 130429, 131016, 131056, 131057, 133004, 2494100]),
        (Retry.FEW, [1, 131000, 133000]),
        (Retry.AFTER_A_PAUSE, [131048, 131064]),
        (Retry.LATER, [131049, 132015, 132069, 133008, 133015, 133016]),
        (Retry.NO, [100, 131026, 131047, 131050, 131053, 132000, 135000, 138021, 2388040]),
    ],
)
def test_a_code_says_whether_trying_again_helps(retry: Retry, codes: list[int]) -> None:
    assert {code: meaning(code, 500).retry for code in codes} == dict.fromkeys(codes, retry)


@pytest.mark.parametrize(
    ("status", "retry"),
    [
        (429, Retry.BACKOFF),
        (500, Retry.BACKOFF),
        (503, Retry.BACKOFF),
        (400, Retry.NO),
        (404, Retry.NO),
        (302, Retry.NO),
        (None, Retry.NO),
    ],
)
@pytest.mark.parametrize("code", [None, 999999, 140000])
def test_without_a_known_code_the_http_status_decides(
    code: int | None, status: int | None, retry: Retry
) -> None:
    told = meaning(code, status)

    assert told.retry is retry
    assert not told.stops_number


def test_a_code_of_its_own_goes_before_its_range() -> None:
    assert meaning(2388019, 400) != meaning(2388018, 400)


@pytest.mark.parametrize("told", {id(told): told for told in ERRORS.values()}.values())
def test_every_error_is_told_in_short_sentences_in_both_languages(told: Meaning) -> None:
    titles = (told.title_nl, told.title_en)
    advice = told.advice_nl + " " + told.advice_en

    assert all(title and not title.endswith(".") for title in titles)
    assert told.advice_nl.endswith(".")
    assert told.advice_en.endswith(".")
    assert all(len(each.split()) <= 20 for each in re.split(r"[.?] ", advice))
