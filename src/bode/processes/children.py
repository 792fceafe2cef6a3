"""The processes that the demo starts, starts again when they die, and ends with itself."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from .errors import CannotStart, describe_end
from .leash import SUPERVISOR

_GRACE_SECONDS = 6.0  # to finish what is on the wire; the rest of the demo's 10 is PostgreSQL's
_SOON_SECONDS = 3.0  # who dies sooner than this after its start, dies of its start
_MOST_FAILED_STARTS = 5
_PAUSE_SECONDS = 0.5
# Not `-m bode.cli`: in the list of processes each then reads as the command that people know.
_COMMAND = Path(sys.executable).with_name("bode")


class _Child:
    def __init__(self, name: str, options: Sequence[str], environ: Mapping[str, str]) -> None:
        self.name = name
        self._options = options
        self._environ = environ
        self.failed_starts = 0
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, str(_COMMAND), self.name, *self._options],
            env=self._environ,
            start_new_session=True,  # Ctrl-C is for the supervisor, which ends its children
        )
        self._started_at = time.monotonic()

    def restart_if_ended(self) -> None:
        status = self.process.poll()
        if status is None:
            return
        # Who was killed did not fail, whenever that was.
        failed = status > 0 and time.monotonic() - self._started_at < _SOON_SECONDS
        self.failed_starts = self.failed_starts + 1 if failed else 0
        if self.failed_starts >= _MOST_FAILED_STARTS:
            raise CannotStart(f"The {self.name} process ends each time it is started; see above.")
        print(
            f"The {self.name} process ended ({describe_end(status)}); starting it again.",
            flush=True,
        )
        if self.failed_starts:
            time.sleep(_PAUSE_SECONDS)
        self.start()


class Children:
    """Processes of Bode, each with this environment, that live no longer than the context."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = {**environ, SUPERVISOR: str(os.getpid())}
        self._children: list[_Child] = []

    def __enter__(self) -> Children:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def start(self, name: str, *options: str) -> None:
        """Start `bode NAME` with these options."""
        self._children.append(_Child(name, options, self._environ))

    def restart_ended(self) -> None:
        """Start again what ended. Raises `CannotStart` for what ends each time at once."""
        for child in self._children:
            child.restart_if_ended()

    def _end(self) -> None:
        """Ask all to end, and kill who takes too long."""
        for child in self._children:
            child.process.terminate()
        until = time.monotonic() + _GRACE_SECONDS
        for child in self._children:
            try:
                child.process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
