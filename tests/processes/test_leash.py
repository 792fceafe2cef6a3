"""A supervisor that is asked to stop, at the moment that Python would let it pass."""

from __future__ import annotations

import signal
import subprocess
import sys

ASKED_WHILE_IT_FORKS = """
import os, signal, subprocess, time
from bode.processes.leash import Stop
stop = Stop()
os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGTERM))
try:
    subprocess.run(["true"], preexec_fn=lambda: None)
    while True:
        stop.check()
        time.sleep(0.01)
except KeyboardInterrupt:
    print("stopped")
"""

ASKED_BEFORE_IT_STARTS_ANOTHER = """
import os, signal, subprocess
from bode.processes.leash import Stop
stop = Stop()
try:
    os.kill(os.getpid(), signal.SIGTERM)
except KeyboardInterrupt:
    pass  # as Python does within a finalizer
for asked in (signal.SIGINT, signal.SIGTERM):
    os.kill(os.getpid(), asked)  # once more: it is stopping already
child = subprocess.Popen(["sleep", "3"])
child.terminate()
print(child.wait())
"""


def test_asked_while_it_starts_a_process_it_stops_all_the_same() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKED_WHILE_IT_FORKS],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )

    assert done.stdout == "stopped\n"
    assert "Exception ignored" in done.stderr  # Python did let it pass


def test_what_it_starts_after_it_was_asked_can_be_ended_as_ever() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKED_BEFORE_IT_STARTS_ANOTHER],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )

    assert done.stdout == f"{-signal.SIGTERM}\n"
