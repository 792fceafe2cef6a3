"""`bode simulator` as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from tests.processes.running import free_port

NUMBER, CITIZEN = "100000000000001", "31612345678"
HEADERS = {"Authorization": "Bearer simulator-token"}


@contextmanager
def simulator(folder: Path, *options: str) -> Iterator[httpx.Client]:
    """The program with these options, and a citizen who wrote to the first number."""
    port = free_port()
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BODE_")}
    places = {"BODE_SIMULATOR_PORT": str(port), "BODE_DATA_DIR": str(folder)}
    program = [sys.executable, "-m", "bode.cli", "simulator", *options]
    retries = httpx.HTTPTransport(retries=8)  # until it listens
    with (
        subprocess.Popen(program, env=clean | places) as process,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", transport=retries, timeout=30) as client,
    ):
        try:
            hello = {"to": NUMBER, "type": "text", "text": {"body": "Hallo"}}
            client.post(f"/simulator/phones/{CITIZEN}/messages", json=hello).raise_for_status()
            yield client
        finally:
            process.terminate()


def answers(client: httpx.Client, count: int) -> list[int]:
    """Answer the citizen so many times at once; return the codes of the errors, or 0."""
    body = {"messaging_product": "whatsapp", "to": CITIZEN, "text": {"body": "Welkom"}}
    given = [
        client.post(f"/v23.0/{NUMBER}/messages", json=body, headers=HEADERS).json()
        for _ in range(count)
    ]
    return [one["error"]["code"] if "error" in one else 0 for one in given]


def level(client: httpx.Client) -> str:
    shown = client.get(f"/v23.0/{NUMBER}", headers=HEADERS).json()
    return str(shown["throughput"]["level"])


def test_alone_it_has_the_platforms_limits(tmp_path: Path) -> None:
    with simulator(tmp_path) as client:
        assert answers(client, 46) == [0] * 45 + [131056]
        assert level(client) == "STANDARD"


def test_its_limits_can_be_set(tmp_path: Path) -> None:
    with simulator(tmp_path, "--pair-burst", "2", "--throughput", "HIGH") as client:
        assert answers(client, 3) == [0, 0, 131056]
        assert level(client) == "HIGH"


def test_a_burst_of_nothing_is_refused(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "bode.cli", "simulator", "--pair-burst", "0"]
    ended = subprocess.run(program, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "--pair-burst" in ended.stderr
