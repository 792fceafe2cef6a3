"""The loop of a worker: it goes on until it is told to stop, with or without a database."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import connections, transaction
from tests.databases import hang_up_on_everyone_else
from tests.intake.street import message

from bode.conversations.models import Conversation, Message
from bode.intake.loop import process_until
from bode.intake.models import Webhook
from bode.intake.processing import process_waiting
from bode.licensing.models import PhoneNumber
from bode.organisations.tenancy import every_tenant

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


def test_a_batch_that_takes_long_leaves_the_rest_to_the_next(number: PhoneNumber) -> None:
    """So that nobody waits long for what a batch has locked."""
    record_now(message(wamid="wamid.1"))
    for wamid in ("wamid.2", "wamid.3"):
        Webhook.objects.create(provider="proefbode", body=message(wamid=wamid, text=wamid))

    with holding_the_conversation(0.3):
        taken = process_waiting()
    assert taken == 1
    assert waiting() == [message(wamid="wamid.3", text="wamid.3")]

    while process_waiting():
        pass
    with every_tenant("a test looks at everything"):
        texts = list(Message.objects.order_by("id").values_list("text", flat=True))
    assert texts == ["Hallo", "wamid.2", "wamid.3"]


def record_now(body: bytes) -> None:
    Webhook.objects.create(provider="proefbode", body=body)
    assert process_waiting() == 1


def waiting() -> list[bytes]:
    found = Webhook.objects.filter(state="new").order_by("id")
    return [bytes(webhook.body) for webhook in found]


@contextmanager
def holding_the_conversation(seconds: float) -> Iterator[None]:
    """Someone else has changed the conversation, and commits after a while."""

    def hold() -> None:
        with every_tenant("a test's neighbour"), transaction.atomic():
            list(Conversation.objects.select_for_update())
            held.set()
            time.sleep(seconds)
        connections.close_all()

    held = Event()
    neighbour = Thread(target=hold)
    neighbour.start()
    assert held.wait(5)
    yield
    neighbour.join(5)


def test_processes_what_comes_in_and_goes_on_when_the_database_was_away(looping: Thread) -> None:
    until_done(message(wamid="wamid.1"))

    hang_up_on_everyone_else()

    until_done(message(wamid="wamid.2"))
    assert looping.is_alive()
