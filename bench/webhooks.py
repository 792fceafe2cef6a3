"""How many webhooks a second are durably stored, beside receivers that store nothing.

Each server runs alone while it is measured, one process each, with the load generator and
PostgreSQL on the same machine. Rounds are interleaved: what slows the machine slows all.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.request import Request, urlopen

import orjson

from bode.whatsapp import HEADER, sign

from .load import Load, put_load
from .table import Row, row
from .world import APP_SECRET, PHONE_NUMBER_ID, PROVIDER, WABA_ID

WARM_UP_SECONDS = 2
SECONDS = 4
STORED = "webhooks durably stored"
NULL = "the same server, signature checked, nothing stored"
PYWA = "pywa_async's FastAPI handler, nothing stored"


def measure(rounds: int) -> list[Row]:
    """The rows of the table; inside `world`."""
    runs: dict[str, list[Load]] = {STORED: [], NULL: [], PYWA: []}
    for _ in range(rounds):
        for name, loads in runs.items():
            loads.append(_measure_once(name))
    speed = {name: [load.per_second for load in loads] for name, loads in runs.items()}
    return [
        row(STORED, "webhooks/s", speed[STORED], NULL, speed[NULL]),
        row(NULL, "webhooks/s", speed[NULL]),
        row(f"{STORED} (beside pywa)", "webhooks/s", speed[STORED], PYWA, speed[PYWA]),
        row(PYWA, "webhooks/s", speed[PYWA]),
        row(f"{STORED}: p50 at 64 connections", "ms", [load.p50 for load in runs[STORED]]),
        row(f"{STORED}: p99 at 64 connections", "ms", [load.p99 for load in runs[STORED]]),
    ]


def _measure_once(name: str) -> Load:
    port = free_port()
    commands = {
        STORED: (["-m", "bode.cli", "web"], f"/webhooks/whatsapp/{PROVIDER}"),
        NULL: (["-m", "bench.receivers", "null", str(port)], "/webhook"),
        PYWA: (["-m", "bench.receivers", "pywa", str(port)], "/webhook"),
    }
    command, path = commands[name]
    url = f"http://127.0.0.1:{port}{path}"
    with running(command, port, url):
        put_load(url, BODY, APP_SECRET, WARM_UP_SECONDS)
        load = put_load(url, BODY, APP_SECRET, SECONDS)
    if name == STORED:
        _check_stored(load)
    return load


def _check_stored(load: Load) -> None:
    """What was answered 200 must be in the log; the log is emptied for the next round."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM intake_webhook")
        stored = cursor.fetchone()[0]
        cursor.execute("TRUNCATE intake_webhook")
    connection.close_pool()
    if stored < load.answered:
        raise AssertionError(f"{load.answered} webhooks were answered, {stored} are stored")


@contextmanager
def running(arguments: Sequence[str], port: int, url: str) -> Iterator[None]:
    environ = {**os.environ, "BODE_PORT": str(port)}
    process = subprocess.Popen([sys.executable, *arguments], env=environ)
    try:
        _wait_for(url, process)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=15)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Until the server takes a webhook."""
    headers = {HEADER: sign(BODY, APP_SECRET), "Content-Type": "application/json"}
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            urlopen(Request(url, BODY, headers), timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("a server did not start")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _status_webhook() -> dict[str, Any]:
    """What comes most: one status."""
    status = {
        "id": "wamid.HBgLMzE2MDAwMDAwMDEVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA",
        "status": "delivered",
        "timestamp": "1795000000",
        "recipient_id": "31600000001",
        "recipient_user_id": "NL.4Hq2cWv0aZ1kX9yT7bR5",
        "biz_opaque_callback_data": "019ab5c2-7d1e-7c3a-9f10-2b6a4c8d0e11",
        "pricing": {
            "billable": True,
            "pricing_model": "PMP",
            "type": "regular",
            "category": "utility",
        },
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "31850000091", "phone_number_id": PHONE_NUMBER_ID},
        "contacts": [{"wa_id": "31600000001", "user_id": "NL.4Hq2cWv0aZ1kX9yT7bR5"}],
        "statuses": [status],
    }
    entry = {"id": WABA_ID, "changes": [{"field": "messages", "value": value}]}
    return {"object": "whatsapp_business_account", "entry": [entry]}


BODY = orjson.dumps(_status_webhook())
