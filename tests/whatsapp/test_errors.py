"""What every error of the platform asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest

from bode.whatsapp import ERRORS, Acts, Meaning, Retry, meaning, meaning_for_administrator

STOPPING = [0, 3, 10, 33, 190, 200, 250, 299, 368, 131005, 131031, 131037, 131042, 131045, 133010]


@pytest.mark.parametrize("code", STOPPING)
def test_an_error_that_every_message_would_meet_stops_the_number(code: int) -> None:
    assert meaning(code, 400).stops_number


@pytest.mark.parametrize("code", [100, 199, 300, 131026, 131047, 130429, 131056, 132001, 80007])
def test_an_error_of_one_message_or_one_moment_stops_nothing(code: int) -> None:
    assert not meaning(code, 400).stops_number


# Whether Bode tries again by itself, and who must act; as literals, so that the table can be wrong.
ASKED_FOR: Mapping[tuple[Retry, Acts], Sequence[int | range]] = {
    (Retry.BACKOFF, Acts.NOBODY): [
        2, 4, 80007, 80008, 130429, 131016, 131056, 131057, 133004, 2494100,
    ],
    (Retry.AFTER_A_PAUSE, Acts.ADMINISTRATOR): [131048, 131064],
    (Retry.FEW, Acts.AGENT): [1, 131000],
    (Retry.FEW, Acts.ADMINISTRATOR): [133000],
    (Retry.LATER, Acts.AGENT): [131049, 132015],
    (Retry.LATER, Acts.ADMINISTRATOR): [131042, 132069, 133008, 133009, 133015, 133016],
    (Retry.LATER, Acts.PROVIDER): [131037, 131045],
    (Retry.NO, Acts.NOBODY): [131050, range(2593107, 2593110)],
    (Retry.NO, Acts.AGENT): [
        100, 130472, 130497, 131008, 131009, 131021, 131026, 131047, 131051, 131052, 131053, 131055,
        131060, 131061, 131062, 131063, 132000, 132005, 132008, 132012, 132018, 134011,
        range(134100, 134103), 135000, 137000, range(138000, 139000),
    ],
    (Retry.NO, Acts.ADMINISTRATOR): [
        368, 131030, 132001, 132007, 132016, 132068, 133005, 133006, range(139000, 140000),
        range(147001, 147006), 2388019, 2388024, 2388293, 2388299, range(2388000, 2389000),
    ],
    (Retry.NO, Acts.PROVIDER): [
        0, 3, 10, 33, 190, range(200, 300), 131005, 131031, 133010,
    ],
}  # fmt: skip
ASKS = [
    pytest.param(code, *asked, id=str(code))
    for asked, written in ASKED_FOR.items()
    for codes in written
    for code in ((codes,) if isinstance(codes, int) else (codes[0], codes[-1]))
]


@pytest.mark.parametrize(("code", "retry", "acts"), ASKS)
def test_a_code_says_whether_trying_again_helps_and_who_must_act(
    code: int, retry: Retry, acts: Acts
) -> None:
    told = meaning(code, 500)

    assert (told.retry, told.acts) == (retry, acts)


def test_of_every_code_it_is_written_here_what_it_asks_for() -> None:
    written = [codes for each in ASKED_FOR.values() for codes in each]

    assert len(written) == len(set(written))
    assert set(written) == ERRORS.keys()


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


def test_an_error_that_is_new_to_us_tells_its_code_and_whom_to_tell() -> None:
    for told, whom in ((meaning, "beheerder"), (meaning_for_administrator, "makers van Bode")):
        assert "fout 999999" in told(999999, 400).advice_nl
        assert "error 999999" in told(999999, 400).advice_en
        assert "HTTP 418" in told(None, 418).advice_nl
        assert whom in told(999999, 400).advice_nl


@pytest.mark.parametrize(
    ("after", "codes"),
    [
        (None, [100, 130472, 131021, 131047, 131050, 132012, 132016, 135000]),
        (timedelta(hours=24), [131049]),
        (timedelta(), [190, 131000, 131016, 131026, 131030, 131053, 132001, 999999]),
    ],
)
def test_a_code_says_whether_a_person_may_send_the_same_again(
    after: timedelta | None, codes: list[int]
) -> None:
    assert {code: meaning(code, None).repeat_after for code in codes} == dict.fromkeys(codes, after)


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
