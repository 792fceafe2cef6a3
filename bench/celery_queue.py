"""How many messages a second go out as one task each, on Celery with Redis."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from .load import NoLoad
from .webhooks import free_port

MESSAGES = 5_000
CELERY = "one task for each message, on Celery with Redis"
_LONGEST_SECONDS = 120


def find_redis() -> str:
    """The server; Debian's package is installed where that is allowed."""
    found = shutil.which("redis-server")
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "redis-server"],
            check=False,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"},
        )
        found = shutil.which("redis-server")
    if found is None:
        raise NoLoad("The benchmark needs Redis, to compare with: apt-get install redis-server")
    return found


@contextmanager
def celery_worker(graph_url: str) -> Iterator[subprocess.Popen[bytes]]:
    """Celery's worker with a process for each processor, on a Redis that keeps what it has."""
    port = free_port()
    os.environ["BENCH_BROKER"] = f"redis://127.0.0.1:{port}/0"
    os.environ["BENCH_GRAPH"] = graph_url
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with tempfile.TemporaryDirectory() as folder:
        kept = ["--dir", folder, "--appendonly", "yes", "--save", ""]
        redis = subprocess.Popen([find_redis(), "--port", str(port), *kept], **quiet)
        command = [sys.executable, "-m", "celery", "-A", "bench.one_task", "worker"]
        worker = subprocess.Popen(
            [*command, "--pool", "prefork", "--concurrency", "4", "--without-gossip",
             "--without-mingle", "--without-heartbeat"], **quiet,
        )  # fmt: skip
        try:
            yield worker
        finally:
            for each in (worker, redis):
                each.terminate()
                each.wait(15)


def measure_celery() -> float:
    """Messages a second, from the first to the last that Celery takes out of its queue."""
    from .dispatch import body_of
    from .one_task import app, send

    queue = app.amqp.queues[app.conf.task_default_queue].name
    app.control.cancel_consumer(queue, reply=True, timeout=10)
    with app.connection() as connection, app.amqp.Producer(connection) as producer:
        for number in range(MESSAGES):
            send.apply_async([body_of(number).decode()], producer=producer)
    app.control.add_consumer(queue)
    began = time.perf_counter()
    with app.connection() as connection, connection.channel() as channel:
        while channel.client.llen(queue) or channel.client.hlen("unacked"):
            assert time.perf_counter() - began < _LONGEST_SECONDS, "it did not come that far"
            time.sleep(0.02)
    return MESSAGES / (time.perf_counter() - began)
