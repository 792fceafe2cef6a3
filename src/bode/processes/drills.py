"""The part of a worker that starts a process for each drill, and starts again what dies."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from threading import Event
from uuid import UUID

import structlog
from django.db import DatabaseError, InterfaceError, connections

from bode.broadcasts.drills.ending import end_forgotten
from bode.broadcasts.drills.running import list_running
from bode.organisations.tenancy import every_tenant

from .drill_logs import list_left
from .leash import SUPERVISOR

_EVERY = 1.0  # seconds
_GRACE_SECONDS = 5.0
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 120.0  # seconds from one start to the next
_COMMAND = Path(sys.executable).with_name("bode")
_log = structlog.get_logger(__name__)


def keep_drills_until(stopping: Event, data_dir: Path) -> None:
    """Let each drill have its process, in this thread, until `stopping` is set; also one that ended
    while none was there to remove its wire logs."""
    running: dict[UUID, Served] = {}
    try:
        while not stopping.wait(_EVERY):
            try:
                with every_tenant("a worker serves the drills of all municipalities"):
                    end_forgotten()
                    wanted = list_running(list_left(data_dir))
            except (DatabaseError, InterfaceError) as lost:
                _log.warning("drills.database_lost", error=type(lost).__name__)
                connections.close_all()
                continue
            _keep(running, wanted)
    finally:
        connections.close_all()
        _end([each.process for each in running.values() if each.process])


def _keep(running: dict[UUID, Served], wanted: Collection[UUID]) -> None:
    for drill_id in running.keys() - set(wanted):
        if not running[drill_id].is_alive():
            del running[drill_id]
    for drill_id in wanted:
        command = [sys.executable, str(_COMMAND), "drill", str(drill_id)]
        running.setdefault(drill_id, Served(command)).keep(time.monotonic())


class Served:
    """The process of a drill. One that ends by itself starts again, each time after a longer pause:
    what can't work must not take the machine from what can."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.starts = 0
        """How many in a row of which none lived for long."""
        self._began_at = 0.0

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def keep(self, at: float) -> None:
        """Start it at this moment, by a clock that never jumps, if it is time for that."""
        if self.starts and at - self._began_at >= _LONGEST_PAUSE and self.is_alive():
            self.starts = 1
        pause = min(_FIRST_PAUSE * 2 ** (self.starts - 1), _LONGEST_PAUSE)
        if self.is_alive() or (self.starts and at < self._began_at + pause):
            return
        self.starts, self._began_at = self.starts + 1, at
        try:
            self.process = subprocess.Popen(  # noqa: S603 - ourselves
                self._command,
                env={**os.environ, SUPERVISOR: str(os.getpid())},
                start_new_session=True,  # its end is the worker's business
            )
        except OSError as refused:
            _log.error("drills.not_started", command=self._command, error=str(refused))


def _end(processes: Collection[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
