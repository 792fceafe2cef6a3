"""`bode demo` as a program of its own, on free ports and in a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import orjson

COMMAND = bytes(Path(sys.executable).with_name("bode"))


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that the database's own user can enter, unlike pytest's; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="bode tests "))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Demo:
    """A demo that can be started, killed and started again on the same data."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.port, self.simulator_port = free_port(), free_port()
        self.output = ""

    def start(self) -> float:
        """Start, wait for the line that says so, and return the seconds that it took."""
        began = time.monotonic()
        self.process = self.launch()
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.output += line
            if line.startswith("Bode is ready: "):
                return time.monotonic() - began
        raise AssertionError(f"the demo ended: {self.output}")

    def launch(self) -> subprocess.Popen[str]:
        """Start without waiting."""
        return subprocess.Popen(
            [sys.executable, "-m", "bode.cli", "demo"],
            env=self.environ(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def command(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run another command of `bode` on the same data folder."""
        return subprocess.run(
            [sys.executable, "-m", "bode.cli", *arguments],
            env=self.environ() | more,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def environ(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BODE_")}
        return {
            **clean,
            "BODE_PORT": str(self.port),
            "BODE_SIMULATOR_PORT": str(self.simulator_port),
            "BODE_DATA_DIR": str(self.data_dir),
        }

    def end(self, how: signal.Signals) -> float:
        """Ask the supervisor to end, and return the seconds that it took."""
        began = time.monotonic()
        self.process.send_signal(how)
        self.output += self.process.communicate(timeout=30)[0]
        return time.monotonic() - began

    def pids(self) -> set[int]:
        """The supervisor and everything below it."""
        parents = {}
        for folder in Path("/proc").iterdir():
            with suppress(OSError, ValueError):
                parents[int(folder.name)] = _stat(int(folder.name))[1]
        found = {self.process.pid}
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return found

    def pid_of(self, process: str) -> int | None:
        """The living process that runs `bode PROCESS`."""
        for pid in self.pids():
            with suppress(OSError):
                words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
                if words[1:3] == [COMMAND, process.encode()] and lives(pid):
                    return pid
        return None

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of an answer of Bode; 0 when there is none."""
        return fetch(f"http://127.0.0.1:{self.port}{path}")


def fetch(address: str, body: object = None, token: str = "") -> tuple[int, str]:
    request = urllib.request.Request(address, method="GET" if body is None else "POST")
    if body is not None:
        request.data = orjson.dumps(body)
        request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()
    except OSError:
        return 0, ""


def wait_until(holds: Callable[[], object], seconds: float) -> None:
    """Wait until it holds, looking often; fail when it takes longer."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return int(any_port.getsockname()[1])


def lives(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return _stat(pid)[0] not in {"Z", "X"}
    except OSError:
        return False


def _stat(pid: int) -> tuple[str, int]:
    state, parent, *_ = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return state, int(parent)
