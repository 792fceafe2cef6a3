"""How an account stands, from what the platform told."""

from __future__ import annotations

import pytest

from bode.licensing.standing import reach_of


@pytest.mark.parametrize(
    ("told", "reach"),
    [
        ("TIER_250", 250),
        ("TIER_2K", 2000),
        ("10K", 10_000),
        ("100000", 100_000),
        ("TIER_UNLIMITED", None),
        ("TIER_NOT_SET", None),
        ("-1", None),
    ],
)
def test_a_limit_is_told_by_a_word_or_a_number(told: str, reach: int | None) -> None:
    assert reach_of(told) == reach
