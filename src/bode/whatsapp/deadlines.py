"""Ends what takes too long, for thousands of requests a second.

aiohttp sets a timer for each request, which costs a sixth of what the request does. Here all that
begin within the same quarter of a second share one.
"""

from __future__ import annotations

import asyncio
from types import TracebackType

_SHARED_SECONDS = 0.25


class Deadlines:
    """Each `with deadlines.each():` ends with TimeoutError after so many seconds, or a little
    later. Like `asyncio.timeout`, it ends the task by cancelling it."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._latest: set[Deadline] = set()
        self._closes_at = 0.0

    def each(self) -> Deadline:
        """A deadline for what begins now."""
        loop = asyncio.get_running_loop()
        at = loop.time()
        if at >= self._closes_at:
            self._latest = set()
            self._closes_at = at + _SHARED_SECONDS
            loop.call_at(self._closes_at + self._seconds, _expire, self._latest)
        return Deadline(self._latest)


class Deadline:
    """The deadline of one task, as a context manager."""

    __slots__ = ("_before", "_expired", "_shared", "_task")

    def __init__(self, shared: set[Deadline]) -> None:
        self._shared = shared
        self._expired = False

    def __enter__(self) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._task, self._before = task, task.cancelling()
        self._shared.add(self)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._shared.discard(self)
        ours = self._expired and self._task.uncancel() <= self._before
        if ours and kind is asyncio.CancelledError:  # and nobody else wants the task to end
            raise TimeoutError from error

    def expire(self) -> None:
        """The time is over."""
        self._expired = True
        self._task.cancel()


def _expire(shared: set[Deadline]) -> None:
    for each in tuple(shared):
        each.expire()
