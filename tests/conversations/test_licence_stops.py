"""What waits to be sent obeys its licence, from the moment that something befell it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from tests.conversations.street import Citizen
from tests.conversations.test_sending import text
from tests.outbox.running import dispatching, simulate
from tests.people import actor_of
from tests.simulator.running import World, eventually

from bode.basics import now
from bode.conversations.errors import SendRefused
from bode.conversations.explaining import explain_error
from bode.conversations.licence_stops import USEFUL_FOR, fail_what_is_too_late
from bode.conversations.models import Message
from bode.conversations.sending import send
from bode.licensing import licence_steps
from bode.licensing.licence_history import Grounds
from bode.licensing.licence_states import Cause, LicenceParty
from bode.licensing.models import Licence, PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant, scope
from bode.outbox.models import Sending
from bode.outbox.queries import find_waits
from bode.outbox.states import Lane, Waits

pytestmark = pytest.mark.django_db
PHONES = [f"3161234{digits}" for digits in range(5000, 5040)]


@pytest.fixture(autouse=True)
def _in_scope(in_scope: None, number: PhoneNumber) -> None:
    """In the municipality that has the licence and a number."""


@pytest.fixture
def provides(dora: Person) -> Actor:
    return actor_of(dora)


@pytest.fixture
def waiting(citizen: Citizen, agent: Actor) -> Message:
    citizen.write()
    return send(agent, text())


def take(actor: Actor, licence: Licence, step: str) -> None:
    by = LicenceParty(actor.organisation_kind)
    grounds = Grounds(by=by, cause=Cause.VIOLATION, evidence="Zie de brief van 3 november.")
    with scope(actor.organisation_id):
        {str(name): deed for name, deed in licence_steps.STEPS.items()}[step](
            actor, licence.id, grounds
        )


def status(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.status, message.error_code


def grow_old(message: Message, how_long: timedelta) -> None:
    Sending.objects.filter(message_id=message.id).update(queued_at=now() - how_long)


@pytest.mark.parametrize("who", ["agent", "provides"])
def test_an_end_fails_what_waits_whoever_ended_it(
    who: str, waiting: Message, licence: Licence, request: pytest.FixtureRequest
) -> None:
    take(request.getfixturevalue(who), licence, "end")

    assert status(waiting) == ("failed", "no_licence")
    assert not Sending.objects.exists()
    explained = explain_error("no_licence")
    assert explained is not None
    assert "Bel of mail de inwoner" in explained.advice_nl


def test_under_a_suspension_messages_wait_and_say_so(
    waiting: Message, licence: Licence, agent: Actor
) -> None:
    take(agent, licence, "suspend")

    assert status(waiting) == ("queued", "")
    assert find_waits([waiting.id]) == {waiting.id: Waits.FOR_LICENCE}
    with pytest.raises(SendRefused, match="no_licence"):
        send(agent, text())


@pytest.mark.parametrize("lane", Lane)
def test_after_it_what_is_too_late_fails_and_the_rest_goes_on(
    lane: Lane, waiting: Message, licence: Licence, agent: Actor
) -> None:
    late = send(agent, text("Dit is te laat"))
    Sending.objects.update(lane=lane)
    grow_old(late, USEFUL_FOR[lane] + timedelta(minutes=1))
    grow_old(waiting, USEFUL_FOR[lane] - timedelta(minutes=1))
    take(agent, licence, "suspend")

    take(agent, licence, "resume")

    assert status(late) == ("failed", "suspended_too_long")
    assert status(waiting) == ("queued", "")


@pytest.mark.django_db(transaction=True)
def test_what_gets_too_late_meanwhile_fails_at_once(
    waiting: Message, licence: Licence, agent: Actor
) -> None:
    grow_old(waiting, timedelta(days=2))
    with every_tenant("as the job does"):
        assert fail_what_is_too_late() == 0

    take(agent, licence, "suspend")
    with every_tenant("as the job does"):
        assert fail_what_is_too_late() == 1

    assert status(waiting) == ("failed", "suspended_too_long")


@pytest.fixture
def platform(number: PhoneNumber) -> Iterator[World]:
    with simulate(number) as world:
        yield world


@pytest.fixture
def crowd(platform: World, number: PhoneNumber, agent: Actor) -> list[UUID]:
    """Messages to many citizens, from a number that sends twenty in a second."""
    PhoneNumber.objects.update(messages_per_second=20)
    for phone in PHONES:
        platform.write(phone, to=number.platform_id, type="text", text={"body": "Hallo"})
        Citizen(phone).write()
    return [send(agent, text(to=phone)).id for phone in PHONES]


def left(ids: list[UUID]) -> list[UUID]:
    """The messages that nobody has begun to send."""
    queued = Sending.objects.filter(state="queued").values_list("message_id", flat=True)
    return [each for each in ids if each in set(queued)]


def arrived(platform: World) -> list[str]:
    return [
        str(shown["biz_opaque_callback_data"])
        for phone in PHONES
        for shown in platform.shown(phone)
        if shown["direction"] == "to_citizen"
    ]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_begun_once_a_suspension_is_committed_and_all_of_it_goes_after_it(
    platform: World, crowd: list[UUID], licence: Licence, agent: Actor
) -> None:
    with dispatching(platform.address):
        eventually(lambda: len(left(crowd)) < len(crowd) - 5)
        take(agent, licence, "suspend")
        time.sleep(0.05)  # what was being claimed at that moment
        waits = left(crowd)
        assert waits
        time.sleep(1.5)
        assert left(crowd) == waits
        assert not {str(each) for each in waits} & set(arrived(platform))

        take(agent, licence, "resume")
        eventually(lambda: not Sending.objects.exists())

    assert sorted(arrived(platform)) == sorted(map(str, crowd))  # each of them once


@pytest.mark.django_db(transaction=True)
def test_nothing_leaves_after_an_end_though_a_worker_dies_at_that_moment(
    platform: World, crowd: list[UUID], licence: Licence, agent: Actor
) -> None:
    with dispatching(platform.address) as running:
        eventually(lambda: len(left(crowd)) < len(crowd) - 5)
        take(agent, licence, "end")
        running.die()
    failed = {
        str(each) for each in Message.objects.filter(status="failed").values_list("id", flat=True)
    }
    assert failed

    with dispatching(platform.address):
        time.sleep(1.5)

    assert not failed & set(arrived(platform))
    assert not left(crowd)
