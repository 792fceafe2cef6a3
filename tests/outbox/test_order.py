"""What a citizen gets, they get in the order in which it was written."""

from __future__ import annotations

from uuid import UUID

import pytest
from tests.outbox.conftest import PHONE, Queue
from tests.outbox.running import dispatching
from tests.simulator.running import World, eventually

from bode.organisations.tenancy import scope
from bode.outbox.actions import let_next_follow
from bode.outbox.queries import find_waits
from bode.outbox.states import Lane, SendingState, Waits

pytestmark = pytest.mark.django_db(transaction=True)
LONG = 60.0  # seconds: longer than any test


def report(queue: Queue, message_id: UUID, recipient: str = PHONE) -> None:
    """The platform told something of this message."""
    with scope(queue.number.municipality_id):
        let_next_follow(queue.number.id, [(recipient, message_id)])


def test_a_message_waits_until_the_one_before_is_reported_as_sent(
    platform: World, queue: Queue
) -> None:
    picture, text = queue.add("De foto"), queue.add("Wat erop staat")
    other = queue.add("Aan een ander", to="31612345679")
    platform.write("31612345679", to=queue.number.platform_id, type="text", text={"body": "Hallo"})

    with dispatching(platform.address, sent_seconds=LONG):
        eventually(lambda: not {picture, other} & queue.states().keys())
        assert queue.states() == {text: SendingState.QUEUED}
        with scope(queue.number.municipality_id):
            assert find_waits([text]) == {text: Waits.FOR_EARLIER}
        report(queue, picture)
        eventually(lambda: queue.states() == {})


def test_nothing_waits_long_for_a_report_that_does_not_come(platform: World, queue: Queue) -> None:
    queue.add()
    queue.add()

    with dispatching(platform.address, sent_seconds=0.2):
        eventually(lambda: queue.states() == {})


def test_news_of_an_earlier_message_says_nothing_of_the_last(platform: World, queue: Queue) -> None:
    first, second, third = (queue.add(text) for text in ("Een", "Twee", "Drie"))

    with dispatching(platform.address, sent_seconds=LONG):
        eventually(lambda: first not in queue.states())
        report(queue, first)
        eventually(lambda: second not in queue.states())
        report(queue, first)
        assert queue.states() == {third: SendingState.QUEUED}
        report(queue, second)
        eventually(lambda: queue.states() == {})


def test_a_crisis_message_waits_for_nothing_that_is_less_urgent(
    platform: World, queue: Queue
) -> None:
    notice = queue.add()

    with dispatching(platform.address, sent_seconds=LONG):
        eventually(lambda: notice not in queue.states())
        crisis = queue.add("Houd ramen dicht", lane=Lane.CRISIS, purpose="crisis_response")
        eventually(lambda: crisis not in queue.states())


def test_a_message_that_is_tried_again_does_not_wait_for_itself(
    platform: World, queue: Queue
) -> None:
    platform.control.post("/faults", json={"kind": "http_500", "rate": 1.0})
    message = queue.add()

    with dispatching(platform.address, sent_seconds=LONG):
        eventually(lambda: queue.row(message).attempts == 1)
        platform.control.delete("/faults")
        eventually(lambda: queue.states() == {})


def test_nothing_waits_for_a_message_that_failed(platform: World, queue: Queue) -> None:
    refused = queue.add("Te lang" * 1000)
    message = queue.add()

    with dispatching(platform.address, sent_seconds=LONG):
        eventually(lambda: not {refused, message} & queue.states().keys())
