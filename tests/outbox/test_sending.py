"""What is queued leaves the house, in the right order, once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from tests.licences import stand
from tests.outbox.conftest import PHONE, Queue
from tests.outbox.running import dispatching
from tests.simulator.running import World, eventually

from bode.basics import now
from bode.licensing.models import Application, Licence
from bode.organisations.models import Organisation, OrganisationKind
from bode.organisations.tenancy import every_tenant
from bode.outbox.models import Sending
from bode.outbox.states import Lane, SendingState

pytestmark = pytest.mark.django_db(transaction=True)

NEIGHBOUR = "31612345679"


def received(platform: World, phone: str = PHONE) -> list[str]:
    """The texts that the municipality sent to a phone, oldest first."""
    return [
        each["text"]["body"] for each in platform.shown(phone) if each["direction"] == "to_citizen"
    ]


def test_a_queued_message_reaches_the_citizen_and_leaves_the_queue(
    queue: Queue, platform: World
) -> None:
    queue.add("Goedemorgen")

    with dispatching(platform.address):
        eventually(lambda: queue.states() == {})

    assert received(platform) == ["Goedemorgen"]


def test_messages_to_one_citizen_keep_their_order_however_many_workers_there_are(
    queue: Queue, platform: World
) -> None:
    said = [f"Regel {each}" for each in range(20)]
    for text in said:
        queue.add(text)

    with dispatching(platform.address), dispatching(platform.address):
        eventually(lambda: queue.states() == {})

    assert received(platform) == said


def test_workers_side_by_side_never_send_a_message_twice(queue: Queue, platform: World) -> None:
    phones = [f"316123400{each:02}" for each in range(40)]
    for phone in phones:
        platform.write(phone, to=queue.number.platform_id, type="text", text={"body": "Hallo"})
        for text in ("Een", "Twee", "Drie"):
            queue.add(text, to=phone)

    with dispatching(platform.address), dispatching(platform.address):
        eventually(lambda: queue.states() == {}, seconds=15)

    assert platform.stats()["duplicates"] == 0
    assert [received(platform, phone) for phone in phones] == [["Een", "Twee", "Drie"]] * 40


def test_a_crisis_message_overtakes_what_is_queued_for_the_same_citizen(
    queue: Queue, platform: World
) -> None:
    queue.add("Uw vergunning is klaar", lane=Lane.NOTICE)
    queue.add("Antwoord op uw vraag", lane=Lane.CONVERSATION)
    queue.add("Houd ramen en deuren dicht", lane=Lane.CRISIS, purpose="crisis_response")

    with dispatching(platform.address):
        eventually(lambda: queue.states() == {})

    assert sorted(received(platform)) == sorted(
        ["Houd ramen en deuren dicht", "Antwoord op uw vraag", "Uw vergunning is klaar"]
    )
    assert received(platform)[0] == "Houd ramen en deuren dicht"


def count_written(log: Path) -> int:
    """How many messages stand in a worker's log, an id of 16 bytes each."""
    content = log.read_bytes()
    return sum(any(content[at : at + 16]) for at in range(0, len(content), 16))


def test_a_crisis_message_finds_room_while_the_platform_keeps_all_others_waiting(
    queue: Queue, platform: World, tmp_path: Path
) -> None:
    platform.control.post("/faults", json={"kind": "timeout", "rate": 1.0, "seconds": 60})
    waiting = [queue.add(to=f"316123401{each:02}") for each in range(8)]

    with dispatching(platform.address, in_flight=4, wire_logs=tmp_path) as worker:
        eventually(lambda: sum(map(count_written, tmp_path.iterdir())) == 4)
        time.sleep(1)  # what was written must have reached the platform, which strikes it there
        platform.control.delete("/faults")
        queue.add("Brand", lane=Lane.CRISIS, purpose="crisis_response")

        eventually(lambda: received(platform) == ["Brand"])
        assert set(waiting) <= set(queue.states())
        worker.die()


def test_a_later_message_does_not_overtake_one_to_the_same_citizen_that_is_tried_again(
    queue: Queue, platform: World
) -> None:
    platform.control.post("/faults", json={"kind": "http_500", "rate": 1.0})
    first = queue.add("Eerst dit")
    with dispatching(platform.address):
        eventually(lambda: queue.row(first).error_code)
        platform.control.delete("/faults")
        queue.add("Dan dat")
        platform.write(NEIGHBOUR, to=queue.number.platform_id, type="text", text={"body": "Dag"})
        queue.add("Voor iemand anders", to=NEIGHBOUR)

        eventually(lambda: received(platform, NEIGHBOUR))
        assert received(platform) == []
        eventually(lambda: queue.states() == {})

    assert received(platform) == ["Eerst dit", "Dan dat"]


def test_what_is_queued_under_a_licence_that_ended_is_not_sent(
    queue: Queue, platform: World
) -> None:
    queue.add()
    stand("ended")

    with dispatching(platform.address):
        eventually(lambda: queue.states() == {})

    assert received(platform) == []


def test_a_message_that_was_barred_meanwhile_is_not_sent_once_more(
    queue: Queue, platform: World
) -> None:
    message_id = queue.add()
    with every_tenant("a test's world"):
        Sending.objects.filter(message_id=message_id).update(barred="no_consent")

    with dispatching(platform.address):
        eventually(lambda: queue.states() == {})

    assert received(platform) == []


def test_stopping_finishes_what_is_on_the_wire(queue: Queue, platform: World) -> None:
    for each in range(60):
        queue.add(to=f"316123402{each:02}")

    with dispatching(platform.address):
        eventually(lambda: len(queue.states()) < 60)

    assert set(queue.states().values()) <= {SendingState.QUEUED}


def test_a_purpose_may_be_used_as_soon_as_it_is_granted(queue: Queue, platform: World) -> None:
    with dispatching(platform.address):
        queue.add("Goedemorgen")
        eventually(lambda: queue.states() == {})  # so the number was read less than a second ago

        with every_tenant("a test's world"):
            licence = queue.number.licence
            licence.purposes = [*licence.purposes, "tourism"]
            licence.save()
        queue.add("Morgen een rondleiding", purpose="tourism")
        eventually(lambda: queue.states() == {})

    assert received(platform) == ["Goedemorgen", "Morgen een rondleiding"]


def test_a_number_that_moved_sends_with_its_new_key_at_once(queue: Queue, platform: World) -> None:
    with dispatching(platform.address):
        queue.add("Goedemorgen")
        eventually(lambda: queue.states() == {})

        with every_tenant("a test's world"):
            number = queue.number
            provider = Organisation.objects.create(
                kind=OrganisationKind.PROVIDER, code="andere-bsp", name="Andere BSP"
            )
            other = Application.objects.create(
                municipality=number.municipality,
                provider=provider,
                route="bsp",
                status="approved",
            )
            number.provider = provider
            number.licence = Licence.objects.create(
                municipality=number.municipality,
                provider=provider,
                application=other,
                purposes=["permits"],
                status="active",
                valid_from=now(),
            )
            number.platform_id = "109999999999999"  # which this platform doesn't know
            number.save()
        queue.add("Nog over de oude weg?")
        eventually(lambda: "queued" not in queue.states().values())

    assert received(platform) == ["Goedemorgen"]
