"""The circuit breaker of a number, as arithmetic."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bode.outbox import breaking
from bode.outbox.breaking import (
    FAILURES,
    FIRST_PAUSE,
    LONGEST_PAUSE,
    SILENT_SECONDS,
    TRIAL_SECONDS,
    Circuit,
    Failing,
)
from bode.outbox.states import CircuitState

DICE = st.floats(0, 1)


@given(count=st.integers(0, 1000), silent=st.floats(0, 100))
def test_it_opens_after_some_failures_in_a_row_and_a_second_without_any_answer(
    count: int, silent: float
) -> None:
    is_enough = Failing(count, since=5.0).is_enough(5.0 + silent)

    assert is_enough == (count >= FAILURES and 5.0 + silent - 5.0 >= SILENT_SECONDS)


@given(trials=st.integers(0, 10_000), dice=DICE)
def test_every_pause_lies_between_a_half_of_the_first_and_the_longest(
    trials: int, dice: float
) -> None:
    pause = breaking.failed(trials, dice).seconds

    assert FIRST_PAUSE / 2 <= pause <= LONGEST_PAUSE


@given(trials=st.integers(0, 100), dice=DICE)
def test_by_the_same_dice_a_pause_is_never_shorter_than_the_one_before(
    trials: int, dice: float
) -> None:
    assert breaking.failed(trials, dice).seconds <= breaking.failed(trials + 1, dice).seconds


@given(trials=st.integers(0, 100), one=DICE, other=DICE)
def test_numbers_that_opened_together_do_not_all_try_together(
    trials: int, one: float, other: float
) -> None:
    apart = breaking.failed(trials, one).seconds - breaking.failed(trials, other).seconds
    longest = breaking.failed(trials, 1.0).seconds

    assert abs(apart - longest * (one - other) / 2) < 1e-9


class AnOutage(RuleBasedStateMachine):
    """Several workers, of which any may die, against a platform that is away or back."""

    @initialize(dice=DICE)
    def opens(self, dice: float) -> None:
        self.at = 0
        self.begun = 0
        self.circuit: Circuit | None = None
        self._becomes(breaking.opened(dice))

    def _becomes(self, circuit: Circuit | None) -> None:
        self.circuit = circuit
        self.next_at = self.at + (circuit.seconds if circuit else 0.0)

    @rule(seconds=st.integers(0, 60))
    def time_passes(self, seconds: int) -> None:
        self.at += seconds

    @precondition(lambda self: self.circuit and self.at >= self.next_at)
    @rule()
    def a_worker_tries(self) -> None:
        self.begun += 1
        self._becomes(breaking.tried(self.circuit.trials))

    @precondition(lambda self: self.circuit and self.circuit.state == CircuitState.HALF_OPEN)
    @rule(dice=DICE)
    def there_is_no_answer(self, dice: float) -> None:
        self._becomes(breaking.failed(self.circuit.trials, dice))

    @precondition(lambda self: self.circuit and self.circuit.state == CircuitState.HALF_OPEN)
    @rule()
    def the_message_never_left(self) -> None:
        self.begun -= 1
        self._becomes(breaking.put_off(self.circuit.trials))

    @precondition(lambda self: self.circuit and self.circuit.state == CircuitState.HALF_OPEN)
    @rule()
    def there_is_an_answer(self) -> None:
        self._becomes(None)

    @precondition(lambda self: self.circuit is None)
    @rule(dice=DICE)
    def it_fails_again(self, dice: float) -> None:
        self.begun = 0
        self._becomes(breaking.opened(dice))

    @invariant()
    def each_trial_counts_once(self) -> None:
        assert self.circuit is None or self.circuit.trials == self.begun

    @invariant()
    def half_open_means_that_one_is_on_trial(self) -> None:
        if self.circuit and self.circuit.state == CircuitState.HALF_OPEN:
            assert self.circuit.trials > 0
            assert self.circuit.seconds == TRIAL_SECONDS

    @invariant()
    def nobody_waits_for_ever(self) -> None:
        """Also when whoever tried died: somebody may try again, before long."""
        assert self.next_at - self.at <= max(LONGEST_PAUSE, TRIAL_SECONDS)


TestAnOutage = AnOutage.TestCase
