"""A circuit breaker for each number, for when its platform keeps failing. Pure.

Closed: everything leaves. Open: nothing does, for a pause. Half-open: one message is on trial; it
gets an answer, and the circuit closes, or it gets none, and the circuit opens for a longer pause.
"""

from __future__ import annotations

from typing import NamedTuple

from .states import CircuitState

FAILURES = 3
SILENT_SECONDS = 1.0
"""A circuit opens after so many failures in a row, when the number had no answer for so long: what
answers now and then is better tried on."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds
TRIAL_SECONDS = 45.0
"""Longer than any call takes: after that, whoever tried is gone, and another may."""
_LONGEST_AFTER = 5  # trials, by which the pause has grown to the longest


class Failing(NamedTuple):
    """Failures in a row, of a number whose circuit is closed."""

    times: int
    since: float
    """The moment (`time.monotonic`) since which nothing was answered."""

    def is_enough(self, at: float) -> bool:
        """Whether its circuit opens."""
        return self.times >= FAILURES and at - self.since >= SILENT_SECONDS


class Circuit(NamedTuple):
    """A circuit that is not closed."""

    state: CircuitState
    trials: int
    """How many began since it opened."""
    seconds: float
    """From now until a message may be tried."""


def opened(dice: float) -> Circuit:
    """Enough messages failed. `dice` is from 0 to 1: numbers must not all try at one moment."""
    return Circuit(CircuitState.OPEN, 0, _pause(0, dice))


def tried(trials: int) -> Circuit:
    """The pause is over, or whoever tried is gone: one message goes on trial."""
    return Circuit(CircuitState.HALF_OPEN, trials + 1, TRIAL_SECONDS)


def failed(trials: int, dice: float) -> Circuit:
    """The message on trial got no answer."""
    return Circuit(CircuitState.OPEN, trials, _pause(trials, dice))


def put_off(trials: int) -> Circuit:
    """The message on trial never left, for reasons of its own: another one may try."""
    return Circuit(CircuitState.OPEN, trials - 1, 0.0)


def _pause(trials: int, dice: float) -> float:
    """Twice as long after each trial; at most a half of it is left to chance."""
    longest = min(FIRST_PAUSE * 2 ** min(trials, _LONGEST_AFTER), LONGEST_PAUSE)
    return float(longest * (1 + dice) / 2)
