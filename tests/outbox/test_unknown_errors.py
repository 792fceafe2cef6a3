"""An error code that no table of ours knows is told to the operator, once."""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from structlog.testing import capture_logs
from tests.simulator.running import eventually

from bode.outbox import unknown_errors
from bode.outbox.models import UnknownError
from bode.outbox.unknown_errors import report_unknown

pytestmark = pytest.mark.django_db(transaction=True)

WORKER = "import django; django.setup();"
WORKER += "from bode.outbox.unknown_errors import report_unknown; report_unknown(987_001)"


def start_worker() -> subprocess.Popen[str]:
    """Another process on this database, that meets a code."""
    url = urlsplit(os.environ["BODE_DATABASE_URL"])
    ours = url._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    environment = os.environ | {
        "BODE_DATABASE_URL": ours,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    return subprocess.Popen(
        [sys.executable, "-c", WORKER], env=environment, stdout=subprocess.PIPE, text=True
    )


def is_kept(code: int) -> bool:
    return UnknownError.objects.filter(code=code).exists()


def test_a_code_that_is_new_to_us_is_told_once_whatever_the_number_of_workers() -> None:
    workers = [start_worker() for _ in range(3)]
    told = [worker.communicate(timeout=60)[0] for worker in workers]

    assert [worker.returncode for worker in workers] == [0, 0, 0]
    assert "".join(told).count("whatsapp.error_unknown") == 1
    assert is_kept(987_001)


def test_one_worker_tells_it_once_too() -> None:
    with capture_logs() as told:
        report_unknown(987_002)
        report_unknown(987_002)
        report_unknown(987_003)
        eventually(lambda: is_kept(987_003))

    assert [line["code"] for line in told] == [987_002, 987_003]


def test_what_is_undone_afterwards_was_told_all_the_same() -> None:
    with transaction.atomic():
        report_unknown(987_004)
        transaction.set_rollback(True)

    eventually(lambda: is_kept(987_004))


def test_after_very_many_codes_a_new_one_is_told_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unknown_errors, "_MOST", 3)
    codes = range(987_010, 987_016)
    for code in codes:
        report_unknown(code)

    eventually(lambda: all(is_kept(code) for code in codes))


def test_of_a_code_that_we_know_nothing_is_told() -> None:
    with capture_logs() as told:
        report_unknown(131026)
        report_unknown(None)
        report_unknown(987_020)
        eventually(lambda: is_kept(987_020))

    assert [line["code"] for line in told] == [987_020]
