"""The part of a worker that starts a process for each drill, and starts again what dies."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from threading import Event
from uuid import UUID

import structlog
from django.db import DatabaseError, InterfaceError, connections

from bode.broadcasts.drills.ending import end_forgotten
from bode.broadcasts.drills.running import list_running
from bode.organisations.tenancy import every_tenant

from .leash import SUPERVISOR

_EVERY = 1.0  # seconds
_GRACE_SECONDS = 5.0
_COMMAND = Path(sys.executable).with_name("bode")
_log = structlog.get_logger(__name__)


def keep_drills_until(stopping: Event) -> None:
    """Let each drill have its process, in this thread, until `stopping` is set."""
    running: dict[UUID, subprocess.Popen[bytes]] = {}
    try:
        while not stopping.wait(_EVERY):
            try:
                with every_tenant("a worker serves the drills of all municipalities"):
                    end_forgotten()
                    wanted = list_running()
            except (DatabaseError, InterfaceError) as lost:
                _log.warning("drills.database_lost", error=type(lost).__name__)
                connections.close_all()
                continue
            _keep(running, wanted)
    finally:
        connections.close_all()
        _end(running.values())


def _keep(running: dict[UUID, subprocess.Popen[bytes]], wanted: Collection[UUID]) -> None:
    for drill_id in [each for each, process in running.items() if process.poll() is not None]:
        del running[drill_id]
    for drill_id in wanted:
        if drill_id not in running:
            running[drill_id] = _start(drill_id)


def _start(drill_id: UUID) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, str(_COMMAND), "drill", str(drill_id)],
        env={**os.environ, SUPERVISOR: str(os.getpid())},
        start_new_session=True,  # its end is the worker's business
    )


def _end(processes: Collection[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
