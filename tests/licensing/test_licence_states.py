"""The life of a licence, as its states allow it; every course that there can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bode.licensing.licence_states import (
    LicenceParty,
    LicenceStep,
    Standing,
    replay,
    steps_for,
    take,
)
from bode.licensing.states import LicenceStatus

MUNICIPALITY, PROVIDER, PLATFORM = LicenceParty
SUSPEND, RESUME, END = LicenceStep

DEEDS = st.lists(st.tuples(st.sampled_from(LicenceStep), st.sampled_from(LicenceParty)))


def course(*deeds: tuple[LicenceStep, LicenceParty]) -> Standing:
    return replay(deeds)


@given(deeds=DEEDS)
def test_every_standing_is_explained_by_its_history(
    deeds: list[tuple[LicenceStep, LicenceParty]],
) -> None:
    standing, history = Standing(), list[tuple[LicenceStep, LicenceParty]]()
    for step, by in deeds:
        after = take(standing, step, by)
        if after is not None:
            standing = after
            history.append((step, by))

    assert replay(history) == standing
    assert (standing.status is LicenceStatus.SUSPENDED) == bool(standing.suspended_by)


@given(deeds=DEEDS, step=st.sampled_from(LicenceStep), by=st.sampled_from(LicenceParty))
def test_nothing_follows_an_end(
    deeds: list[tuple[LicenceStep, LicenceParty]], step: LicenceStep, by: LicenceParty
) -> None:
    assert take(Standing(status=LicenceStatus.ENDED), step, by) is None


def test_a_licence_is_in_force_again_once_everyone_who_suspended_it_resumed_it() -> None:
    both = course((SUSPEND, MUNICIPALITY), (SUSPEND, PLATFORM))

    assert take(both, RESUME, MUNICIPALITY) == Standing(
        status=LicenceStatus.SUSPENDED, suspended_by=frozenset({PLATFORM})
    )
    assert course(
        (SUSPEND, MUNICIPALITY), (SUSPEND, PLATFORM), (RESUME, MUNICIPALITY), (RESUME, PLATFORM)
    ) == Standing(status=LicenceStatus.ACTIVE)


def test_nobody_resumes_what_another_suspended() -> None:
    assert take(course((SUSPEND, PROVIDER)), RESUME, MUNICIPALITY) is None


def test_a_history_that_can_not_be_is_found_out() -> None:
    with pytest.raises(ValueError, match="resume by provider"):
        replay([("suspend", "municipality"), ("resume", "provider")])


@pytest.mark.parametrize(
    ("writer", "expected"),
    [
        (MUNICIPALITY, {"suspend municipality", "suspend platform", "end municipality"}),
        (PROVIDER, {"suspend provider", "suspend platform", "end provider", "end platform"}),
        (None, set()),
    ],
)
def test_each_side_writes_down_its_own_steps_and_what_the_platform_decides(
    writer: LicenceParty | None, expected: set[str]
) -> None:
    assert {f"{step} {by}" for step, by in steps_for(Standing(), writer)} == expected


def test_only_the_provider_hears_that_the_platform_is_done() -> None:
    stopped = course((SUSPEND, PLATFORM))

    assert (RESUME, PLATFORM) in steps_for(stopped, PROVIDER)
    assert (RESUME, PLATFORM) not in steps_for(stopped, MUNICIPALITY)
