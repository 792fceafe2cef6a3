"""How fast a number may send, as arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bode.outbox.pacing import (
    BURST_SECONDS,
    MARGIN,
    PAUSE_SECONDS,
    RECOVERY_SECONDS,
    SLOWEST,
    Pace,
    pause,
    slow_down,
    take,
    unused,
)

BEGIN = datetime(2026, 11, 25, 12, tzinfo=UTC)
LIMITS = st.integers(1, 1000)
PAUSES = st.lists(st.floats(0, 3).map(lambda seconds: timedelta(seconds=seconds)), max_size=60)


def take_on(limit: int, pauses: Sequence[timedelta]) -> list[tuple[datetime, int]]:
    """Take all that may be had after each pause; when, and how many messages each time."""
    pace, at, taken = unused(limit, BEGIN), BEGIN, []
    for each in pauses:
        at += each
        count, pace = take(pace, at)
        taken.append((at, count))
    return taken


@given(limit=LIMITS, pauses=PAUSES)
def test_in_no_stretch_of_time_leaves_more_than_the_limit_and_one_burst(
    limit: int, pauses: list[timedelta]
) -> None:
    taken = take_on(limit, pauses)

    for first, (begin, _) in enumerate(taken):
        count = 0
        for end, more in taken[first:]:
            count += more
            seconds = (end - begin).total_seconds()
            assert count <= limit * (seconds + BURST_SECONDS) + 1


@given(limit=LIMITS, seconds=st.integers(1, 60))
def test_who_looks_often_gets_all_that_the_limit_allows(limit: int, seconds: int) -> None:
    taken = take_on(limit, [timedelta(milliseconds=50)] * 20 * seconds)

    assert limit * seconds * MARGIN - 1 <= sum(count for _, count in taken)


@given(limit=LIMITS)
def test_a_number_that_was_too_fast_rests_and_goes_on_at_half_its_pace(limit: int) -> None:
    slow = slow_down(unused(limit, BEGIN), BEGIN)

    assert slow.rate == max(limit / 2, SLOWEST)
    assert take(slow, BEGIN + timedelta(seconds=0.9))[0] == 0


def test_refusals_of_what_was_already_on_its_way_slow_it_down_only_once() -> None:
    slow = slow_down(unused(80, BEGIN), BEGIN)

    assert slow_down(slow, BEGIN + timedelta(seconds=0.5)) == slow
    assert slow_down(slow, BEGIN + timedelta(seconds=2)).rate == 20


@given(limit=LIMITS, refusals=st.integers(1, 20))
def test_a_slow_number_comes_back_to_its_limit(limit: int, refusals: int) -> None:
    pace, at = unused(limit, BEGIN), BEGIN
    for _ in range(refusals):
        pace = slow_down(pace, at)
        at += timedelta(seconds=1.1)

    rates = [pace.rate]
    for _ in range(int(RECOVERY_SECONDS * 4)):
        at += timedelta(seconds=0.5)
        _, pace = take(pace, at)
        rates.append(pace.rate)

    assert all(before <= after for before, after in pairwise(rates))
    assert pace.rate == limit


def test_a_number_that_the_platform_works_on_waits_a_minute() -> None:
    waiting = pause(unused(80, BEGIN), BEGIN)

    assert take(waiting, BEGIN + timedelta(seconds=PAUSE_SECONDS)) == (0, waiting)
    assert take(waiting, BEGIN + timedelta(seconds=PAUSE_SECONDS + 1))[0] > 0


def test_a_raised_limit_is_reached_step_by_step() -> None:
    pace = Pace(1000, 80.0, BEGIN)

    _, soon = take(pace, BEGIN + timedelta(seconds=1))
    _, later = take(soon, BEGIN + timedelta(seconds=1 + RECOVERY_SECONDS))

    assert 80 < soon.rate < later.rate == 1000
