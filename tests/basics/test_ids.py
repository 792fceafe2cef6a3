"""Keys."""

from __future__ import annotations

import uuid

from bode.basics import new_id


def test_keys_are_plain_uuids_of_version_7_in_the_order_of_their_making() -> None:
    made = [new_id() for _ in range(1000)]

    assert {type(each) for each in made} == {uuid.UUID}
    assert {each.version for each in made} == {7}
    assert made == sorted(set(made))
