"""What a citizen sees of our reading: blue ticks, and “typing…”."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from asgiref.sync import async_to_sync
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings
from tests.conversations.street import PHONE, Citizen
from tests.outbox.running import simulate
from tests.simulator.running import World

from bode.basics import now
from bode.conversations import actions, jobs, queries
from bode.conversations.models import Conversation
from bode.conversations.sending import Outgoing, send
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.whatsapp import WhatsAppError

ANSWER = Outgoing(type="text", content={"body": "Morgen."}, purpose="permits", to=PHONE)
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("no_jobs", "in_scope"),
]


@pytest.fixture
def platform(number: PhoneNumber, settings: Settings) -> Iterator[World]:
    with simulate(number) as world:
        settings.GRAPH_URL = world.address
        yield world


@pytest.fixture
def conversation(platform: World, number: PhoneNumber, citizen: Citizen) -> Conversation:
    """A question that came through the platform."""
    text = {"body": "Is het open?"}
    citizen.write(wamid=platform.write(PHONE, to=number.platform_id, type="text", text=text))
    [found] = queries.list_conversations()
    return found


def deferred() -> list[dict[str, str]]:
    told = ProcrastinateJob.objects.filter(task_name="conversations.mark_read").order_by("id")
    return list(told.values_list("args", flat=True))


def do(job: dict[str, str]) -> None:
    async_to_sync(jobs.mark_read.func)(**job)


def is_typing(platform: World, number: PhoneNumber) -> bool:
    phone = httpx.get(f"{platform.address}/phones/{PHONE}?with={number.platform_id}")
    return "is aan het typen" in phone.text


def test_who_opens_a_conversation_has_read_it_and_the_citizen_sees_so(
    platform: World, conversation: Conversation, agent: Actor
) -> None:
    for _ in range(2):
        actions.open_conversation(agent, conversation.id)

    [job] = deferred()
    do(job)
    [shown] = platform.shown(PHONE)
    assert shown["status"] == "read"


def test_who_answers_has_read_it_too(conversation: Conversation, agent: Actor) -> None:
    send(agent, ANSWER)

    assert queries.access_conversation(conversation.id).unread_count == 0
    assert len(deferred()) == 1


def test_a_program_that_sends_has_read_nothing(conversation: Conversation, agent: Actor) -> None:
    program = replace(agent, person_id=None, roles=frozenset(), scopes=frozenset({"messages"}))

    send(program, ANSWER)

    assert queries.access_conversation(conversation.id).unread_count == 1
    assert deferred() == []


def test_the_citizen_sees_that_an_answer_is_being_typed(
    platform: World, number: PhoneNumber, conversation: Conversation, agent: Actor
) -> None:
    for _ in range(3):
        actions.type_answer(agent, conversation.id)

    [job] = deferred()
    do(job)
    assert is_typing(platform, number)


def test_late_news_of_typing_shows_nothing_any_more(
    platform: World, number: PhoneNumber, conversation: Conversation, agent: Actor
) -> None:
    actions.type_answer(agent, conversation.id)
    [job] = deferred()

    do(job | {"typing_since": (now() - timedelta(seconds=26)).isoformat()})
    assert not is_typing(platform, number)

    send(agent, ANSWER)
    do(job)
    assert not is_typing(platform, number)


def test_nobody_awaits_an_answer_once_the_window_has_closed(citizen: Citizen, agent: Actor) -> None:
    citizen.write(at=now() - timedelta(hours=25))
    [conversation] = queries.list_conversations()

    actions.type_answer(agent, conversation.id)

    assert deferred() == []


def test_when_the_platform_is_away_the_job_fails_to_be_tried_again(
    platform: World, conversation: Conversation, agent: Actor
) -> None:
    actions.open_conversation(agent, conversation.id)
    [job] = deferred()
    platform.control.post("/faults", json={"kind": "http_500", "rate": 1.0})

    with pytest.raises(WhatsAppError):
        do(job)
    platform.control.delete("/faults")
    do(job)

    [shown] = platform.shown(PHONE)
    assert shown["status"] == "read"
