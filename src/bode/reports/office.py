"""Counting time as citizens are promised it: all of it, or while people answer. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate

from bode.automation.hours import Hours, spans_on
from bode.basics import HERE

_ONE = timedelta(days=1)


class OfficeClock:
    """A clock that runs while people answer, between two days, both included.

    Without hours it always runs. Moments outside those days count as their edges.
    """

    def __init__(self, hours: Hours | None, first: date, last: date) -> None:
        parts = list(_parts(hours, first, last))
        self._begins = [begin for begin, _end in parts]
        self._lengths = [end - begin for begin, end in parts]
        self._reached = [0.0, *accumulate(self._lengths)]

    def passed(self, since: datetime, until: datetime) -> timedelta:
        """How long the clock ran between two moments; nothing where the second is not later."""
        seconds = self._read(until.timestamp()) - self._read(since.timestamp())
        return timedelta(seconds=max(seconds, 0.0))

    def after(self, since: datetime, time_given: timedelta) -> datetime | None:
        """The first moment by which the clock has run so long; None when its days end before."""
        wanted = self._read(since.timestamp()) + time_given.total_seconds()
        place = bisect_left(self._reached, wanted, lo=1)
        if place == len(self._reached):
            return None
        moment = self._begins[place - 1] + wanted - self._reached[place - 1]
        return max(datetime.fromtimestamp(moment, UTC), since.astimezone(UTC))

    def _read(self, moment: float) -> float:
        """What the clock shows at a moment, in seconds."""
        place = bisect_right(self._begins, moment) - 1
        if place < 0:
            return 0.0
        return self._reached[place] + min(moment - self._begins[place], self._lengths[place])


@lru_cache(maxsize=64)
def clock_for(hours: Hours | None, first: date, last: date) -> OfficeClock:
    """The clock of these hours and days, which is the same for everyone who asks."""
    return OfficeClock(hours, first, last)


def _parts(hours: Hours | None, first: date, last: date) -> Iterator[tuple[float, float]]:
    """From when to when the clock runs, in order."""
    if hours is None:
        yield _moment(first, time(0)), _moment(last + _ONE, time(0))
        return
    for number in range((last - first).days + 1):
        day = first + number * _ONE
        for span in spans_on(hours, day):
            begin, end = _moment(day, span.opens), _moment(day, span.closes)
            if begin < end:  # in the hour that is skipped in March both may be one moment
                yield begin, end


def _moment(day: date, at: time) -> float:
    return datetime.combine(day, at, HERE).timestamp()
