"""From the platform's refusal to what happens next."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bode.basics import new_id
from bode.licensing.standing import Trait, effect_of
from bode.outbox.judging import (
    LONGEST_CITIZEN_PAUSE,
    LONGEST_PAUSE,
    judge_refusal,
    judge_unreachable,
)
from bode.outbox.outcomes import Fate
from bode.outbox.states import Lane
from bode.whatsapp import PlatformError, Refused

ATTEMPTS = st.integers(1, 1_000_000)
REFUSALS = {
    "lane": st.sampled_from(Lane),
    "traits": st.sampled_from([Trait.ANSWERS, Trait.OPENS | Trait.TEMPLATE | Trait.UTILITY]),
    "attempts": ATTEMPTS,
    "code": st.none()
    | st.integers(0, 140_000)
    | st.sampled_from([190, 131042, 131056, 130429, 131047, 131048]),
    "http_status": st.sampled_from([400, 401, 403, 404, 429, 500, 503]),
}


def refusal(code: int | None, http_status: int, **more: Any) -> Refused:
    return Refused(PlatformError(code=code, **more), http_status)


@given(**REFUSALS)
def test_every_refusal_has_one_outcome(
    lane: Lane, traits: Trait, attempts: int, code: int | None, http_status: int
) -> None:
    outcome = judge_refusal(new_id(), lane, traits, attempts, refusal(code, http_status))

    assert outcome.fate in {Fate.FAILED, Fate.HELD, Fate.RETRY, Fate.WITHHELD}
    assert 0 < len(outcome.code) <= 20
    assert 0 <= outcome.delay <= (LONGEST_CITIZEN_PAUSE if code == 131056 else LONGEST_PAUSE)
    effect = effect_of(code, was_template=bool(traits & Trait.TEMPLATE), http_status=http_status)
    assert (outcome.fate is Fate.HELD) == effect.stops


@given(attempts=ATTEMPTS)
def test_the_pause_never_shrinks_as_attempts_fail(attempts: int) -> None:
    now, later = (judge_unreachable(new_id(), each) for each in (attempts, attempts + 1))

    assert now.fate is Fate.RETRY
    assert 1.0 <= now.delay <= later.delay <= LONGEST_PAUSE


def test_a_crisis_message_is_never_given_up_while_the_platform_is_only_busy() -> None:
    assert (
        judge_refusal(new_id(), Lane.CRISIS, Trait.ANSWERS, 100_000, refusal(131016, 503)).fate
        is Fate.RETRY
    )


def test_other_messages_are_given_up_after_a_day_of_trying() -> None:
    a_day = 24 * 60  # attempts, at one a minute
    assert (
        judge_refusal(new_id(), Lane.NOTICE, Trait.ANSWERS, a_day - 1, refusal(131016, 503)).fate
        is Fate.RETRY
    )
    assert (
        judge_refusal(new_id(), Lane.NOTICE, Trait.ANSWERS, a_day, refusal(131016, 503)).fate
        is Fate.FAILED
    )


def test_messages_too_quickly_after_one_another_wait_four_times_longer_each_time() -> None:
    pauses = [
        judge_refusal(new_id(), Lane.NOTICE, Trait.ANSWERS, n, refusal(131056, 400)).delay
        for n in range(1, 8)
    ]

    assert pauses == [1.0, 4.0, 16.0, 64.0, 256.0, 1024.0, LONGEST_CITIZEN_PAUSE]


@given(lane=REFUSALS["lane"], attempts=ATTEMPTS, code=st.sampled_from([130429, 131057, 4, 80007]))
def test_a_number_that_must_wait_costs_its_messages_no_attempt(
    lane: Lane, attempts: int, code: int
) -> None:
    outcome = judge_refusal(new_id(), lane, Trait.ANSWERS, attempts, refusal(code, 400))

    assert (outcome.fate, outcome.untried) == (Fate.RETRY, True)


@pytest.mark.parametrize(
    ("more", "fate"), [({}, Fate.FAILED), ({"is_transient": True}, Fate.RETRY)]
)
def test_a_new_error_is_tried_again_when_the_platform_says_that_it_passes(
    more: dict[str, bool], fate: Fate
) -> None:
    assert (
        judge_refusal(new_id(), Lane.NOTICE, Trait.ANSWERS, 1, refusal(999_999, 400, **more)).fate
        is fate
    )


def test_a_number_that_is_gone_may_be_told_as_a_wrong_parameter() -> None:
    gone = judge_refusal(new_id(), Lane.NOTICE, Trait.ANSWERS, 1, refusal(100, 400, subcode=33))

    assert (gone.fate, gone.code) == (Fate.HELD, "33")
    assert (
        judge_refusal(new_id(), Lane.NOTICE, Trait.ANSWERS, 1, refusal(100, 400)).fate
        is Fate.FAILED
    )


@pytest.mark.parametrize(
    ("code", "traits", "fate"),
    [
        (131048, Trait.OPENS | Trait.TEMPLATE, Fate.WITHHELD),
        (131048, Trait.ANSWERS, Fate.FAILED),
        (131064, Trait.ANSWERS | Trait.TEMPLATE | Trait.UTILITY, Fate.WITHHELD),
        (131064, Trait.OPENS | Trait.TEMPLATE, Fate.FAILED),
    ],
)
def test_what_the_platform_takes_no_more_of_for_now_waits(
    code: int, traits: Trait, fate: Fate
) -> None:
    assert judge_refusal(new_id(), Lane.NOTICE, traits, 1, refusal(code, 400)).fate is fate
