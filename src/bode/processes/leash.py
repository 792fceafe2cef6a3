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


def hold_on() -> None:
    """Ask the kernel for SIGTERM when the supervisor dies; nothing to do without one."""
    supervisor = os.environ.get(SUPERVISOR)
    if supervisor is None or not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(supervisor):  # it died before we asked
        os.kill(os.getpid(), signal.SIGTERM)
