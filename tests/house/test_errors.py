"""Every error of the platform has a consequence, and words for the person who meets it."""

from __future__ import annotations

import pytest

from bode.basics import new_id
from bode.licensing.standing import Trait, effect_of
from bode.outbox.judging import judge_refusal
from bode.outbox.outcomes import Fate
from bode.outbox.states import Lane
from bode.whatsapp import ERRORS, Acts, Meaning, PlatformError, Refused, Retry

FATES = {
    Retry.NO: {Fate.FAILED, Fate.HELD},
    Retry.LATER: {Fate.FAILED, Fate.HELD, Fate.WITHHELD},
    Retry.AFTER_A_PAUSE: {Fate.WITHHELD},
    Retry.FEW: {Fate.RETRY, Fate.HELD},
    Retry.BACKOFF: {Fate.RETRY, Fate.HELD},
}


def first_code(codes: int | range) -> int:
    return codes.start if isinstance(codes, range) else codes


@pytest.mark.parametrize("codes", ERRORS, ids=str)
@pytest.mark.parametrize("lane", Lane)
def test_every_error_decides_what_becomes_of_a_message(codes: int | range, lane: Lane) -> None:
    meaning = ERRORS[codes]
    code = first_code(codes)
    refused = Refused(PlatformError(code=code), 400)
    of_all_kinds = Trait.OPENS | Trait.TEMPLATE | Trait.UTILITY
    outcome = judge_refusal(new_id(), lane, of_all_kinds, 1, refused)

    assert outcome.fate in FATES[meaning.retry]
    assert (outcome.fate is Fate.HELD) == effect_of(code, was_template=True).stops


@pytest.mark.parametrize("meaning", ERRORS.values(), ids=[str(codes) for codes in ERRORS])
def test_every_error_is_told_in_two_languages_with_advice(meaning: Meaning) -> None:
    for text in (meaning.title_nl, meaning.title_en, meaning.advice_nl, meaning.advice_en):
        assert text.strip()


@pytest.mark.parametrize("meaning", ERRORS.values(), ids=[str(codes) for codes in ERRORS])
def test_what_bode_tries_again_by_itself_asks_nothing_of_people(meaning: Meaning) -> None:
    if meaning.retry is Retry.BACKOFF:
        assert meaning.acts is Acts.NOBODY


@pytest.mark.parametrize("meaning", ERRORS.values(), ids=[str(codes) for codes in ERRORS])
def test_a_number_that_stands_still_is_not_for_an_agent_to_mend(meaning: Meaning) -> None:
    if meaning.stops_number:
        assert meaning.acts in (Acts.ADMINISTRATOR, Acts.PROVIDER)
