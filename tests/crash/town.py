"""All of Bode as a program of its own, whose processes can be killed one by one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import psycopg
from tests.crash.network import Line
from tests.processes.running import free_port

from bode import embedded_postgres
from bode.processes import secrets


class Town:
    """Web, worker and simulator, which the demo starts again when they die, on one database."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._database = embedded_postgres.start(data)
        self.database_url = self._database.url
        port, simulator_port = free_port(), free_port()
        self.line = Line(to=simulator_port)
        self.bode = f"http://127.0.0.1:{port}"
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("BODE_")},
            "BODE_DATA_DIR": str(data),
            "BODE_DATABASE_URL": self.database_url,
            "BODE_PORT": str(port),
            "BODE_SIMULATOR_PORT": str(simulator_port),
            **secrets.keep_in(data / secrets.FILE),
            "BODE_SETTLE_SECONDS": "3",
            "BODE_GRAPH_URL": f"http://127.0.0.1:{self.line.port}",
        }
        self.simulator = httpx.Client(
            base_url=f"http://127.0.0.1:{simulator_port}/simulator", timeout=10
        )

    def start(self) -> None:
        """Start, and return when all of it works."""
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bode.cli", "demo"],
                env=self.environ,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_until(lambda: b"Bode is ready" in self.log.read_bytes(), 60)

    @property
    def log(self) -> Path:
        return self._data / "log"

    def kill(self, name: str) -> bool:
        """Kill -9 the process with this name; False when it is just being started again."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        for pid in children.read_text().split():
            try:
                command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            except FileNotFoundError:
                continue
            if name.encode() in command:
                os.kill(int(pid), signal.SIGKILL)
                return True
        return False

    def kill_database(self) -> None:
        """Kill -9 every process of PostgreSQL, and start it again."""
        database = self._database
        own = database._own
        assert own is not None
        pid = own.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for each in (pid, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        wait_until(lambda: database.how_it_ended() is not None, 20)
        database.start_again()

    def ask(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Look into the database, past every scope."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            return connection.execute(query.encode(), parameters).fetchall()

    def switch_on(self, kind: str, rate: float) -> None:
        self.simulator.post("/faults", json={"kind": kind, "rate": rate}).raise_for_status()

    def stats(self) -> dict[str, Any]:
        found: dict[str, Any] = self.simulator.get("/stats").json()
        return found

    def shown(self, phone: str) -> list[dict[str, Any]]:
        """What a citizen's phone shows."""
        found: list[dict[str, Any]] = self.simulator.get(f"/phones/{phone}/messages").json()[
            "results"
        ]
        return found

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._database.stop()


def wait_until(condition: Callable[[], object], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.1)
