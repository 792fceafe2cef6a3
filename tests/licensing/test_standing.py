"""How an account stands, from what the platform told."""

from __future__ import annotations

import pytest

from bode.licensing.standing import PAYMENT_MISSING, Effect, Trait, effect_of, reach_of


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


@pytest.mark.parametrize(
    ("code", "was_template", "effect"),
    [
        (190, True, Effect(stops=True, withholds=Trait(0))),
        (131048, False, Effect(stops=False, withholds=Trait.OPENS)),
        (PAYMENT_MISSING, True, Effect(stops=False, withholds=Trait.TEMPLATE)),
        (PAYMENT_MISSING, False, Effect(stops=True, withholds=Trait.TEMPLATE)),
        (131026, True, Effect(stops=False, withholds=Trait(0))),
        (None, True, Effect(stops=False, withholds=Trait(0))),
    ],
)
def test_an_error_stops_a_number_or_withholds_what_would_meet_it(
    code: int | None, was_template: bool, effect: Effect
) -> None:
    assert effect_of(code, was_template=was_template) == effect
