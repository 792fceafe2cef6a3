"""Why a message has not left yet, for whoever asks."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from tests.outbox.conftest import PHONE, Queue
from tests.workers import work

from bode.basics import now
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation
from bode.organisations.tenancy import every_tenant, scope
from bode.outbox.models import Sending
from bode.outbox.queries import find_waits
from bode.outbox.states import Lane, SendingState, Waits

pytestmark = pytest.mark.django_db


@pytest.fixture
def idle(number: PhoneNumber) -> Queue:
    """A queue from which no worker sends."""
    return Queue(number)


@pytest.fixture
def queue(idle: Queue) -> Queue:
    work()
    return idle


def why(queue: Queue, message_id: UUID) -> Waits | None:
    with scope(queue.number.municipality_id):
        return find_waits([message_id]).get(message_id)


def change(message_id: UUID, **facts: object) -> None:
    with every_tenant("a test's world"):
        Sending.objects.filter(message_id=message_id).update(**facts)


def test_a_message_whose_turn_will_come_waits_for_its_number(queue: Queue) -> None:
    assert why(queue, queue.add()) == Waits.FOR_PACE


def test_a_message_behind_another_to_the_same_citizen_waits_for_that(queue: Queue) -> None:
    first, second = queue.add(), queue.add()
    urgent = queue.add(lane=Lane.CRISIS, purpose="crisis_response")

    assert why(queue, first) == Waits.FOR_PACE
    assert why(queue, second) == Waits.FOR_EARLIER
    assert why(queue, urgent) == Waits.FOR_PACE


def test_a_message_to_a_citizen_who_got_many_waits_for_the_citizens_limit(queue: Queue) -> None:
    number = queue.number
    with every_tenant("a test's world"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO outbox_citizenpace (number_id, recipient, municipality_id, spent_until)"
            " VALUES (%s, %s, %s, %s)",
            [number.id, PHONE, number.municipality_id, now() + timedelta(minutes=5)],
        )

    assert why(queue, queue.add()) == Waits.FOR_CITIZEN
    assert why(queue, queue.add(to="31612345679")) == Waits.FOR_PACE


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (SendingState.UNREADY, Waits.FOR_FILE),
        (SendingState.HELD, Waits.FOR_NUMBER),
        (SendingState.UNSETTLED, Waits.FOR_STATUS),
        (SendingState.ASKS, Waits.FOR_PERSON),
        (SendingState.SENDING, None),
    ],
)
def test_every_state_has_its_reason(
    queue: Queue, state: SendingState, expected: Waits | None
) -> None:
    message_id = queue.add()
    change(message_id, state=state)

    assert why(queue, message_id) == expected


def test_a_message_that_is_tried_again_later_says_so(queue: Queue) -> None:
    message_id = queue.add()
    change(message_id, due_at=now() + timedelta(minutes=1), error_code="131016")

    assert why(queue, message_id) == Waits.FOR_RETRY


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (SendingState.UNREADY, Waits.FOR_WORKER),  # who brings files is the worker too
        (SendingState.QUEUED, Waits.FOR_WORKER),
        (SendingState.SENDING, Waits.FOR_STATUS),  # by one that is no more: it may have left
        (SendingState.HELD, Waits.FOR_NUMBER),
        (SendingState.ASKS, Waits.FOR_PERSON),
    ],
)
def test_while_no_worker_works_what_needs_one_says_so(
    idle: Queue, state: SendingState, expected: Waits
) -> None:
    message_id = idle.add()
    change(message_id, state=state)

    assert why(idle, message_id) == expected


def test_nobody_hears_of_anothers_messages(queue: Queue, other_municipality: Organisation) -> None:
    message_id = queue.add()

    with scope(other_municipality.id):
        assert find_waits([message_id]) == {}
