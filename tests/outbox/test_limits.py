"""The platform's limits, kept before it has to remind us."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

import pytest
from tests.outbox.conftest import Queue
from tests.outbox.running import dispatching, simulate
from tests.outbox.test_trouble import fault
from tests.simulator.running import World, eventually

from bode.licensing.models import PhoneNumber
from bode.organisations.tenancy import every_tenant
from bode.outbox.models import NumberPace, Sending
from bode.outbox.states import Lane, SendingState
from bode.whatsapp.limits import PAIR_BURST, PAIR_SECONDS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other_number(number: PhoneNumber) -> PhoneNumber:
    with every_tenant("a test's world"):
        return PhoneNumber.objects.create(
            municipality=number.municipality,
            provider=number.provider,
            licence=number.licence,
            platform_id="300000000000002",
            account_id=number.account_id,
            display_number="+31850000092",
            access_token=number.access_token,
        )


def greet_from(platform: World, number: PhoneNumber, phones: Sequence[str]) -> None:
    """Citizens write, so that they may be answered with free text."""
    for phone in phones:
        platform.write(phone, to=number.platform_id, type="text", text={"body": "Hallo"})


def phones(count: int) -> list[str]:
    return [f"3161235{each:04}" for each in range(count)]


def allow(number: PhoneNumber, messages_per_second: int) -> None:
    with every_tenant("a test's world"):
        number.messages_per_second = messages_per_second
        number.save(update_fields=["messages_per_second"])


def rate(number: PhoneNumber) -> float:
    with every_tenant("a test's world"):
        return NumberPace.objects.get(number=number).rate


def test_workers_side_by_side_never_send_faster_than_their_number_may(number: PhoneNumber) -> None:
    with simulate(number, messages_per_second=80) as platform:
        queue, citizens = Queue(number), phones(250)
        greet_from(platform, number, citizens)
        for phone in citizens:
            queue.add(to=phone)

        with dispatching(platform.address), dispatching(platform.address):
            eventually(lambda: queue.states() == {}, seconds=20)

        assert platform.stats()["rejected"] == {}
        assert platform.stats()["delivered"] == 250


def test_a_number_that_the_platform_finds_too_fast_slows_down_and_loses_nothing(
    number: PhoneNumber,
) -> None:
    allow(number, 400)
    with simulate(number, messages_per_second=50) as platform:
        queue, citizens = Queue(number), phones(150)
        greet_from(platform, number, citizens)
        for phone in citizens:
            queue.add(to=phone)

        with dispatching(platform.address):
            eventually(lambda: queue.states() == {}, seconds=30)

        stats = platform.stats()
        assert (stats["delivered"], stats["duplicates"]) == (150, 0)
        assert set(stats["rejected"]) == {"130429"}
        assert rate(number) < 400


def test_one_number_that_waits_keeps_no_other_from_sending(
    number: PhoneNumber, other_number: PhoneNumber
) -> None:
    with simulate(number, other_number) as platform:
        slow, quick = Queue(number), Queue(other_number)
        allow(number, 1)
        citizens = phones(40)
        greet_from(platform, other_number, citizens)
        for phone in citizens:
            slow.add(to=phone)
        last = [quick.add(to=phone) for phone in citizens]

        with dispatching(platform.address):
            eventually(lambda: not slow.states().keys() & set(last))

        assert len(slow.states()) > 20


def test_what_goes_on_the_wire_is_of_every_number_alike(
    number: PhoneNumber, other_number: PhoneNumber
) -> None:
    with simulate(number, other_number) as platform:
        queues = [Queue(number), Queue(other_number)]
        for queue in queues:
            allow(queue.number, 1000)
            for phone in phones(40):
                queue.add(to=phone)
        fault(platform, "timeout")

        with dispatching(platform.address, in_flight=8, timeout_seconds=30) as running:
            eventually(lambda: len(claimed()) == 8)
            running.die()

            assert Counter(claimed()) == {number.id: 4, other_number.id: 4}


def test_what_one_number_leaves_over_is_for_the_others(
    number: PhoneNumber, other_number: PhoneNumber
) -> None:
    with simulate(number, other_number) as platform:
        allow(number, 1000)
        for phone in phones(40):
            Queue(number).add(to=phone)
        Queue(other_number).add()
        fault(platform, "timeout")

        with dispatching(platform.address, in_flight=8, timeout_seconds=30) as running:
            eventually(lambda: len(claimed()) == 8)
            running.die()

            assert Counter(claimed()) == {number.id: 7, other_number.id: 1}


def claimed() -> list[UUID]:
    """Of what is on the wire, or next, from which number."""
    with every_tenant("a test's world"):
        on_the_way = Sending.objects.filter(state=SendingState.SENDING)
        return list(on_the_way.values_list("number_id", flat=True))


def test_a_crisis_message_goes_before_all_that_waits_for_its_number(
    number: PhoneNumber,
) -> None:
    allow(number, 2)
    with simulate(number) as platform:
        queue, citizens = Queue(number), phones(20)
        greet_from(platform, number, citizens)
        for phone in citizens:
            queue.add(to=phone)

        with dispatching(platform.address):
            eventually(lambda: len(queue.states()) < 20)
            crisis = queue.add(
                "Houd ramen dicht", to=citizens[19], lane=Lane.CRISIS, purpose="crisis_response"
            )
            eventually(lambda: crisis not in queue.states())

        assert len(queue.states()) > 10


def test_a_citizen_gets_a_burst_at_once_and_the_rest_one_in_six_seconds(
    number: PhoneNumber,
) -> None:
    with simulate(number, pair_burst=PAIR_BURST) as platform:
        queue, [citizen] = Queue(number), phones(1)
        greet_from(platform, number, [citizen])
        for _ in range(PAIR_BURST + 1):
            queue.add(to=citizen)

        with dispatching(platform.address), dispatching(platform.address):
            eventually(lambda: len(queue.states()) == 2)
            eventually(lambda: len(queue.states()) == 1, seconds=PAIR_SECONDS * 2)

        assert platform.stats()["rejected"] == {}


def test_a_citizen_who_must_wait_keeps_nobody_else_waiting(number: PhoneNumber) -> None:
    with simulate(number) as platform:
        queue, [citizen, neighbour] = Queue(number), phones(2)
        greet_from(platform, number, [citizen, neighbour])
        first, second = queue.add(to=citizen), queue.add(to=citizen)
        other = queue.add(to=neighbour)

        with dispatching(platform.address, citizen_burst=2):
            eventually(lambda: not {first, other} & queue.states().keys())

        assert queue.states() == {second: SendingState.QUEUED}
        assert queue.row(second).attempts == 0


def test_a_citizen_who_got_more_than_we_knew_of_is_left_alone_for_a_while(
    number: PhoneNumber,
) -> None:
    with simulate(number, pair_burst=2) as platform:
        queue, [citizen, neighbour] = Queue(number), phones(2)
        greet_from(platform, number, [citizen, neighbour])
        refused = [queue.add(to=citizen) for _ in range(3)][-1]

        with dispatching(platform.address):
            eventually(lambda: queue.states().keys() == {refused})
            eventually(lambda: queue.row(refused).error_code == "131056")
            urgent = queue.add(to=citizen, lane=Lane.CRISIS, purpose="crisis_response")
            other = queue.add(to=neighbour)
            eventually(lambda: other not in queue.states())
            assert queue.row(urgent).attempts == 0
            eventually(lambda: queue.states() == {}, seconds=30)

        assert platform.stats()["delivered"] == 5
        assert platform.stats()["rejected"]["131056"] <= 3
