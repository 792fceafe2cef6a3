"""Tags: the administrator says which there are, agents give them to conversations."""

from __future__ import annotations

import pytest
from tests.conversations.street import Citizen
from tests.people import actor_of, join

from bode.conversations import queries as conversations
from bode.conversations.models import Conversation
from bode.desk import queries, tags
from bode.desk.errors import TagUnknown, TagWrong
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import scope

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]


@pytest.fixture
def administrator(alice: Person) -> Actor:
    return actor_of(alice)


@pytest.fixture
def agent(municipality: Organisation) -> Actor:
    return actor_of(join(municipality, "Sam", "agent"))


@pytest.fixture
def conversation() -> Conversation:
    Citizen().write()
    return conversations.list_conversations()[0]


def names_of(conversation: Conversation) -> list[str]:
    return [each.tag.name for each in queries.list_tags_of(conversation.id)]


def test_a_tag_is_given_by_name_once_and_taken_away(
    administrator: Actor, agent: Actor, conversation: Conversation
) -> None:
    tag = tags.add_tag(administrator, "  Terug   bellen ")
    for _ in range(2):
        tags.give_tag(agent, conversation.id, "terug bellen")

    assert names_of(conversation) == ["Terug bellen"]

    tags.take_tag(agent, conversation.id, tag.id)

    assert names_of(conversation) == []


def test_conversations_are_found_by_all_of_some_tags(
    administrator: Actor, agent: Actor, conversation: Conversation
) -> None:
    Citizen("31612345699", name="Noor").write()
    both = [tags.add_tag(administrator, each) for each in ("klacht", "spoed")]
    for each in both:
        tags.give_tag(agent, conversation.id, each.name)

    found = queries.with_tags(Conversation.objects.all(), [each.id for each in both])

    assert list(found) == [conversation]


def test_a_tag_that_is_removed_goes_everywhere_and_a_renamed_one_stays(
    administrator: Actor, agent: Actor, conversation: Conversation
) -> None:
    tag = tags.add_tag(administrator, "klacht")
    tags.give_tag(agent, conversation.id, "klacht")
    tags.rename_tag(administrator, tag.id, "Klacht")
    assert names_of(conversation) == ["Klacht"]
    assert queries.list_tags_counted() == [(tag, 1)]

    tags.remove_tag(administrator, tag.id)

    assert (names_of(conversation), queries.list_tags()) == ([], [])


@pytest.mark.parametrize(
    ("name", "reason"), [(" ", "empty"), ("a" * 41, "too_long"), ("KLACHT", "known")]
)
def test_a_tag_has_a_name_of_its_own(administrator: Actor, name: str, reason: str) -> None:
    tags.add_tag(administrator, "klacht")

    with pytest.raises(TagWrong) as wrong:
        tags.add_tag(administrator, name)

    assert wrong.value.reason == reason


def test_agents_make_no_tags_and_know_none_of_another_municipality(
    administrator: Actor, agent: Actor, charlie: Person, conversation: Conversation
) -> None:
    with pytest.raises(NotAllowed):
        tags.add_tag(agent, "klacht")
    with scope(charlie.memberships.get(role="agent").organisation_id):
        tags.add_tag(actor_of(charlie), "elders")
    with pytest.raises(TagUnknown):
        tags.give_tag(agent, conversation.id, "elders")
