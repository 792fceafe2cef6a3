"""What the platform reports about our messages: twice, out of order, before the answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conversations.answers import tell
from tests.conversations.street import Citizen, report
from tests.people import actor_of

from bode.basics import new_id, now
from bode.conversations import queries
from bode.conversations.deciding import send_again
from bode.conversations.errors import RepeatRefused
from bode.conversations.models import Conversation, Message, StatusReport
from bode.conversations.sending import Outgoing, send
from bode.organisations.actors import Actor
from bode.organisations.tenancy import every_tenant, scope
from bode.outbox.models import Sending
from bode.outbox.outcomes import Fate, Outcome

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("in_scope", "number"),
]

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ERROR = [{"code": 131026, "title": "Message undeliverable"}]


@pytest.fixture
def message(citizen: Citizen, agent: Actor) -> Message:
    """A message of ours in the queue."""
    citizen.write()
    [conversation] = queries.list_conversations()
    content = {"body": "Uw vergunning is klaar"}
    return send(
        agent,
        Outgoing(type="text", content=content, purpose="permits", conversation_id=conversation.id),
    )


def status_of(message: Message) -> str:
    return queries.access_message(message.id).status


def facts(message: Message) -> dict[str, Any]:
    found = queries.access_message(message.id)
    times = (found.sent_at, found.delivered_at, found.read_at, found.failed_at)
    return {"status": found.status, "wamid": found.wamid, "error": found.error_code, "at": times}


def test_a_report_under_another_messages_id_leaves_that_one_its_id(
    message: Message, citizen: Citizen
) -> None:
    theirs = citizen.write()

    report(theirs, "delivered", NOON, message.id)

    assert (status_of(message), facts(message)["wamid"]) == ("delivered", None)
    assert Message.objects.get(wamid=theirs).status == "received"


def test_each_status_has_its_time(message: Message) -> None:
    for minutes, status in enumerate(("sent", "delivered", "read")):
        report("wamid.OUT", status, NOON + timedelta(minutes=minutes), message.id)

    found = queries.access_message(message.id)
    assert (found.status, found.wamid) == ("read", "wamid.OUT")
    assert (found.sent_at, found.delivered_at, found.read_at) == tuple(
        NOON + timedelta(minutes=each) for each in range(3)
    )


def test_a_status_says_that_the_platform_has_the_message_so_it_is_not_sent_again(
    message: Message,
) -> None:
    report("wamid.OUT", "sent", NOON, message.id)

    assert not Sending.objects.exists()


def test_a_status_before_the_answer_finds_its_message_when_the_answer_comes(
    message: Message,
) -> None:
    report("wamid.OUT", "delivered", NOON, None)  # without our own id: nothing tells whose it is
    assert status_of(message) == "queued"

    tell(Outcome(message_id=message.id, fate=Fate.ACCEPTED, wamid="wamid.OUT"))

    assert status_of(message) == "delivered"


def test_a_failure_tells_why_and_what_to_do(message: Message) -> None:
    report("wamid.OUT", "failed", NOON, message.id, errors=ERROR)

    found = queries.access_message(message.id)
    assert (found.status, found.error_code, found.failed_at) == ("failed", "131026", NOON)


def test_an_answer_that_did_not_arrive_leaves_the_citizen_waiting(
    message: Message, agent: Actor
) -> None:
    assert Conversation.objects.get().status == "waiting"

    report("wamid.OUT", "failed", NOON, message.id, errors=ERROR)
    assert Conversation.objects.get().status == "open"

    said = Outgoing(
        type="text",
        content={"body": "Nog eens"},
        purpose="permits",
        conversation_id=message.conversation_id,
    )
    again = send(agent, said)
    assert Conversation.objects.get().status == "waiting"
    tell(Outcome(message_id=again.id, fate=Fate.FAILED, code="131026"))
    assert Conversation.objects.get().status == "open"


def test_a_failure_after_an_answer_that_arrived_asks_nothing_more(
    message: Message, agent: Actor
) -> None:
    report("wamid.OUT", "delivered", NOON, message.id)
    said = Outgoing(
        type="text",
        content={"body": "Fijne dag"},
        purpose="permits",
        conversation_id=message.conversation_id,
    )
    report("wamid.NEXT", "failed", NOON, send(agent, said).id, errors=ERROR)

    assert Conversation.objects.get().status == "waiting"


@pytest.mark.parametrize(
    ("errors", "code"),
    [
        ([{"title": "Unknown"}], "unexplained"),
        ([{"title": "Unknown"}, {"code": 131026}], "131026"),
        ([], "unexplained"),
    ],
)
def test_a_failure_without_a_code_says_that_nobody_told_why(
    message: Message, errors: list[dict[str, Any]], code: str
) -> None:
    report("wamid.A", "failed", NOON, message.id, errors=errors)

    assert (facts(message)["status"], facts(message)["error"]) == ("failed", code)


def test_what_was_delivered_after_all_has_not_failed(message: Message) -> None:
    report("wamid.OUT", "failed", NOON, message.id, errors=ERROR)
    report("wamid.OUT", "delivered", NOON, message.id)

    assert (facts(message)["status"], facts(message)["error"]) == ("delivered", "")


def test_a_status_that_is_not_known_yet_is_kept_and_changes_nothing(message: Message) -> None:
    report("wamid.OUT", "sent", NOON, message.id)
    report("wamid.OUT", "hologrammed", NOON, message.id)

    assert status_of(message) == "sent"
    assert StatusReport.objects.filter(status="hologrammed").exists()


def test_a_voice_message_that_was_played_was_read(message: Message) -> None:
    report("wamid.OUT", "played", NOON, message.id)

    assert (status_of(message), facts(message)["at"][2]) == ("read", NOON)


def test_a_status_of_a_message_sent_by_others_on_this_number_is_parked(message: Message) -> None:
    report("wamid.OTHER", "delivered", NOON, new_id())

    assert StatusReport.objects.get(wamid="wamid.OTHER").message is None
    assert status_of(message) == "queued"


def test_what_is_reported_was_accepted_also_when_no_answer_tells_so(message: Message) -> None:
    report("wamid.OUT", "sent", NOON, message.id)
    tell(Outcome(message_id=message.id, fate=Fate.ACCEPTED, wamid="wamid.OUT"))

    assert queries.access_message(message.id).accepted_at == NOON


def fail(message: Message) -> None:
    """Our own verdict: the message will not be sent."""
    tell(Outcome(message_id=message.id, fate=Fate.FAILED, code="no_licence"))


def test_a_status_that_nobody_knows_leaves_our_own_verdict(message: Message) -> None:
    fail(message)
    report("wamid.OUT", "hologrammed", NOON, message.id)

    assert (facts(message)["status"], facts(message)["error"]) == ("failed", "no_licence")


@pytest.mark.parametrize("reported", [("sent",), ("sent", "failed"), ("delivered",), ("failed",)])
def test_what_the_platform_reports_counts_and_not_our_own_verdict(
    message: Message, reported: tuple[str, ...]
) -> None:
    judged, left_alone = queue_again(message), queue_again(message)

    fail(judged)
    play(judged, list(reported))
    play(left_alone, list(reported))

    assert facts(judged) | {"wamid": ""} == facts(left_alone) | {"wamid": ""}
    assert status_of(judged) == reported[-1]


def test_what_failed_again_is_really_sent_again(message: Message, agent: Actor) -> None:
    fail(message)
    repeat = send_again(agent, message.id)
    fail(repeat)

    third = send_again(agent, message.id)
    assert third.id not in {message.id, repeat.id}
    assert {send_again(agent, each.id).id for each in (message, repeat)} == {third.id}
    fail(third)
    fourth = send_again(agent, message.id)

    assert (fourth.status, fourth.text) == ("queued", message.text)
    assert len({message.id, repeat.id, third.id, fourth.id}) == 4


@pytest.mark.parametrize("code", ["131047", "131050"])
def test_what_would_fail_again_is_not_sent_again(message: Message, agent: Actor, code: str) -> None:
    tell(Outcome(message_id=message.id, fate=Fate.FAILED, code=code))

    with pytest.raises(RepeatRefused) as refused:
        send_again(agent, message.id)

    assert (refused.value.code, refused.value.since) == (code, None)
    assert Message.objects.filter(direction="out").count() == 1


def test_who_got_enough_for_today_is_written_to_again_after_a_day(
    message: Message, agent: Actor
) -> None:
    tell(Outcome(message_id=message.id, fate=Fate.FAILED, code="131049"))
    with pytest.raises(RepeatRefused) as refused:
        send_again(agent, message.id)
    message.refresh_from_db()
    assert message.failed_at is not None
    assert refused.value.since == message.failed_at + timedelta(hours=24)

    Message.objects.filter(id=message.id).update(failed_at=now() - timedelta(hours=24))
    assert send_again(agent, message.id).status == "queued"


def test_pressed_at_the_same_moment_on_what_failed_twice_it_is_sent_once(
    message: Message, agent: Actor
) -> None:
    fail(message)
    repeat = send_again(agent, message.id)
    fail(repeat)

    def press(message_id: UUID) -> UUID:
        try:
            with scope(agent.organisation_id):
                return send_again(agent, message_id).id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        sent = set(pool.map(press, [message.id, repeat.id] * 2))
    assert len(sent) == 1
    assert Message.objects.filter(direction="out").count() == 3


STEPS = ("sent", "delivered", "read", "failed", "answer")
STORIES = st.sets(st.sampled_from(STEPS), min_size=1)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(story=STORIES, data=st.data())
def test_whatever_the_order_and_however_often_the_message_ends_the_same(
    message: Message, story: set[str], data: st.DataObject
) -> None:
    in_order = [step for step in STEPS if step in story]
    shuffled = data.draw(st.permutations(in_order + data.draw(st.lists(st.sampled_from(in_order)))))
    straight, twisted = queue_again(message), queue_again(message)

    play(straight, in_order)
    play(twisted, shuffled)

    ends, expected = facts(twisted), facts(straight)
    assert ends | {"wamid": ""} == expected | {"wamid": ""}
    assert not Sending.objects.filter(message_id__in=[straight.id, twisted.id]).exists()


def queue_again(message: Message) -> Message:
    """Another message like this one."""
    outgoing = Outgoing(
        type="text",
        content=message.content,
        purpose=message.purpose,
        conversation_id=message.conversation_id,
    )
    assert message.author is not None
    return send(actor_of(message.author), outgoing)


def play(message: Message, steps: list[str]) -> None:
    wamid = f"wamid.{message.id}"
    for step in steps:
        if step == "answer":
            tell(Outcome(message_id=message.id, fate=Fate.ACCEPTED, wamid=wamid))
            with every_tenant("the outbox lets go of it"):
                Sending.objects.filter(message_id=message.id).delete()
        else:
            at = NOON + timedelta(minutes=STEPS.index(step))
            errors = {"errors": ERROR} if step == "failed" else {}
            report(wamid, step, at, message.id, **errors)
