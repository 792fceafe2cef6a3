"""What becomes of a message when the platform, the worker or the database fails."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from tests.databases import hang_up_on_everyone_else
from tests.outbox.conftest import PHONE, Queue
from tests.outbox.running import Running, dispatching
from tests.simulator.running import World, eventually

from bode.basics import now
from bode.licensing.models import PhoneNumber
from bode.licensing.numbers import resume_number
from bode.organisations.tenancy import every_tenant
from bode.outbox import actions
from bode.outbox.states import Lane, SendingState

pytestmark = pytest.mark.django_db(transaction=True)


def fault(platform: World, kind: str, **settings: float) -> None:
    platform.control.post("/faults", json={"kind": kind, "rate": 1.0} | settings)


def becomes(queue: Queue, state: SendingState) -> None:
    eventually(lambda: set(queue.states().values()) == {state})


def unsettle(queue: Queue, platform: World, **message: object) -> None:
    """Queue a message whose answer is lost, and wait for that."""
    fault(platform, "accept_then_drop")
    queue.add(**message)  # type: ignore[arg-type]
    with dispatching(platform.address):
        becomes(queue, SendingState.UNSETTLED)
    platform.control.delete("/faults")


@pytest.mark.parametrize("kind", ["http_500", "http_429"])
def test_a_passing_refusal_is_tried_again(queue: Queue, platform: World, kind: str) -> None:
    fault(platform, kind)
    message_id = queue.add()

    with dispatching(platform.address):
        eventually(lambda: queue.row(message_id).error_code)
        platform.control.delete("/faults")
        eventually(lambda: queue.states() == {})

    assert platform.stats()["delivered"] == 1


def test_a_lasting_refusal_is_not_tried_again(queue: Queue, platform: World) -> None:
    queue.add(to="31612345600")  # who never wrote, so that free text is refused: 131047

    with dispatching(platform.address):
        eventually(lambda: queue.states() == {})

    assert platform.stats()["rejected"] == {"131047": 1}


def test_what_never_reached_the_platform_goes_when_it_is_back(
    queue: Queue, platform: World
) -> None:
    message_id = queue.add()
    with dispatching("http://127.0.0.1:9"):
        eventually(lambda: queue.row(message_id).error_code == "unreachable")

    with dispatching(platform.address):
        eventually(lambda: queue.states() == {})

    assert platform.stats()["accepted"] == 1


def test_a_message_whose_answer_was_lost_waits_for_a_status_and_is_not_sent_again(
    queue: Queue, platform: World
) -> None:
    unsettle(queue, platform)

    with dispatching(platform.address):
        with every_tenant("a test's world"):
            actions.confirm(list(queue.states()))
        eventually(lambda: queue.states() == {})

    assert (platform.stats()["accepted"], platform.stats()["duplicates"]) == (1, 0)


def test_without_a_status_a_crisis_message_is_sent_again(queue: Queue, platform: World) -> None:
    fault(platform, "accept_then_drop")
    queue.add(lane=Lane.CRISIS, purpose="crisis_response")

    with dispatching(platform.address, settle_seconds=0.2):
        eventually(lambda: platform.stats()["accepted"] == 1)
        platform.control.delete("/faults")
        eventually(lambda: queue.states() == {})

    assert platform.stats()["accepted"] == 2


def test_without_a_status_a_person_decides_about_any_other_message(
    queue: Queue, platform: World
) -> None:
    fault(platform, "accept_then_drop")
    again, given_up = queue.add("Opnieuw"), queue.add("Laat maar", to="31612345678")
    with dispatching(platform.address, settle_seconds=0.2):
        becomes(queue, SendingState.ASKS)
        platform.control.delete("/faults")

        with every_tenant("a test's world"), transaction.atomic():
            assert actions.give_up([given_up])
            assert actions.send_again([again])
            assert not actions.send_again([given_up])
        eventually(lambda: queue.states() == {})

    assert platform.stats()["accepted"] == 3


def test_nothing_is_decided_while_statuses_may_wait_in_the_log_of_webhooks(
    queue: Queue, platform: World
) -> None:
    started = now()
    heard_until = [started - timedelta(hours=1)]
    fault(platform, "accept_then_drop")
    queue.add()

    with dispatching(platform.address, settle_seconds=0.1, heard_until=lambda: heard_until[0]):
        becomes(queue, SendingState.UNSETTLED)
        eventually(lambda: now() > started + timedelta(seconds=2.5))
        assert set(queue.states().values()) == {SendingState.UNSETTLED}

        heard_until[0] = now() + timedelta(seconds=1)
        becomes(queue, SendingState.ASKS)


def test_what_a_dead_worker_had_claimed_waits_for_a_status(queue: Queue, platform: World) -> None:
    fault(platform, "timeout", seconds=3)
    queue.add()
    worker = Running(platform.address)
    worker.start()
    becomes(queue, SendingState.SENDING)
    worker.die()

    with dispatching(platform.address):
        becomes(queue, SendingState.UNSETTLED)


def test_what_a_living_worker_has_claimed_is_left_to_it(queue: Queue, platform: World) -> None:
    fault(platform, "timeout", seconds=2.5)
    queue.add()
    with dispatching(platform.address):
        becomes(queue, SendingState.SENDING)
        until = now() + timedelta(seconds=1.5)
        with dispatching(platform.address):
            eventually(lambda: now() > until)
            assert set(queue.states().values()) == {SendingState.SENDING}


def test_a_number_that_the_platform_stops_holds_its_messages_until_someone_resumes_it(
    queue: Queue, platform: World, number: PhoneNumber
) -> None:
    token = number.access_token
    change(number, access_token="a-token-that-has-run-out")
    for each in range(30):
        queue.add(to=f"316123403{each:02}")
    queue.add("Eindelijk")

    with dispatching(platform.address):
        becomes(queue, SendingState.HELD)
        with every_tenant("a test's world"):
            number.refresh_from_db()
        assert number.stopped_code == 190
        assert platform.stats()["accepted"] == 0
        asked = platform.stats()["rejected"]["190"]

        later = queue.add("Later")
        other = queue.add("Anders", to="31612340399")
        eventually(lambda: queue.states()[other] == SendingState.HELD)
        assert queue.states()[later] == SendingState.QUEUED  # behind the one that is held
        assert platform.stats()["rejected"]["190"] == asked  # nobody tries in vain

        change(number, access_token=token)
        with every_tenant("a test's world"):
            resume_number(number)
        eventually(lambda: queue.states() == {})

    assert [each["text"]["body"] for each in platform.shown(PHONE)[1:]] == ["Eindelijk", "Later"]


def change(number: PhoneNumber, **facts: str) -> None:
    with every_tenant("a test's world"):
        for name, value in facts.items():
            setattr(number, name, value)
        number.save(update_fields=list(facts))


def test_nothing_is_lost_or_doubled_when_the_database_cuts_every_connection(
    queue: Queue, platform: World
) -> None:
    phones = [f"316123404{each:02}" for each in range(50)]
    for phone in phones:
        platform.write(phone, to=queue.number.platform_id, type="text", text={"body": "Hallo"})
        for text in ("Een", "Twee", "Drie", "Vier"):
            queue.add(text, to=phone)

    with dispatching(platform.address):
        for left in (150, 100, 50):
            eventually(lambda left=left: len(queue.states()) <= left, seconds=15)
            hang_up_on_everyone_else("bode-%")
        eventually(lambda: queue.states() == {}, seconds=20)

    assert (platform.stats()["accepted"], platform.stats()["duplicates"]) == (200, 0)


def test_a_message_that_can_not_be_sent_at_all_keeps_no_other_from_leaving(
    queue: Queue, platform: World, number: PhoneNumber
) -> None:
    change(number, platform_id="no id at all/")
    queue.add("Dit kan niet")
    with dispatching(platform.address):
        eventually(lambda: queue.states() == {})
        change(number, platform_id="300000000000001")
        until = now() + timedelta(seconds=1.1)
        eventually(lambda: now() > until)
        queue.add("Dit wel")
        eventually(lambda: queue.states() == {})

    assert [each["text"]["body"] for each in platform.shown(PHONE)[1:]] == ["Dit wel"]


def test_a_token_whose_key_is_gone_stops_its_own_number_alone(
    queue: Queue, platform: World
) -> None:
    message_id = queue.add()
    with every_tenant("a test's world"), connection.cursor() as cursor:
        cursor.execute("UPDATE licensing_phonenumber SET access_token = 'of another key'")

    with dispatching(platform.address):
        becomes(queue, SendingState.HELD)

    assert queue.row(message_id).error_code == "0"
    with every_tenant("a test's world"):
        assert PhoneNumber.objects.values_list("stopped_code", flat=True).get() == 0
