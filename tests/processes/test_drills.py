"""The process of a drill: which addresses it knows, and when a worker starts it again."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pytest

from bode.processes.drill import enclose
from bode.processes.drills import Served
from bode.settings.environment import load

FAILS = [sys.executable, "-c", "raise SystemExit(1)"]
STAYS = [sys.executable, "-c", "import time; time.sleep(60)"]


OUTSIDE = {
    "BODE_MODE": "test",
    "BODE_GRAPH_URL": "https://graph.example",
    "BODE_DIALOG360_URL": "https://360.example",
    "BODE_NOTIFY_URL": "https://notify.example",
    "BODE_SMTP_URL": "smtp://mail.example",
    "BODE_MAIL_FROM": "bode@proefstad.example",
    "BODE_SIMULATOR_SMTP_PORT": "2525",
}


def test_it_knows_no_address_but_its_own() -> None:
    known = dict(OUTSIDE)
    enclose(known, "http://127.0.0.1:9")
    found = load(known)

    assert {found.graph_url, found.dialog360_url, found.notify_url} == {"http://127.0.0.1:9"}
    assert (found.mail_server, found.citizen_mail_server) == (None, None)


def test_outside_production_the_simulator_takes_mail_for_citizens() -> None:
    server = load(OUTSIDE).citizen_mail_server

    assert server
    assert (server.host, server.port) == ("127.0.0.1", 2525)


def end(served: Served) -> None:
    if served.process:
        served.process.wait(10)


@pytest.mark.parametrize("command", [FAILS, ["/nowhere/bode", "drill"]])
def test_what_ends_by_itself_starts_again_after_a_longer_pause_each_time(
    command: Sequence[str],
) -> None:
    served, started_at = Served(command), []
    for second in range(400):
        before = served.starts
        served.keep(float(second))
        end(served)
        if served.starts > before:
            started_at.append(second)

    assert started_at == [0, 1, 3, 7, 15, 31, 63, 127, 247, 367]


def test_what_lives_is_left_alone_and_counts_as_well_after_a_while() -> None:
    served = Served(STAYS)
    served.keep(0.0)
    first = served.process
    assert first
    served.keep(200.0)
    assert served.process is first

    first.kill()
    end(served)
    served.keep(201.0)
    assert served.process
    assert served.process is not first
    served.process.kill()
    end(served)
