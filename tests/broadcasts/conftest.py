"""A municipality in a crisis, its citizens' phones and mailboxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.broadcasting import let_ask
from tests.broadcasts.reaching import (
    FIRST,
    PHONES,
    Phones,
    switch,
    warn,
)
from tests.conversations.street import Citizen
from tests.drills import exercise, let_warn, prepare
from tests.people import join
from tests.processes.running import free_port
from tests.simulator.running import serve

from bode.broadcasts.models import Broadcast, Drill
from bode.broadcasts.second_channel.states import EmailBy
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.settings.mail import MailServer
from bode.simulator import create_app, demo_config


@pytest.fixture
def phones(tmp_path: Path, settings: Settings) -> Iterator[Phones]:
    port = free_port()
    config = demo_config("http://127.0.0.1:1", tmp_path, smtp_port=port)
    with serve(create_app(replace(config, state_file=None))) as url:
        settings.NOTIFY_URL = url
        settings.CITIZEN_MAIL_SERVER = MailServer(
            host="127.0.0.1",
            port=port,
            user="",
            password="",
            implicit_tls=False,
            sender="Bode <berichten@bode.example>",
        )
        yield Phones(url)


@pytest.fixture
def erik(municipality: Organisation, number: PhoneNumber) -> Person:
    """Sends broadcasts; three citizens asked for warnings."""
    person = join(municipality, "Erik", "broadcaster")
    let_warn(number, person, PHONES)
    let_ask(person, PHONES, "appointments")
    return person


@pytest.fixture
def fatima(municipality: Organisation) -> Person:
    return join(municipality, "Fatima", "approver")


@pytest.fixture
def drill(erik: Person, fatima: Person) -> Drill:
    """One in which a warning lies ready."""
    return exercise(erik, source=prepare(erik))


@pytest.fixture
def switched_on(alice: Person) -> None:
    switch(alice)


@pytest.fixture
def crisis(erik: Person, municipality: Organisation) -> Broadcast:
    """A warning that lies in the outbox; nothing of it has arrived."""
    return warn(erik, municipality)


@pytest.fixture
def mailing(alice: Person, erik: Person, phones: Phones) -> Phones:
    """The municipality mails in a crisis; the first citizen asked for such messages."""
    switch(alice, order="email", email_by=EmailBy.SMTP, subject="Waarschuwing")
    return phones


@pytest.fixture
def sanne(erik: Person) -> Citizen:
    return Citizen(FIRST)
