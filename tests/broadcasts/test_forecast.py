"""How many a broadcast reaches, and when."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from bode.broadcasts.forecast import DAY, MOST_TOLD, Crowd, Forecast, Limit, foresee

PEOPLE = st.integers(0, 200_000)
CROWDS = st.builds(Crowd, answered=PEOPLE, counted=PEOPLE, new=PEOPLE)
LIMITS = st.builds(Limit, citizens=st.none() | PEOPLE, used=PEOPLE)
PACES = st.integers(1, 1000)


def crowd(new: int, *, answered: int = 0, counted: int = 0) -> Crowd:
    return Crowd(answered=answered, counted=counted, new=new)


def test_a_town_larger_than_the_limit_is_reached_in_days() -> None:
    told = foresee(crowd(31_000), Limit(citizens=8_000, used=0), 80)

    assert told == Forecast(
        total=31_000,
        at_once=8_000,
        within_a_day=8_000,
        days=4,
        seconds=388,
        plan=[8_000, 8_000, 8_000, 7_000],
    )


def test_fewer_a_day_than_the_limit_keep_room_for_other_messages() -> None:
    told = foresee(crowd(31_000, answered=10), Limit(citizens=8_000, used=0), 80, 6_000)

    assert told.plan == [6_000, 6_000, 6_000, 6_000, 6_000, 1_010]
    assert (told.at_once, told.days) == (8_010, 6)


def test_of_a_long_plan_the_first_days_are_told() -> None:
    told = foresee(crowd(31_000), Limit(citizens=250, used=0), 80)

    assert (told.plan, told.days, told.rest) == ([250] * 7, 124, 29_250)


def test_what_was_sent_today_leaves_less_room_now_and_none_less_tomorrow() -> None:
    told = foresee(crowd(8_000), Limit(citizens=8_000, used=5_000), 80)

    assert (told.at_once, told.within_a_day, told.days) == (3_000, 8_000, 1)


def test_who_wrote_or_was_counted_needs_no_room() -> None:
    told = foresee(crowd(0, answered=30, counted=20), Limit(citizens=20, used=20), 80)

    assert (told.at_once, told.days) == (50, 1)
    assert not told.is_beyond_limit


def test_without_a_limit_everybody_has_it_today() -> None:
    told = foresee(crowd(100_000), Limit(citizens=None, used=90_000), 1000)

    assert (told.at_once, told.within_a_day, told.days, told.seconds) == (100_000, 100_000, 1, 100)


def test_a_slow_number_needs_days_where_the_limit_does_not() -> None:
    told = foresee(crowd(100_000), Limit(citizens=None, used=0), 1)

    assert (told.within_a_day, told.days) == (DAY, 2)


def test_without_any_room_the_rest_never_gets_it() -> None:
    assert foresee(crowd(1), Limit(citizens=0, used=0), 80).days is None


@given(CROWDS, LIMITS, PACES)
def test_nobody_is_reached_twice_and_nobody_is_made_up(
    crowd: Crowd, limit: Limit, pace: int
) -> None:
    told = foresee(crowd, limit, pace)

    assert 0 <= told.within_a_day <= told.total == crowd.total
    assert 0 <= told.at_once <= told.total
    assert (told.days == 0) == (told.total == 0) or told.days is None


@given(CROWDS, LIMITS, PACES, st.none() | st.integers(1, 200_000))
def test_a_plan_is_for_all_of_them_and_nobody_else(
    crowd: Crowd, limit: Limit, pace: int, per_day: int | None
) -> None:
    told = foresee(crowd, limit, pace, per_day)

    assert told.rest >= 0
    assert told.within_a_day == sum(told.plan[:1])
    assert all(count <= (per_day or count) for count in told.plan)
    assert told.days is None or (told.rest == 0) == (told.days <= MOST_TOLD)


@given(CROWDS, LIMITS, PACES)
def test_all_are_reached_within_a_day_exactly_where_one_day_is_told(
    crowd: Crowd, limit: Limit, pace: int
) -> None:
    told = foresee(crowd, limit, pace)

    assume(told.total)
    assert (told.within_a_day == told.total) == (told.days == 1)


@given(CROWDS, LIMITS, PACES)
def test_the_days_are_as_many_as_are_needed_and_no_more(
    crowd: Crowd, limit: Limit, pace: int
) -> None:
    days = foresee(crowd, limit, pace).days
    assume(days and days > 1)
    assert days is not None

    def could_reach(in_days: int) -> bool:
        by_pace = pace * DAY * in_days
        if limit.citizens is None:
            return by_pace >= crowd.total
        new = max(limit.citizens - crowd.counted, 0) + limit.citizens * (in_days - 1)
        return by_pace >= crowd.total and new >= crowd.new

    assert could_reach(days)
    assert not could_reach(days - 1)


@given(CROWDS, LIMITS, PACES, st.integers(1, 10_000))
def test_a_larger_limit_never_reaches_fewer(
    crowd: Crowd, limit: Limit, pace: int, more: int
) -> None:
    assume(limit.citizens is not None)
    wider = Limit(citizens=(limit.citizens or 0) + more, used=limit.used)

    assert foresee(crowd, wider, pace).at_once >= foresee(crowd, limit, pace).at_once
    assert foresee(crowd, wider, pace).within_a_day >= foresee(crowd, limit, pace).within_a_day
