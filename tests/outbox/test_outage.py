"""While a number's platform keeps failing, its circuit is open: one message tries now and then."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest
from django.test import Client
from tests.outbox.conftest import Queue
from tests.outbox.running import dispatching
from tests.outbox.test_limits import greet_from, phones
from tests.outbox.test_trouble import fault
from tests.simulator.running import World, eventually

from bode.basics import now
from bode.licensing.models import PhoneNumber, ProviderConnection
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant
from bode.outbox.breaking import FAILURES
from bode.outbox.models import NumberCircuit
from bode.outbox.queries import find_waits
from bode.outbox.states import CircuitState, Waits
from bode.whatsapp import Gateway

pytestmark = pytest.mark.django_db(transaction=True)


def circuit() -> NumberCircuit | None:
    with every_tenant("a test looks at everything"):
        return NumberCircuit.objects.first()


def let_try(**changed: object) -> None:
    """The pause is over."""
    with every_tenant("a test's world"):
        NumberCircuit.objects.update(next_at=now(), **changed)


def pause_long() -> None:
    with every_tenant("a test's world"):
        NumberCircuit.objects.update(next_at=now() + timedelta(minutes=1))


def fill(queue: Queue, platform: World, count: int) -> None:
    citizens = phones(count)
    greet_from(platform, queue.number, citizens)
    for phone in citizens:
        queue.add(to=phone)


def attempts(platform: World) -> int:
    return sum(platform.stats()["rejected"].values())


@contextmanager
def cut_off(queue: Queue, platform: World) -> Iterator[None]:
    """A platform that breaks down over everything, until the circuit is open."""
    fault(platform, "http_500")
    fill(queue, platform, 40)
    with dispatching(platform.address):
        eventually(circuit)
        pause_long()
        yield


def test_it_opens_when_nothing_is_answered_and_the_rest_stays_in_the_queue(
    queue: Queue, platform: World
) -> None:
    with cut_off(queue, platform):
        before = attempts(platform)
        until = now() + timedelta(seconds=1.5)
        eventually(lambda: now() > until)

        assert before >= FAILURES
        assert attempts(platform) == before
        assert len(queue.states()) == 40


def test_it_opens_also_where_nobody_listens(queue: Queue, platform: World) -> None:
    fill(queue, platform, 40)
    with a_door(hangs=False) as away, dispatching(away):
        eventually(circuit)

    assert platform.stats()["accepted"] == 0


def test_one_message_tries_and_while_that_fails_no_other_leaves(
    queue: Queue, platform: World
) -> None:
    with cut_off(queue, platform):
        before = attempts(platform)
        let_try()
        eventually(lambda: (found := circuit()) and found.trials == 1 and found.state == "open")

        assert attempts(platform) == before + 1


def test_workers_side_by_side_try_with_one_message(queue: Queue, platform: World) -> None:
    with cut_off(queue, platform), dispatching(platform.address), dispatching(platform.address):
        before = attempts(platform)
        let_try()
        eventually(lambda: (found := circuit()) and found.trials == 1 and found.state == "open")
        pause_long()
        until = now() + timedelta(seconds=0.3)
        eventually(lambda: now() > until)

        assert attempts(platform) == before + 1


def test_it_closes_when_the_message_on_trial_is_answered_and_nothing_is_lost_or_doubled(
    queue: Queue, platform: World
) -> None:
    with cut_off(queue, platform):
        platform.control.delete("/faults")
        let_try()
        eventually(lambda: circuit() is None)
        eventually(lambda: queue.states() == {}, seconds=15)

    assert (platform.stats()["accepted"], platform.stats()["duplicates"]) == (40, 0)


def test_a_new_worker_finds_it_open(queue: Queue, platform: World) -> None:
    with cut_off(queue, platform):
        pass
    platform.control.delete("/faults")
    before = attempts(platform)

    with dispatching(platform.address):
        until = now() + timedelta(seconds=0.5)
        eventually(lambda: now() > until)
        assert (platform.stats()["accepted"], attempts(platform)) == (0, before)
        let_try()
        eventually(lambda: circuit() is None)


def test_when_whoever_tried_is_gone_another_worker_tries(queue: Queue, platform: World) -> None:
    with cut_off(queue, platform):
        pass
    platform.control.delete("/faults")
    let_try(state=CircuitState.HALF_OPEN, trials=3)

    with dispatching(platform.address):
        eventually(lambda: circuit() is None)


def test_a_refusal_of_a_platform_that_works_opens_nothing(queue: Queue, platform: World) -> None:
    for phone in phones(20):
        queue.add(to=phone)  # who never wrote, so that free text is refused: 131047
    with dispatching(platform.address):
        eventually(lambda: queue.states() == {})

    assert circuit() is None


@pytest.fixture
def elsewhere(number: PhoneNumber) -> PhoneNumber:
    """A number of another provider, along a gateway of its own."""
    provider = Organisation.objects.create(kind="provider", code="anders", name="Anders")
    with every_tenant("a test's world"):
        ProviderConnection.objects.create(
            provider=provider, gateway=Gateway.DIALOG360, app_secret="x", verify_token="y"
        )
        return PhoneNumber.objects.create(
            municipality=number.municipality,
            provider=provider,
            licence=number.licence,
            platform_id="300000000000002",
            account_id="200000000000002",
            display_number="+31850000092",
            access_token="token",
        )


@contextmanager
def a_door(*, hangs: bool) -> Iterator[str]:
    """The address of a platform that never answers: it takes what comes, or nobody is there."""
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        if hangs:
            door.listen(500)
        yield f"http://127.0.0.1:{door.getsockname()[1]}"


@pytest.mark.parametrize("hangs", [False, True])
def test_other_numbers_go_on(
    queue: Queue, platform: World, elsewhere: PhoneNumber, hangs: bool
) -> None:
    for each in range(300):
        Queue(elsewhere).add(to=f"3161237{each:04}")
    with (
        a_door(hangs=hangs) as away,
        dispatching(platform.address, dialog360_url=away, timeout_seconds=2),
    ):
        eventually(circuit)
        fill(queue, platform, 40)
        eventually(lambda: platform.stats()["accepted"] == 40)
        found = circuit()

        assert found is not None
        assert found.number_id == elsewhere.id


def test_a_number_that_does_not_answer_leaves_room_for_the_others_before_its_circuit_opens(
    queue: Queue, platform: World, elsewhere: PhoneNumber
) -> None:
    for each in range(300):
        Queue(elsewhere).add(to=f"3161237{each:04}")
    with a_door(hangs=True) as away, dispatching(platform.address, dialog360_url=away):
        until = now() + timedelta(seconds=1.5)
        eventually(lambda: now() > until)
        fill(queue, platform, 40)
        eventually(lambda: platform.stats()["accepted"] == 40)

        assert circuit() is None


def test_one_call_that_gets_no_answer_keeps_nobody_waiting_for_it(
    queue: Queue, platform: World
) -> None:
    fault(platform, "timeout", seconds=15)
    with dispatching(platform.address) as worker:
        lost = queue.add()
        until = now() + timedelta(seconds=1.2)
        eventually(lambda: now() > until)
        platform.control.delete("/faults")
        fill(queue, platform, 20)
        eventually(lambda: set(queue.states()) == {lost})
        worker.die()

    assert platform.stats()["accepted"] == 20


def test_the_desk_says_so_and_a_message_says_that_it_is_tried_again(
    queue: Queue, platform: World, alice: Person, client: Client
) -> None:
    with cut_off(queue, platform):
        client.force_login(alice)
        page = client.get("/desk/").content.decode()
        with every_tenant("a test looks at everything"):
            waits = set(find_waits(list(queue.states())).values())

    assert "WhatsApp antwoordt niet op berichten van" in page
    assert waits == {Waits.FOR_RETRY}


def test_the_figures_tell_how_many_numbers_get_no_answer(
    queue: Queue, platform: World, client: Client
) -> None:
    with cut_off(queue, platform):
        figures = client.get("/metrics").content.decode()

    assert 'bode_circuits{state="open"} 1.0' in figures
