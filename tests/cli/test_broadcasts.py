"""Following a broadcast in the terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

import pytest
from django.conf import settings
from django.db import connection
from tests.broadcasting import let_ask, run_broadcast
from tests.people import join

from bode.basics import now
from bode.broadcasts.models import Broadcast
from bode.conversations.models import Message
from bode.licensing.models import PhoneNumber
from bode.organisations.tenancy import scope

PHONES = ["31612345678", "31612345679", "31612345670"]
SLOWEST = 30.0


@contextmanager
def watching(sent: Broadcast) -> Iterator[Callable[[str], bool]]:
    """`bode broadcasts watch`, as an operator starts it, until it ends by itself; yields whether a
    line like this comes."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BODE_")}
    address = connection.get_connection_params()
    url = f"postgresql:///{address['dbname']}?host={address['host']}&user={address['user']}"
    program = subprocess.Popen(
        [sys.executable, "-m", "bode.cli", "broadcasts", "watch", str(sent.id)],
        env={
            **clean,
            "BODE_MODE": "test",
            "BODE_DATABASE_URL": url,
            "BODE_ENCRYPTION_KEYS": ",".join(settings.ENCRYPTION_KEYS),
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    lines = program.stdout
    assert lines
    timer = Timer(SLOWEST, program.kill)
    timer.start()
    with program:
        yield lambda wanted: any(re.fullmatch(rf"\S+  {wanted}\n", line) for line in lines)
    timer.cancel()
    assert program.returncode == 0


@pytest.mark.django_db(transaction=True)
def test_it_tells_what_changes_and_how_fast_it_goes_until_all_are_told(
    number: PhoneNumber,
) -> None:
    erik = join(number.municipality, "Erik", "broadcaster")
    let_ask(erik, PHONES)
    sent = run_broadcast(erik, join(number.municipality, "Fatima", "approver"), PHONES)

    with watching(sent) as tells:
        assert tells("running: 3 queued")
        with scope(number.municipality_id):
            first = Message.objects.order_by("id")[0]
            Message.objects.filter(id=first.id).update(status="delivered", delivered_at=now())
        assert tells(r"running: 2 queued, 1 delivered; \d a second, 0:00:\d\d left")
        with scope(number.municipality_id):
            Message.objects.update(status="delivered", delivered_at=now())
            Broadcast.objects.update(status="done", audience_closed=True, ended_at=now())
        assert tells("done: 3 delivered")
