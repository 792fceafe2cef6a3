"""Who else is in a conversation, and who answers unawares of a colleague."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import F
from tests.conversations.street import Citizen
from tests.people import actor_of, join

from bode.conversations.models import Conversation
from bode.desk.company import list_company, look_at, look_away, stop_typing, type_in
from bode.desk.models import Presence
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]


@pytest.fixture
def eva(municipality: Organisation) -> Actor:
    return actor_of(join(municipality, "Eva", "agent"))


def seen_by(actor: Actor, conversation: Conversation) -> list[tuple[str, bool]]:
    return [(each.name, each.is_typing) for each in list_company(actor, conversation.id)]


def test_who_looks_at_the_same_conversation_is_seen_by_colleagues_alone(
    agent: Actor, eva: Actor, conversation: Conversation
) -> None:
    look_at(eva, conversation.id)

    assert seen_by(agent, conversation) == [("Eva", False)]
    assert seen_by(eva, conversation) == []


def test_who_types_comes_first_until_it_is_sent(
    agent: Actor, eva: Actor, municipality: Organisation, conversation: Conversation
) -> None:
    look_at(actor_of(join(municipality, "Anna", "agent")), conversation.id)
    type_in(eva, conversation.id)
    assert seen_by(agent, conversation) == [("Eva", True), ("Anna", False)]

    stop_typing(eva)
    assert seen_by(agent, conversation) == [("Anna", False), ("Eva", False)]


def test_who_goes_elsewhere_or_away_is_there_no_more(
    agent: Actor, eva: Actor, conversation: Conversation
) -> None:
    look_at(eva, conversation.id)
    Citizen("31612340099").write()
    other = Conversation.objects.exclude(id=conversation.id).get()
    look_at(eva, other.id)
    assert seen_by(agent, conversation) == []

    look_away(eva, conversation.id)  # said late, of where they are no more
    assert seen_by(agent, other) == [("Eva", False)]
    look_away(eva, other.id)
    assert seen_by(agent, other) == []


def test_without_further_word_someone_typed_for_25_seconds_and_looked_for_90(
    agent: Actor, eva: Actor, conversation: Conversation
) -> None:
    type_in(eva, conversation.id)

    Presence.objects.update(typed_at=F("typed_at") - timedelta(seconds=26))
    assert seen_by(agent, conversation) == [("Eva", False)]
    Presence.objects.update(looked_at=F("looked_at") - timedelta(seconds=91))
    assert seen_by(agent, conversation) == []


def test_a_conversation_of_nobody_here_is_not_looked_at(agent: Actor) -> None:
    with pytest.raises(Conversation.DoesNotExist):
        look_at(agent, uuid4())
