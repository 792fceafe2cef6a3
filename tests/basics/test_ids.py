"""Keys."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bode.basics import made_at, new_drill_id, new_id


def test_keys_are_plain_uuids_of_version_7_in_the_order_of_their_making() -> None:
    made = [new_id() for _ in range(1000)]

    assert {type(each) for each in made} == {uuid.UUID}
    assert {each.version for each in made} == {7}
    assert made == sorted(set(made))


@pytest.mark.parametrize("make", [new_id, new_drill_id])
def test_a_key_tells_when_it_was_made(make: Callable[[], uuid.UUID]) -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=1)

    made = made_at(make())

    assert made is not None
    assert before <= made <= datetime.now(UTC)


def test_another_kind_of_key_tells_no_time() -> None:
    assert made_at(uuid.uuid4()) is None
