"""To how many citizens a portfolio writes first in a day, kept before the platform refuses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from django.db.models import F
from tests.outbox.conftest import Queue
from tests.outbox.running import dispatching, simulate
from tests.simulator.running import World, eventually

from bode.licensing.models import Account, PhoneNumber
from bode.organisations.tenancy import every_tenant, scope
from bode.outbox.actions import citizen_wrote
from bode.outbox.models import OpenedCitizen, PortfolioReach
from bode.outbox.queries import find_waits
from bode.outbox.states import Lane, SendingState, Waits

pytestmark = pytest.mark.django_db(transaction=True)
PHONES = [f"3161237{each:04}" for each in range(8)]


def limit(number: PhoneNumber, reach: int | None) -> None:
    with every_tenant("a test's world"):
        Account.objects.update_or_create(
            municipality_id=number.municipality_id,
            platform_id=number.account_id,
            defaults={"provider_id": number.provider_id, "reach": reach},
        )


def all_wait(queue: Queue, messages: Sequence[UUID]) -> bool:
    return queue.states() == dict.fromkeys(messages, SendingState.WITHHELD)


def rejected(platform: World) -> object:
    return platform.stats()["rejected"]


def test_what_passes_the_limit_waits_and_says_so(number: PhoneNumber) -> None:
    limit(number, 3)
    with simulate(number, reach=3) as platform:
        queue = Queue(number)
        messages = [queue.open(phone) for phone in PHONES]

        with dispatching(platform.address), dispatching(platform.address):
            eventually(lambda: all_wait(queue, messages[3:]))
            with scope(number.municipality_id):
                assert find_waits(messages) == dict.fromkeys(messages[3:], Waits.FOR_PORTFOLIO)
            again = queue.open(PHONES[0])  # who counts already
            eventually(lambda: again not in queue.states())

        assert rejected(platform) == {}
        assert platform.stats()["delivered"] == 4


def test_an_answer_never_waits_for_the_limit(number: PhoneNumber) -> None:
    limit(number, 0)
    with simulate(number, reach=0) as platform:
        queue, [phone, other] = Queue(number), PHONES[:2]
        platform.write(phone, to=number.platform_id, type="text", text={"body": "Hallo"})
        answer = queue.add(to=phone)
        first, second = queue.open(phone), queue.open(other)

        with dispatching(platform.address):
            eventually(lambda: all_wait(queue, [first, second]))
            assert answer not in queue.states()
            with every_tenant("a test's world"):
                citizen_wrote(number.id, [phone])
            eventually(lambda: all_wait(queue, [second]))

        assert rejected(platform) == {}


def test_what_a_stopped_number_holds_takes_no_room(number: PhoneNumber) -> None:
    limit(number, 1)
    with every_tenant("a test's world"):
        PhoneNumber.objects.filter(id=number.id).update(stopped_code=190)
    with simulate(number) as platform:
        queue = Queue(number)
        messages = [queue.open(phone) for phone in PHONES[:2]]

        with dispatching(platform.address):
            held = dict.fromkeys(messages, SendingState.HELD)
            eventually(lambda: queue.states() == held)

    with every_tenant("a test looks at everything"):
        assert not OpenedCitizen.objects.exists()


def test_what_a_stopped_number_holds_becomes_an_answer_when_the_citizen_writes(
    number: PhoneNumber,
) -> None:
    limit(number, 0)
    with every_tenant("a test's world"):
        PhoneNumber.objects.filter(id=number.id).update(stopped_code=190)
    with simulate(number) as platform:
        queue = Queue(number)
        message = queue.open(PHONES[0])
        with dispatching(platform.address):
            eventually(lambda: queue.states() == {message: SendingState.HELD})

        platform.write(PHONES[0], to=number.platform_id, type="text", text={"body": "Hallo"})
        with every_tenant("a test's world"):
            citizen_wrote(number.id, [PHONES[0]])
            PhoneNumber.objects.filter(id=number.id).update(stopped_code=None)
        with dispatching(platform.address):
            eventually(lambda: queue.states() == {})


def test_a_crisis_never_waits_for_the_limit_and_counts(number: PhoneNumber) -> None:
    limit(number, 2)
    with simulate(number) as platform:
        queue = Queue(number)
        notices = [queue.open(phone) for phone in PHONES[:3]]

        with dispatching(platform.address):
            eventually(lambda: all_wait(queue, notices[2:]))
            for phone in PHONES[3:6]:
                queue.open(phone, lane=Lane.CRISIS, purpose="crisis_response")
            eventually(lambda: platform.stats()["delivered"] == 5)
            eventually(lambda: all_wait(queue, notices[2:]))
            limit(number, 5)
            queue.open(PHONES[0])  # who counts already; by then the queue was looked at again
            eventually(lambda: platform.stats()["delivered"] == 6)
            eventually(lambda: all_wait(queue, notices[2:]))
            limit(number, None)
            eventually(lambda: queue.states() == {})


def test_room_comes_as_a_day_passes(number: PhoneNumber) -> None:
    limit(number, 2)
    with simulate(number) as platform:
        queue = Queue(number)
        messages = [queue.open(phone) for phone in PHONES[:3]]
        with dispatching(platform.address):
            eventually(lambda: all_wait(queue, messages[2:]))

        with every_tenant("a test's world"):
            first = OpenedCitizen.objects.filter(recipient=PHONES[0])
            first.update(opened_at=F("opened_at") - timedelta(hours=24))
        with dispatching(platform.address):
            eventually(lambda: queue.states() == {})

    with every_tenant("a test looks at everything"):
        counted = OpenedCitizen.objects.values_list("recipient", flat=True)
        assert set(counted) == {PHONES[1], PHONES[2]}
        assert PortfolioReach.objects.get().citizens == 2
