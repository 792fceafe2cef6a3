"""A drill runs at its true speed through all of Bode, and nothing of it leaves the house."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from tests.broadcasts.reaching import switch
from tests.drills import exercise, let_warn, prepare, send
from tests.people import actor_of, join
from tests.processes.running import wait_until

from bode.basics import new_id
from bode.broadcasts import actions
from bode.broadcasts.drills.ending import end
from bode.broadcasts.drills.faults import Chosen, Fault
from bode.broadcasts.models import Broadcast, Drill
from bode.broadcasts.queries import count_recipients
from bode.conversations.models import Consent, Contact, Conversation, Message
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import scope

pytestmark = pytest.mark.django_db(transaction=True)
PHONES = [f"3161234{each:04}" for each in range(60)]
SLOWEST = 30.0
REAL_NUMBER, REAL_ACCOUNT = "300000000000001", "400000000000001"


class Outside:
    """All that is not the house: whoever connects to it, for whatever it is, is counted."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.heard: list[bytes] = []
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def heard_of_messages(self) -> list[bytes]:
        """All but what a worker asks at some minutes about the real number and its templates."""
        asks = tuple(f"GET /v23.0/{each}".encode() for each in (REAL_NUMBER, REAL_ACCOUNT))
        return [each for each in self.heard if not each.startswith(asks)]

    def _listen(self) -> None:
        while True:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            with closing(line):
                line.settimeout(2)
                try:
                    self.heard.append(line.recv(65_536))
                except TimeoutError:
                    self.heard.append(b"")

    def close(self) -> None:
        self._listening.close()


@pytest.fixture
def outside() -> Iterator[dict[str, Outside]]:
    """The platform, the provider of SMS, and the mail server, as the settings name them."""
    places = {name: Outside() for name in ("platform", "sms", "mail")}
    yield places
    for each in places.values():
        each.close()


@contextmanager
def working(outside: dict[str, Outside], folder: Path) -> Iterator[Path]:
    """A worker as in production, which knows the outside; yields its log."""
    database = connection.settings_dict
    url = (
        f"postgresql://{database['USER'] or ''}@/{database['NAME']}"
        f"?host={database['HOST']}&port={database['PORT']}"
    )
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("BODE_")},
        "BODE_MODE": "test",
        "BODE_DATABASE_URL": url,
        "BODE_DATA_DIR": str(folder),
        "BODE_ENCRYPTION_KEYS": ",".join(settings.ENCRYPTION_KEYS),
        "BODE_SETTLE_SECONDS": "2",
        "BODE_GRAPH_URL": f"http://127.0.0.1:{outside['platform'].port}",
        "BODE_DIALOG360_URL": f"http://127.0.0.1:{outside['platform'].port}",
        "BODE_NOTIFY_URL": f"http://127.0.0.1:{outside['sms'].port}",
        "BODE_SMTP_URL": f"smtp://127.0.0.1:{outside['mail'].port}",
        "BODE_MAIL_FROM": "bode@proefstad.example",
    }
    log = folder / "worker.log"
    with log.open("wb") as kept:
        worker = subprocess.Popen(
            [sys.executable, "-m", "bode.cli", "worker"],
            env=environ,
            stdout=kept,
            stderr=subprocess.STDOUT,
        )
    try:
        yield log
    finally:
        worker.terminate()
        worker.wait(20)
        print(log.read_text()[-4000:])  # noqa: T201 - shown when the test fails


@pytest.fixture
def erik(municipality: Organisation, number: PhoneNumber) -> Person:
    person = join(municipality, "Erik", "broadcaster")
    let_warn(number, person, PHONES)
    return person


@pytest.fixture
def fatima(municipality: Organisation) -> Person:
    return join(municipality, "Fatima", "approver")


def counts(drill: Drill) -> dict[str, int]:
    with scope(drill.world_id):
        return count_recipients(Broadcast.objects.get())


def what_is_real(municipality: Organisation) -> list[Any]:
    """What a real broadcast would change."""
    with scope(municipality.id):
        return [
            *(kind.objects.count() for kind in (Contact, Conversation, Message)),
            sorted(Consent.objects.values_list("address", "purpose", "withdrawn_at")),
        ]


def test_nothing_leaves_the_house_in_a_drill(
    alice: Person,
    erik: Person,
    fatima: Person,
    municipality: Organisation,
    outside: dict[str, Outside],
    tmp_path: Path,
) -> None:
    switch(alice)
    left = ended_while_no_worker_worked(erik, tmp_path)
    drill = exercise(
        erik,
        Chosen(fault=Fault.LINE, begins=0, lasts=2),
        Chosen(fault=Fault.LOST, lasts=3600),
        Chosen(fault=Fault.CONFUSED, lasts=3600),
        source=prepare(erik),
    )
    before, folder = what_is_real(municipality), tmp_path / "drills" / str(drill.id)
    with working(outside, tmp_path):
        send(erik, fatima, drill)
        wait_until(lambda: counts(drill)["delivered"] == len(PHONES), SLOWEST)
        with scope(municipality.id):
            end(actor_of(erik), drill.id)
            drill.refresh_from_db()
        assert folder.exists()
        wait_until(lambda: not (folder.exists() or left.exists()), SLOWEST)

        assert drill.counted["accepted"] >= len(PHONES)
        assert [place for place, there in outside.items() if there.heard_of_messages] == []
        assert what_is_real(municipality) == before

        # The same for real is heard there at once: whoever listens there would have heard.
        send_for_real(erik, fatima, municipality)
        wait_until(lambda: outside["platform"].heard_of_messages, SLOWEST)


def ended_while_no_worker_worked(erik: Person, data_dir: Path) -> Path:
    """A drill of before, whose process had died; the folder with what it left."""
    drill = exercise(erik)
    folder = data_dir / "drills" / str(drill.id)
    folder.mkdir(parents=True)
    (folder / f"{new_id().hex}.boot").write_bytes(b"left")
    with scope(drill.municipality_id):
        end(actor_of(erik), drill.id)
    return folder


def send_for_real(sender: Person, approver: Person, municipality: Organisation) -> None:
    made = prepare(sender)
    with scope(municipality.id):
        actions.request_approval(actor_of(sender), made.id)
        actions.approve(actor_of(approver), made.id)
        actions.start(actor_of(sender), made.id)
