"""Who has a conversation, and when it is seen: taken, handed over, put off, closed, reopened."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from tests.conversations.street import Citizen
from tests.people import actor_of, join

from bode.basics import now
from bode.conversations import actions, assigning, snoozing
from bode.conversations.errors import NobodyToReceive, RunsAlready, SnoozeWrong, TakenMeanwhile
from bode.conversations.models import Conversation, ConversationEvent
from bode.conversations.queues import Asked, Queue, count_queues, list_queue
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation, Person, Team

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]
TODAY = now().replace(microsecond=0)


@pytest.fixture
def conversation(citizen: Citizen) -> Conversation:
    citizen.write()
    return Conversation.objects.get()


@pytest.fixture
def eva(municipality: Organisation) -> Person:
    return join(municipality, "Eva", "agent")


@pytest.fixture
def team(municipality: Organisation) -> Team:
    return Team.objects.create(organisation=municipality, name="Burgerzaken")


def in_queue(queue: Queue, of: UUID | None = None, team: UUID | None = None) -> int:
    asked = Asked(queue=queue, of=of, team_id=team)
    return len(list_queue(asked).rows)


def events() -> list[str]:
    return [each.kind for each in ConversationEvent.objects.order_by("at", "id")]


def standing() -> tuple[object, ...]:
    """By what a conversation has its place in the lists."""
    it = Conversation.objects.get()
    return it.status, it.snoozed_until, it.urgent_since, it.attention, it.attention_since


def test_what_nobody_has_is_taken_once(
    conversation: Conversation, agent: Actor, eva: Person
) -> None:
    assigning.take(agent, conversation.id)

    with pytest.raises(TakenMeanwhile, match="Alice"):
        assigning.take(actor_of(eva), conversation.id)
    assert in_queue(Queue.MINE, agent.person_id) == 1
    assert in_queue(Queue.UNASSIGNED) == 0


def test_who_saw_that_a_colleague_has_it_takes_it_over(
    conversation: Conversation, agent: Actor, eva: Person
) -> None:
    assigning.take(agent, conversation.id)
    assigning.take(actor_of(eva), conversation.id, seen=agent.person_id)

    assert Conversation.objects.get().assignee == eva


def test_what_is_handed_over_stands_first(
    conversation: Conversation, agent: Actor, eva: Person
) -> None:
    assigning.assign(agent, conversation.id, eva.id)

    [first] = list_queue(Asked(queue=Queue.MINE, of=eva.id)).rows
    assert first.attention == "handed_over"


def test_what_was_answered_is_the_turn_of_who_gets_it(
    conversation: Conversation, agent: Actor, eva: Person
) -> None:
    Conversation.objects.update(status="waiting")
    assigning.assign(agent, conversation.id, eva.id)

    assert in_queue(Queue.MINE, eva.id) == 1
    assert in_queue(Queue.WAITING, eva.id) == 0


def test_what_was_answered_waits_for_the_team_that_gets_it(
    conversation: Conversation, agent: Actor, team: Team
) -> None:
    Conversation.objects.update(status="waiting")
    assigning.hand_to_team(agent, conversation.id, team.id)

    assert in_queue(Queue.TEAM, team=team.id) == 1


def test_what_was_put_off_is_in_sight_of_who_gets_it(
    conversation: Conversation, agent: Actor, eva: Person
) -> None:
    snoozing.snooze(agent, conversation.id, now() + timedelta(days=3))
    assigning.assign(agent, conversation.id, eva.id)

    assert in_queue(Queue.MINE, eva.id) == 1
    assert in_queue(Queue.SNOOZED, eva.id) == 0


def test_what_is_handed_over_stands_first_for_nobody_else(
    conversation: Conversation, agent: Actor, eva: Person
) -> None:
    assigning.assign(agent, conversation.id, eva.id)
    Citizen("31600000007", name="Daan").write()

    everyones = list_queue(Asked(queue=Queue.ALL)).rows
    assert [each.attention for each in everyones] == ["", "handed_over"]


def test_what_was_closed_meanwhile_stays_so_for_who_gets_it(
    conversation: Conversation, agent: Actor, eva: Person
) -> None:
    actions.close_conversation(agent, conversation.id)
    assigning.assign(agent, conversation.id, eva.id)

    assert Conversation.objects.get().assignee == eva
    assert standing() == ("closed", None, None, "", None)


def test_a_team_gets_it_and_anyone_of_it_takes_it(
    conversation: Conversation, agent: Actor, team: Team, eva: Person
) -> None:
    assigning.take(agent, conversation.id)
    assigning.hand_to_team(agent, conversation.id, team.id)

    assert in_queue(Queue.TEAM, team=team.id) == 1
    assert count_queues([eva.id], [team.id]).queues[Queue.TEAM, team.id] == 1
    assigning.take(actor_of(eva), conversation.id)
    assert events() == ["assigned", "handed_over", "assigned"]


def test_a_team_of_elsewhere_gets_nothing(
    conversation: Conversation, agent: Actor, other_municipality: Organisation
) -> None:
    with pytest.raises(NobodyToReceive):
        assigning.hand_to_team(agent, conversation.id, other_municipality.id)


def test_what_is_put_off_is_out_of_sight_until_its_time(
    conversation: Conversation, agent: Actor
) -> None:
    snoozing.snooze(agent, conversation.id, now() + timedelta(hours=1))
    assert in_queue(Queue.MINE, agent.person_id) == 0
    assert in_queue(Queue.SNOOZED, agent.person_id) == 1
    assert snoozing.wake_due() == 0

    Conversation.objects.update(snoozed_until=now())
    assert snoozing.wake_due() == 1
    assert in_queue(Queue.MINE, agent.person_id) == 1
    assert events() == ["assigned", "snoozed", "woken"]


def test_what_is_put_off_is_back_as_soon_as_the_citizen_writes(
    conversation: Conversation, agent: Actor, citizen: Citizen
) -> None:
    snoozing.snooze(agent, conversation.id, now() + timedelta(days=3))
    citizen.write(content={"body": "Ik heb haast."})

    assert Conversation.objects.get().snoozed_until is None
    assert in_queue(Queue.MINE, agent.person_id) == 1


@pytest.mark.parametrize(
    ("after", "why"), [(timedelta(0), "past"), (timedelta(days=400), "too_late")]
)
def test_it_is_put_off_until_a_moment_that_makes_sense(
    conversation: Conversation, agent: Actor, after: timedelta, why: str
) -> None:
    with pytest.raises(SnoozeWrong) as wrong:
        snoozing.snooze(agent, conversation.id, now() + after)

    assert wrong.value.reason == why
    assert events() == []


def test_what_was_closed_by_mistake_is_opened_again(
    conversation: Conversation, agent: Actor
) -> None:
    actions.close_conversation(agent, conversation.id)
    actions.reopen_conversation(agent, conversation.id)

    assert Conversation.objects.get().status == "open"
    assert events() == ["closed", "reopened"]


def test_who_closed_it_just_now_gets_it_back_as_it_stood(
    conversation: Conversation, agent: Actor
) -> None:
    snoozing.snooze(agent, conversation.id, TODAY + timedelta(hours=1))
    Conversation.objects.update(status="waiting", urgent_since=TODAY)
    before = standing()

    actions.close_conversation(agent, conversation.id)
    assert standing() == ("closed", None, None, "", None)
    actions.reopen_conversation(agent, conversation.id)

    assert standing() == before


@pytest.mark.parametrize("what", ["later", "a colleague"])
def test_anyone_else_and_anyone_later_gets_it_as_a_question_that_waits(
    conversation: Conversation, agent: Actor, eva: Person, what: str
) -> None:
    Conversation.objects.update(status="waiting", urgent_since=TODAY)
    actions.close_conversation(agent, conversation.id)
    if what == "later":
        ConversationEvent.objects.update(at=now() - timedelta(seconds=61))

    actions.reopen_conversation(agent if what == "later" else actor_of(eva), conversation.id)

    assert standing() == ("open", None, None, "", None)


def test_beside_a_newer_conversation_none_is_opened_again(
    conversation: Conversation, agent: Actor, citizen: Citizen
) -> None:
    actions.close_conversation(agent, conversation.id)
    Conversation.objects.update(closed_at=now() - timedelta(days=2))
    citizen.write(content={"body": "Iets anders."})

    with pytest.raises(RunsAlready):
        actions.reopen_conversation(agent, conversation.id)


def test_who_is_no_agent_any_more_has_no_conversations(
    conversation: Conversation, agent: Actor, municipality: Organisation
) -> None:
    assigning.take(agent, conversation.id)
    assert agent.person_id is not None
    assigning.release_all(municipality.id, agent.person_id)

    assert Conversation.objects.get().assignee is None
    assert events() == ["assigned", "released"]


def test_what_a_colleague_has_stays_unread_until_they_read_it(
    conversation: Conversation, agent: Actor, eva: Person
) -> None:
    assigning.take(agent, conversation.id)

    actions.open_conversation(actor_of(eva), conversation.id)
    assert Conversation.objects.get().unread_count == 1

    actions.open_conversation(agent, conversation.id)
    assert Conversation.objects.get().unread_count == 0
