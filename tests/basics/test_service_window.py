"""The service window, to the microsecond."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bode.basics import WINDOW, is_window_open, now, window_expires_at

WRITTEN = datetime(2026, 3, 28, 13, 30, tzinfo=UTC)
TICK = timedelta(microseconds=1)
AMSTERDAM_IN_SUMMER = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (WRITTEN, True),
        (WRITTEN + TICK, True),
        (WRITTEN + WINDOW - TICK, True),
        (WRITTEN + WINDOW, False),
        (WRITTEN + WINDOW + TICK, False),
        (WRITTEN - timedelta(minutes=2), True),  # the platform's clock is ahead of ours
        (datetime(2026, 3, 29, 15, 29, tzinfo=AMSTERDAM_IN_SUMMER), True),  # over the clock change
        (datetime(2026, 3, 29, 15, 30, tzinfo=AMSTERDAM_IN_SUMMER), False),
    ],
)
def test_the_window_is_open_for_exactly_24_hours(at: datetime, *, is_open: bool) -> None:
    assert is_window_open(WRITTEN, at) is is_open


def test_without_a_message_from_the_citizen_there_is_no_window() -> None:
    assert window_expires_at(None) is None
    assert not is_window_open(None, WRITTEN)


@given(
    st.datetimes(timezones=st.just(UTC), max_value=datetime(9999, 1, 1)),
    st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3)),
)
def test_the_window_is_open_until_it_expires(written: datetime, later: timedelta) -> None:
    expires_at = window_expires_at(written)

    assert expires_at is not None
    assert is_window_open(written, written + later) is (written + later < expires_at)


def test_now_is_in_utc() -> None:
    assert now().utcoffset() == timedelta(0)
