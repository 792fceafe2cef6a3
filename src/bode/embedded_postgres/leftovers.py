"""What an earlier server left behind when it, or everything, was killed.

Called only while holding the lock on the data, so no other Bode runs a server on them.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from contextlib import suppress
from pathlib import Path

from .errors import CannotRun

_GENTLE_SECONDS = 8.0
_KILLED_SECONDS = 5.0
_PROC = Path("/proc")

SHORT_SOCKETS = "bode-pg-"  # how a short socket folder's name begins
_SOCKET_LINE = 4  # of postmaster.pid, counted from nought


def clear(data: Path, name: str) -> None:
    """End servers that still run on these data, and remove files that would stop a new one.

    `name` is the server's cluster name, which stands in the titles of its processes. A zombie
    counts as dead: where process 1 reaps late, it would look alive for seconds.
    """
    for how, seconds in ((signal.SIGINT, _GENTLE_SECONDS), (signal.SIGKILL, _KILLED_SECONDS)):
        if _end(data, name, how, seconds):
            break
    else:
        raise CannotRun(f"An earlier PostgreSQL still runs on {data} and can't be stopped.")
    pid_file = data / "postmaster.pid"
    if pid_file.exists() and not _pid_is_alive_without_proc(pid_file):
        sockets = socket_folder(data)
        if sockets is not None and sockets.name.startswith(SHORT_SOCKETS):
            shutil.rmtree(sockets, ignore_errors=True)
        for file in (pid_file, data / ".s.PGSQL.5432", data / ".s.PGSQL.5432.lock"):
            file.unlink(missing_ok=True)


def socket_folder(data: Path) -> Path | None:
    """Where the server that runs on these data listens, as it wrote down itself."""
    with suppress(OSError, IndexError):
        line = (data / "postmaster.pid").read_text().splitlines()[_SOCKET_LINE]
        return Path(line) if line else None
    return None


def is_ready(data: Path) -> bool:
    """Whether the server that runs on these data says that it takes connections."""
    with suppress(OSError, IndexError):
        return (data / "postmaster.pid").read_text().splitlines()[7].strip() == "ready"
    return False


def _end(data: Path, name: str, how: signal.Signals, seconds: float) -> bool:
    until = time.monotonic() + seconds
    signalled: set[int] = set()
    while pids := _processes(data, name):
        for pid in pids - signalled:
            with suppress(ProcessLookupError):
                os.kill(pid, how)
        signalled |= pids
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def _processes(data: Path, name: str) -> set[int]:
    """The living processes of a server on these data: the postmaster and its children."""
    if not _PROC.is_dir():
        return set()
    return {
        int(process.name)
        for process in _PROC.iterdir()
        if process.name.isdecimal() and _belongs(process, os.fsencode(data), name.encode())
    }


def _belongs(process: Path, data: bytes, name: bytes) -> bool:
    try:
        words = (process / "cmdline").read_bytes().split(b"\0")
        stat = (process / "stat").read_text()
    except OSError:
        return False
    if stat.rpartition(")")[2].split()[0] in {"Z", "X"}:
        return False
    if words[0].startswith(b"postgres: " + name + b": "):
        return True
    return words[0].endswith(b"/postgres") and words[1:3] == [b"-D", data]


def _pid_is_alive_without_proc(pid_file: Path) -> bool:
    """On systems without /proc PostgreSQL's own test of its pid file must do."""
    if _PROC.is_dir():
        return False
    try:
        os.kill(int(pid_file.read_text().split()[0]), 0)
    except (ProcessLookupError, ValueError, IndexError):
        return False
    except PermissionError:
        return True
    return True
