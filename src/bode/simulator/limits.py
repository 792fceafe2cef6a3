"""How fast a business may send, per number and per citizen; how often it may ask for the rest."""

from __future__ import annotations

from collections import defaultdict, deque

from bode.simulator.refusals import Refusal
from bode.whatsapp.limits import PAIR_SECONDS

_PAIRS_SWEPT_ABOVE = 100_000


class Calls:
    """What each account asks beside sending, in a moving hour."""

    def __init__(self, per_hour: int) -> None:
        self._per_hour = per_hour
        self._moments: defaultdict[str, deque[int]] = defaultdict(lambda: deque(maxlen=per_hour))

    def take(self, waba: str, now: int) -> None:
        """Count one call; raise Refusal when it is one too many."""
        moments = self._moments[waba]
        is_full = len(moments) == self._per_hour
        if is_full and moments[0] > now - _HOUR_SECONDS:
            raise Refusal(80007, f"This account may call {self._per_hour} times in an hour.")
        moments.append(now)


_HOUR_SECONDS = 3600


class Limiter:
    """Both limits of sending, as buckets that fill with time; a refusal takes nothing out."""

    def __init__(self, pair_burst: int) -> None:
        self._pair_seconds = pair_burst * PAIR_SECONDS
        self._numbers: dict[str, float] = {}
        self._pairs: dict[tuple[str, str], float] = {}

    def take(self, number: str, digits: str, now: float, per_second: int) -> None:
        """Count one message of a number that may send so many in a second, `now` in seconds since
        some moment; raise Refusal when it is one too many.
        """
        interval = 1.0 / per_second
        free_at = max(self._numbers.get(number, now), now) + interval
        # Messages of at most one second may come at once.
        if free_at - now > 1.0 + interval / 2:
            raise Refusal(130429, "Too many messages were sent from this phone number.")
        pair = (number, digits)
        pair_free_at = max(self._pairs.get(pair, now), now) + PAIR_SECONDS
        if pair_free_at - now > self._pair_seconds:
            raise Refusal(
                131056, "Too many messages were sent from this phone number to this recipient."
            )
        self._numbers[number] = free_at
        self._pairs[pair] = pair_free_at
        if len(self._pairs) > _PAIRS_SWEPT_ABOVE:
            self._pairs = {key: at for key, at in self._pairs.items() if at > now}
