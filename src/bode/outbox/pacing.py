"""How fast messages may leave: buckets that fill with time. Pure.

Several workers fill their hands from a number's bucket; whoever is first takes what has come in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any, NamedTuple

from bode.whatsapp.limits import PAIR_SECONDS

BURST_SECONDS = 0.1
"""So much of a second may leave at once. The platform counts over a whole one; what is between is
for the time that messages spend on their way."""
RECOVERY_SECONDS = 60.0
"""From standing still to the limit, when the platform refuses nothing meanwhile."""
REST_SECONDS = 1.0
PAUSE_SECONDS = 60.0
"""The platform works on a number for about a minute while it raises its limit."""
SLOWEST = 1.0  # messages a second
SENT_SECONDS = 10.0
"""So long a message waits until the one before it, to the same citizen, is reported as sent. The
platform keeps no order by itself: a text would overtake the picture that it is about."""
MARGIN = 0.99
"""Of what the platform allows, so much is used: it counts over each second, we are not exact."""
_FLOAT_ERROR = 1e-6  # of a message


class Pace(NamedTuple):
    """How fast a number sends, and how much it has sent of that."""

    limit: int
    """Messages a second, as the platform allows this number."""
    rate: float
    """Messages a second now: less than `limit` after the platform found it too fast."""
    spent_until: datetime
    """The moment until which what it may send has been sent; in the future it must wait."""


@dataclass(frozen=True)
class CitizenLimit:
    """How many messages one citizen may get from one number: one in six seconds, and so many at
    once, borrowed from the seconds that follow; and how long they wait for one another.

    We borrow one fewer: the platform counts a message a little later than we do, so it would find
    the next one a little too early.
    """

    burst: int
    sent_seconds: float = SENT_SECONDS

    @property
    def parameters(self) -> dict[str, Any]:
        """What `statements` need: for how long a message counts, how much may be borrowed, and how
        long the next one waits."""
        interval = timedelta(seconds=PAIR_SECONDS)
        return {
            "citizen_seconds": interval,
            "citizen_lead": interval * (self.burst - 2),
            "sent_seconds": timedelta(seconds=self.sent_seconds),
        }


def unused(limit: int, at: datetime) -> Pace:
    """The pace of a number that has sent nothing lately."""
    return Pace(limit, float(limit), at - timedelta(seconds=_burst(float(limit))))


class Turns(NamedTuple):
    """What was taken: so many messages, each at a moment of its own."""

    messages: int
    begins: float
    """Seconds from when they were taken until the first may leave."""
    gap: float
    """Seconds between one and the next."""


def turns(pace: Pace, count: int, at: datetime) -> Turns:
    """When each of the messages may leave that were taken just now, and led to this pace.

    What had not been taken for a while leaves no faster for that: all at once, it would be more in
    some second than the platform allows.
    """
    gap = 1.0 / (pace.rate * MARGIN)
    began = pace.spent_until - timedelta(seconds=count * gap)
    return Turns(count, (began - at).total_seconds() + _burst(pace.rate), gap)


def take(pace: Pace, at: datetime) -> tuple[int, Pace]:
    """How many messages may leave now, and the pace once they have."""
    rested = max((at - pace.spent_until).total_seconds(), 0.0)
    rate = min(pace.rate + pace.limit * rested / RECOVERY_SECONDS, float(pace.limit))
    start = max(pace.spent_until, at - timedelta(seconds=_burst(rate)))
    count = int((at - start).total_seconds() * rate * MARGIN + _FLOAT_ERROR)
    if count <= 0:
        return 0, pace
    # Rounded up to what the database can tell apart, so that no fraction is ever sent twice.
    spent = timedelta(microseconds=ceil(count * 1_000_000 / (rate * MARGIN)))
    return count, Pace(pace.limit, rate, start + spent)


def slow_down(pace: Pace, at: datetime) -> Pace:
    """The pace after the platform refused a message because its number was too fast.

    The number rests a moment, in which refusals of what was already on its way change nothing.
    """
    if pace.spent_until > at:
        return pace
    rate = max(pace.rate / 2, SLOWEST)
    return Pace(pace.limit, rate, at + timedelta(seconds=REST_SECONDS))


def pause(pace: Pace, at: datetime) -> Pace:
    """The pace after the platform said that it is working on the number."""
    return pace._replace(spent_until=max(pace.spent_until, at + timedelta(seconds=PAUSE_SECONDS)))


def _burst(rate: float) -> float:
    """Seconds whose messages may leave at once; one whole message even of the slowest number."""
    return BURST_SECONDS + 1.0 / (rate * MARGIN)
