"""From the queue to the citizen's phone and back: what the agent sees of a message."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import transaction
from tests.conversations.street import PHONE, PROVIDER, Citizen, report
from tests.licences import stand
from tests.outbox.running import dispatching, simulate
from tests.people import actor_of
from tests.simulator.running import World, eventually, serve

from bode.basics import now
from bode.conversations import deciding, queries, recording
from bode.conversations.errors import NothingToDecide
from bode.conversations.explaining import explain_error
from bode.conversations.marketing import stopped_marketing
from bode.conversations.models import Contact, ContactIdentity, Conversation, Message
from bode.conversations.numbers import Numbers
from bode.conversations.sending import Outgoing, send
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Person
from bode.outbox.models import Sending
from bode.whatsapp import parse_webhook

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("in_scope")]


@pytest.fixture
def platform(number: PhoneNumber) -> Iterator[World]:
    with simulate(number) as world:
        yield world


@pytest.fixture
def message(platform: World, citizen: Citizen, number: PhoneNumber, agent: Actor) -> Message:
    """A message in the queue to a citizen who just wrote."""
    platform.write(PHONE, to=number.platform_id, type="text", text={"body": "Hallo"})
    hear(platform, 1)
    return write(agent)


def write(agent: Actor, body: str = "Uw vergunning is klaar") -> Message:
    [conversation] = queries.list_conversations()
    return send(
        agent,
        Outgoing(
            type="text",
            content={"body": body},
            purpose="permits",
            conversation_id=conversation.id,
        ),
    )


def hear(platform: World, webhooks: int) -> None:
    """Record the webhooks that came, once there are so many."""
    eventually(lambda: len(platform.receiver.bodies) >= webhooks)
    for body in list(platform.receiver.bodies):
        for event in parse_webhook(body):
            recording.record(event, Numbers(PROVIDER))


def fault(platform: World, kind: str) -> None:
    platform.control.post("/faults", json={"kind": kind, "rate": 1.0})


def look(message: Message, *names: str) -> tuple[Any, ...]:
    found = queries.access_message(message.id)
    return tuple(getattr(found, name) for name in names)


def test_a_message_is_accepted_sent_delivered_and_read(platform: World, message: Message) -> None:
    with dispatching(platform.address):
        eventually(lambda: look(message, "wamid") != (None,))
        assert look(message, "status") == ("sending",)
        hear(platform, 4)

    found = queries.access_message(message.id)
    assert found.status == "read"
    times = [found.accepted_at, found.sent_at, found.delivered_at, found.read_at]
    assert all(times)


def test_marketing_that_is_refused_at_once_stops_it_for_the_citizen(
    platform: World, message: Message
) -> None:
    platform.control.post("/faults", json={"kind": "refuse", "code": 131050, "rate": 1.0})
    with dispatching(platform.address):
        eventually(lambda: look(message, "status", "error_code") == ("failed", "131050"))

    assert stopped_marketing(message.conversation.contact)


def test_a_citizen_whose_number_the_platform_writes_otherwise_is_known_by_both(
    platform: World, agent: Actor
) -> None:
    mobile = "5215512345678"
    platform.write(mobile, to="300000000000001", type="text", text={"body": "Hola"})
    hear(platform, 1)  # who wrote before is no one else for that
    typed = Contact.objects.create(municipality_id=agent.organisation_id)
    ContactIdentity.objects.create(
        municipality_id=agent.organisation_id,
        contact=typed,
        kind="phone",
        value="525512345678",
    )
    conversation = Conversation.objects.create(
        municipality_id=agent.organisation_id,
        contact=typed,
        number=PhoneNumber.objects.get(),
        last_inbound_at=now(),
    )
    said = {"type": "text", "content": {"body": "Buenos días"}, "purpose": "permits"}
    send(agent, Outgoing(conversation_id=conversation.id, **said))  # type: ignore[arg-type]

    with dispatching(platform.address):
        eventually(lambda: not Sending.objects.exists())

    [only] = queries.list_conversations()
    assert {each.direction for each in queries.list_messages(only.id)} == {"in", "out"}
    assert set(only.contact.identities.values_list("value", flat=True)) >= {
        "525512345678",
        mobile,
    }


def test_a_message_whose_answer_was_lost_is_settled_by_its_status_and_sent_once(
    platform: World, message: Message
) -> None:
    fault(platform, "accept_then_drop")
    with dispatching(platform.address):
        eventually(lambda: look(message, "status", "wamid") == ("sending", None))
        hear(platform, 4)

    assert look(message, "status") == ("read",)
    assert not Sending.objects.exists()
    assert platform.stats()["accepted"] == 1


def lose_answer(platform: World, message: Message) -> None:
    """Until a person must decide: the answer was lost, and no status was heard."""
    fault(platform, "accept_then_drop")
    with dispatching(platform.address, settle_seconds=0.1):
        eventually(lambda: look(message, "error_code") == ("unsettled",))
    platform.control.delete("/faults")


def test_a_message_that_nobody_knows_the_fate_of_asks_a_person(
    platform: World, message: Message, agent: Actor, bob: Person
) -> None:
    lose_answer(platform, message)
    assert look(message, "status") == ("sending",)
    assert explain_error("unsettled")

    with pytest.raises(NotAllowed):
        deciding.send_again(actor_of(bob), message.id)
    deciding.send_again(agent, message.id)
    assert look(message, "status", "error_code") == ("queued", "")
    with pytest.raises(NothingToDecide):
        deciding.send_again(agent, message.id)

    with dispatching(platform.address):
        eventually(lambda: not Sending.objects.exists())
    assert platform.stats()["accepted"] == 2


def test_a_person_may_leave_it_and_a_late_status_still_tells_the_truth(
    platform: World, message: Message, agent: Actor
) -> None:
    lose_answer(platform, message)

    deciding.give_up(agent, message.id)
    assert look(message, "status", "error_code") == ("failed", "given_up")
    with pytest.raises(NothingToDecide):
        deciding.give_up(agent, message.id)

    hear(platform, 4)
    assert look(message, "status", "error_code") == ("read", "")


def test_what_was_left_and_turns_out_to_be_sent_has_not_failed(
    platform: World, message: Message, agent: Actor
) -> None:
    lose_answer(platform, message)
    deciding.give_up(agent, message.id)

    report("wamid.LATE", "sent", now(), message.id)

    assert look(message, "status", "error_code", "failed_at") == ("sent", "", None)
    with pytest.raises(NothingToDecide):
        deciding.send_again(agent, message.id)


def test_a_status_answers_what_a_person_was_asked(platform: World, message: Message) -> None:
    lose_answer(platform, message)

    hear(platform, 4)

    assert look(message, "status", "error_code") == ("read", "")
    assert not Sending.objects.exists()


def test_what_may_no_longer_leave_says_why(platform: World, message: Message, agent: Actor) -> None:
    stand("ended")
    with dispatching(platform.address):
        eventually(lambda: look(message, "status", "error_code") == ("failed", "no_licence"))
    stand("active")

    again = deciding.send_again(agent, message.id)

    assert (again.id != message.id, again.text) == (True, message.text)
    assert deciding.send_again(agent, message.id) == again  # pressed twice
    assert list(Sending.objects.values_list("message_id", flat=True)) == [again.id]


def test_a_message_held_with_its_number_says_why(
    platform: World, message: Message, number: PhoneNumber
) -> None:
    number.access_token = "a-token-that-has-run-out"
    number.save(update_fields=["access_token"])

    with dispatching(platform.address):
        eventually(lambda: look(message, "status", "error_code") == ("queued", "190"))
    number.refresh_from_db()
    assert number.stopped_code == 190


def test_an_id_that_another_message_has_stops_no_worker(
    platform: World, message: Message, agent: Actor
) -> None:
    taken = "wamid.TAKEN"
    Message.objects.filter(direction="in").update(wamid=taken)

    with repeating(taken) as address, dispatching(address):
        eventually(lambda: look(message, "status", "wamid") == ("sending", None))
        eventually(lambda: set(Sending.objects.values_list("state", flat=True)) == {"unsettled"})


def repeating(wamid: str) -> AbstractContextManager[str]:
    """A platform that gives every message the same id."""
    answer = b'{"messaging_product":"whatsapp","messages":[{"id":"%s"}]}' % wamid.encode()

    async def app(scope: Any, receive: Any, respond: Any) -> None:
        if scope["type"] != "http":
            return
        while (await receive()).get("more_body"):
            pass
        headers = [(b"content-length", str(len(answer)).encode())]
        await respond({"type": "http.response.start", "status": 200, "headers": headers})
        await respond({"type": "http.response.body", "body": answer})

    return serve(app)


def test_sending_and_hearing_at_the_same_time_never_keep_one_another_waiting(
    platform: World, message: Message, agent: Actor
) -> None:
    sent = [message, *(write(agent, f"Regel {each}") for each in range(20))]

    heard = 0
    with dispatching(platform.address):
        while heard < 1 + 3 * len(sent):
            eventually(lambda heard=heard: len(platform.receiver.bodies) > heard)
            heard = hear_new(platform, heard)
        eventually(lambda: not Sending.objects.exists())

    assert {look(each, "status") for each in sent} == {("read",)}
    assert platform.stats()["duplicates"] == 0


@transaction.atomic
def hear_new(platform: World, since: int) -> int:
    """Record in one transaction, as a worker does, what came since; says how many came so far."""
    bodies = list(platform.receiver.bodies)
    for body in bodies[since:]:
        for event in parse_webhook(body):
            recording.record(event, Numbers(PROVIDER))
    return len(bodies)


def test_a_later_message_follows_once_the_citizen_has_the_first(
    platform: World, message: Message, agent: Actor
) -> None:
    later = write(agent, "Neem de brief mee")

    with dispatching(platform.address, sent_seconds=60):
        eventually(lambda: look(message, "wamid") != (None,))
        assert look(later, "status") == ("queued",)
        hear(platform, 2)
        eventually(lambda: look(later, "wamid") != (None,))
