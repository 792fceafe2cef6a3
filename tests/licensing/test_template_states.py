"""What may be done with a template from which status, and how often it may be edited."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bode.licensing.template_states import TEMPLATE_STATUSES, edits_left, steps_for

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("status", "steps"),
    [
        ("DRAFT", ["save", "submit", "discard"]),
        ("SUBMITTING", []),
        ("PENDING", ["delete"]),
        ("APPROVED", ["edit", "archive", "delete"]),
        ("REJECTED", ["edit", "archive", "delete"]),
        ("PAUSED", ["edit", "unpause", "delete"]),
        ("DISABLED", ["delete"]),
        ("ARCHIVED", ["unarchive", "delete"]),
        ("DELETED", []),
    ],
)
def test_each_status_has_its_steps(status: str, steps: list[str]) -> None:
    assert steps_for(status, waits=False) == steps


@pytest.mark.parametrize("status", ["DRAFT", *TEMPLATE_STATUSES.values()])
def test_nothing_is_done_while_the_platform_has_to_answer(status: str) -> None:
    assert steps_for(status, waits=True) == []


def test_a_template_that_was_not_edited_may_be_edited_at_once() -> None:
    left = edits_left([], NOW)

    assert (left.count, left.again_at) == (10, None)


def test_after_one_edit_a_day_must_pass() -> None:
    left = edits_left([NOW - HOUR], NOW)

    assert (left.count, left.again_at) == (9, NOW - HOUR + DAY)


def test_after_ten_edits_the_first_one_must_be_thirty_days_old() -> None:
    edits = [NOW - number * 2 * DAY for number in range(1, 11)]

    left = edits_left(edits, NOW)

    assert (left.count, left.again_at) == (0, edits[-1] + 30 * DAY)


@given(st.lists(st.integers(0, 60 * 24), max_size=20))
def test_whoever_waits_until_then_may_edit(hours: list[int]) -> None:
    edits = [NOW - ago * HOUR for ago in hours]
    left = edits_left(edits, NOW)

    if left.again_at is not None:
        assert left.again_at > NOW
        assert edits_left(edits, left.again_at).again_at is None
