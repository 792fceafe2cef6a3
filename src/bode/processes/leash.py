"""A child process that never outlives its supervisor, not even one that was killed -9."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

SUPERVISOR = "BODE_SUPERVISOR_PID"
_PR_SET_PDEATHSIG = 1


def hold_on() -> None:
    """Ask the kernel for SIGTERM when the supervisor dies; nothing to do without one."""
    supervisor = os.environ.get(SUPERVISOR)
    if supervisor is None or not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(supervisor):  # it died before we asked
        os.kill(os.getpid(), signal.SIGTERM)
