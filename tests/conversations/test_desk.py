"""What agents do with a conversation, besides sending."""

from __future__ import annotations

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.conversations.street import Citizen
from tests.people import actor_of

from bode import policy
from bode.conversations import actions, assigning, queries
from bode.conversations.errors import NobodyToReceive, PurposeNotLicensed
from bode.conversations.models import Conversation
from bode.conversations.purposes import set_purpose
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import scope

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "no_jobs")]


@pytest.fixture
def conversation(citizen: Citizen) -> Conversation:
    citizen.write()
    citizen.write("text", {"body": "Bent u daar?"})
    [found] = queries.list_conversations()
    return found


def jobs() -> list[str]:
    return list(ProcrastinateJob.objects.values_list("task_name", flat=True))


def test_reading_a_conversation_leaves_nothing_unread_and_tells_the_citizen_once(
    conversation: Conversation, agent: Actor
) -> None:
    assert conversation.unread_count == 2

    for _ in range(2):
        actions.open_conversation(agent, conversation.id)

    assert queries.access_conversation(conversation.id).unread_count == 0
    assert jobs() == ["conversations.mark_read"]


def test_an_agent_assigns_closes_and_names_the_purpose(
    conversation: Conversation, agent: Actor, alice: Person
) -> None:
    assigning.take(agent, conversation.id)
    set_purpose(agent, conversation.id, "permits")
    actions.close_conversation(agent, conversation.id)

    found = queries.access_conversation(conversation.id)
    assert (found.assignee, found.purpose, found.status) == (alice, "permits", "closed")


def test_a_purpose_must_exist(conversation: Conversation, agent: Actor) -> None:
    with pytest.raises(policy.UnknownPurpose):
        set_purpose(agent, conversation.id, "gossip")


def test_a_conversation_is_about_nothing_that_the_licence_does_not_hold(
    conversation: Conversation, agent: Actor
) -> None:
    set_purpose(agent, conversation.id, "permits")

    with pytest.raises(PurposeNotLicensed):
        set_purpose(agent, conversation.id, "tourism")

    assert queries.access_conversation(conversation.id).purpose == "permits"


def test_a_conversation_is_given_to_agents_alone(
    conversation: Conversation, agent: Actor, bob: Person
) -> None:
    with pytest.raises(NobodyToReceive):
        assigning.assign(agent, conversation.id, bob.id)


def test_who_is_no_agent_may_not_read_it(conversation: Conversation, bob: Person) -> None:
    with pytest.raises(NotAllowed):
        actions.open_conversation(actor_of(bob), conversation.id)


def test_to_a_stranger_it_is_not_there(
    conversation: Conversation, charlie: Person, other_municipality: Organisation
) -> None:
    with scope(other_municipality.id), pytest.raises(Conversation.DoesNotExist):
        actions.open_conversation(actor_of(charlie), conversation.id)
