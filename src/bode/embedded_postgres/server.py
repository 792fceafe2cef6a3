"""Starting and stopping the server."""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO
from urllib.parse import quote

from . import cluster, leftovers
from .accounts import Account, find_account
from .binaries import find_binaries
from .errors import CannotRun
from .home import Home, data_in, find_home

_READY_SECONDS = 180.0  # a server that was killed may have to recover first
_OTHERS_SECONDS = 60.0
_FAST_SECONDS = 6.0
_KILLED_SECONDS = 2.0
_LOOK_EVERY = 0.02
_LONGEST_SOCKET = 107  # bytes, Linux; its name takes 16 of them
_LARGEST_LOG = 10 * 1024 * 1024
_PR_SET_PDEATHSIG = 1
_Process = subprocess.Popen[bytes]


class Server:
    """A PostgreSQL server that takes connections at `url`."""

    def __init__(self, home: Home, sockets: Path, own: _Own | None) -> None:
        host = quote(str(sockets), safe="")
        self.url = f"postgresql://{cluster.SUPERUSER}@/{cluster.DATABASE}?host={host}"
        self.notice = home.notice
        self._own = own

    def how_it_ended(self) -> int | None:
        """The exit status of a server that ended by itself, negative for the signal that killed it.

        None as long as it runs, and for another's server.
        """
        return None if self._own is None else self._own.process.poll()

    def start_again(self) -> None:
        """Start it once more at the same address, after it ended. Raises `CannotRun`."""
        assert self._own is not None
        self._own.start()

    def stop(self) -> None:
        """Stop within seconds; what was committed stays. Does nothing to another's server."""
        if self._own is not None:
            self._own.stop()
            self._own = None


class _Own:
    """The server that this process runs, with the lock that says so."""

    def __init__(self, home: Home, account: Account, lock: IO[str]) -> None:
        self._home = home
        self._account = account
        self._lock = lock
        self._name = f"bode-{hashlib.sha256(os.fsencode(home.data)).hexdigest()[:12]}"
        leftovers.clear(home.data, self._name)
        self._binaries = find_binaries(account, home.path)
        if not home.data.exists():
            cluster.make(self._binaries, home.path, home.data, account)
        self.sockets = _choose_sockets(home.data, account)
        self._launch()

    def start(self) -> None:
        """Start it again, with the sockets where they were."""
        leftovers.clear(self._home.data, self._name)
        if not self.sockets.exists():
            self.sockets.mkdir(mode=0o700)
            self._account.own(self.sockets)
        self._launch()

    def _launch(self) -> None:
        cluster.admit_us(self._home.data)
        command: list[str | Path] = [self._binaries / "postgres", "-D", self._home.data]
        command += cluster.settings(self._name, self.sockets)
        with _open_log(self._home.log) as log:
            self.process = self._account.popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for Bode, which stops the server itself, last
                preexec_fn=_die_with(os.getpid()),
            )
        try:
            _wait_until_ready(self._home, self.process)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        _stop(self.process)
        if self.sockets.name.startswith(leftovers.SHORT_SOCKETS):
            shutil.rmtree(self.sockets, ignore_errors=True)
        self._lock.close()


def start(data_dir: Path, *, adopt: bool = False) -> Server:
    """Start the server that keeps its data in `data_dir`, making them when there are none.

    What an earlier server left, killed or not, is cleared first. A server that another living
    process of Bode runs on the same data is used as it is with `adopt`; its `stop` then leaves
    it alone. Without `adopt` that raises `CannotRun`, as does anything else that is in the way.
    """
    data_dir = data_dir.absolute()
    account = find_account(data_in(data_dir))
    home = find_home(data_dir, account)
    lock = home.open_lock()
    until = time.monotonic() + _OTHERS_SECONDS
    while not _try_lock(lock):
        sockets = leftovers.socket_folder(home.data)
        if not adopt or time.monotonic() > until:
            lock.close()
            raise CannotRun(f"Another Bode is using the data in {home.path}.")
        if sockets is not None and leftovers.is_ready(home.data):
            lock.close()
            return Server(home, sockets, None)
        time.sleep(_LOOK_EVERY)
    try:
        own = _Own(home, account, lock)
    except BaseException:
        lock.close()
        raise
    return Server(home, own.sockets, own)


def _try_lock(lock: IO[str]) -> bool:
    """Held by the process that runs the server, however it ends: the kernel lets go of it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _choose_sockets(data: Path, account: Account) -> Path:
    """The data's own private folder, or a short one where a socket's path would be too long.

    A comma would end the path in PostgreSQL's setting and in an address.
    """
    fits = len(os.fsencode(data)) + 16 <= _LONGEST_SOCKET
    if fits and not set(str(data)) & set(',"'):
        return data
    sockets = Path(tempfile.mkdtemp(prefix=leftovers.SHORT_SOCKETS))
    account.own(sockets)
    return sockets


def _open_log(log: Path) -> IO[bytes]:
    too_large = log.exists() and log.stat().st_size > _LARGEST_LOG
    return log.open("wb" if too_large else "ab")


def _die_with(supervisor: int) -> Callable[[], None] | None:
    """What the new process asks the kernel: a shutdown when its supervisor dies.

    The smart one: whoever is at work in the database then finishes, and lets go of it.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != supervisor:  # it died before we asked
            os._exit(1)

    return ask


def _wait_until_ready(home: Home, process: _Process) -> None:
    until = time.monotonic() + _READY_SECONDS
    while not (leftovers.is_ready(home.data) and _pid(home.data) == process.pid):
        if process.poll() is not None:
            raise CannotRun(f"PostgreSQL does not start: {_last_words(home.log)}")
        if time.monotonic() > until:
            raise CannotRun(f"PostgreSQL takes too long to start; see {home.log}.")
        time.sleep(_LOOK_EVERY)


def _pid(data: Path) -> int | None:
    with suppress(OSError, ValueError, IndexError):
        return int((data / "postmaster.pid").read_text().split()[0])
    return None


def _last_words(log: Path) -> str:
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    fatal = [line for line in lines if "FATAL" in line]
    return (fatal or lines or [f"see {log}"])[-1].strip()


def _stop(process: _Process) -> None:
    """A fast shutdown; a server that takes too long recovers from its log at the next start."""
    for how, seconds in (
        (signal.SIGINT, _FAST_SECONDS),
        (signal.SIGQUIT, _KILLED_SECONDS),
        (signal.SIGKILL, _KILLED_SECONDS),
    ):
        process.send_signal(how)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
        return
