"""How many messages a second go out as one task each, on Celery with Redis."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from .canned import rate_of, read_came
from .dispatch import body_of
from .webhooks import free_port

MESSAGES = 5_000
CELERY = "one task for each message, on Celery with Redis"
NO_REDIS = "redis-server is missing: apt-get install redis-server"
_PROCESSES = 4  # where it is fastest
_LONGEST_SECONDS = 120
_QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def find_redis() -> str | None:
    """The server, if the machine has it."""
    return shutil.which("redis-server")


def measure_celery(server: str, graph_url: str) -> float:
    """Messages a second, from the first to the last that the platform has.

    All wait in the queue before the worker starts; `server` is what `find_redis` found.
    """
    with _redis(server) as broker:
        environ = {"BENCH_BROKER": broker, "BENCH_GRAPH": graph_url}
        subprocess.run(
            [sys.executable, "-m", "bench.celery_queue"], env={**os.environ, **environ}, check=True
        )
        read_came(graph_url)  # nothing else counts
        with _worker(environ):
            return rate_of(_until_all_came(graph_url))


def _until_all_came(graph_url: str) -> list[tuple[int, int]]:
    came: list[tuple[int, int]] = []
    until = time.perf_counter() + _LONGEST_SECONDS
    while sum(count for _, count in came) < MESSAGES:
        assert time.perf_counter() < until, "it did not come that far"
        time.sleep(0.2)
        came += read_came(graph_url)
    return came


@contextmanager
def _redis(server: str) -> Iterator[str]:
    """The address of a Redis that keeps what it has."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        kept = ["--dir", folder, "--appendonly", "yes", "--save", ""]
        process = subprocess.Popen(
            [server, "--port", str(port), "--bind", "127.0.0.1", *kept], **_QUIET
        )
        try:
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            process.wait(15)


@contextmanager
def _worker(environ: dict[str, str]) -> Iterator[None]:
    """Celery's worker, with processes of its own, as it comes but for talk among workers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "bench.one_task", "worker",
         "--concurrency", str(_PROCESSES), "--without-gossip", "--without-mingle",
         "--without-heartbeat"],
        env={**os.environ, **environ}, start_new_session=True, **_QUIET,
    )  # fmt: skip
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # it has nothing left to do
        process.wait(15)


def _enqueue() -> None:
    from .one_task import send

    for number in range(MESSAGES):
        send.delay(body_of(number).decode())


if __name__ == "__main__":
    _enqueue()
