"""How a process ends: in good order when asked, and never later than its supervisor."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from types import FrameType

SUPERVISOR = "BODE_SUPERVISOR_PID"
_PR_SET_PDEATHSIG = 1


def end_in_order() -> None:
    """Let SIGTERM end this process as an exit does, so that what is open gets closed."""
    signal.signal(signal.SIGTERM, _exit)


def _exit(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)


class Stop:
    """A supervisor's being asked to stop, by SIGINT or SIGTERM: `KeyboardInterrupt`, once.

    Python swallows what a signal raises within a hook of fork or a finalizer, so `check` raises
    it again, and belongs in each loop that waits.
    """

    def __init__(self) -> None:
        self._asked = False
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, self._ask)

    def check(self) -> None:
        """Raise `KeyboardInterrupt` if it was asked."""
        if self._asked:
            raise KeyboardInterrupt

    def _ask(self, _signal: int, _frame: FrameType | None) -> None:
        for each in (signal.SIGINT, signal.SIGTERM):
            # Stopping is not interrupted. What is begun from here would inherit that it is ignored.
            signal.signal(each, _let_pass)
        self._asked = True
        raise KeyboardInterrupt


def _let_pass(_signal: int, _frame: FrameType | None) -> None:
    pass


def hold_on() -> None:
    """Ask the kernel for SIGTERM when the supervisor dies; nothing to do without one."""
    supervisor = os.environ.get(SUPERVISOR)
    if supervisor is None or not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(supervisor):  # it died before we asked
        os.kill(os.getpid(), signal.SIGTERM)
