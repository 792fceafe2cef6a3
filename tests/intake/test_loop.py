"""The loop of a worker: it goes on until it is told to stop, with or without a database."""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Event, Thread

import pytest
from tests.databases import hang_up_on_everyone_else
from tests.intake.street import message

from bode.intake.loop import process_until
from bode.intake.models import Webhook
from bode.licensing.models import PhoneNumber

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def looping(number: PhoneNumber) -> Iterator[Thread]:
    stopping = Event()
    thread = Thread(target=process_until, args=[stopping])
    thread.start()
    yield thread
    stopping.set()
    thread.join(5)
    assert not thread.is_alive()


def until_done(body: bytes) -> None:
    webhook = Webhook.objects.create(provider="proefbode", body=body)
    for _ in range(200):
        webhook.refresh_from_db()
        if webhook.state == "done":
            return
        time.sleep(0.02)
    raise AssertionError(webhook.state)


def test_processes_what_comes_in_and_goes_on_when_the_database_was_away(looping: Thread) -> None:
    until_done(message(wamid="wamid.1"))

    hang_up_on_everyone_else()

    until_done(message(wamid="wamid.2"))
    assert looping.is_alive()
