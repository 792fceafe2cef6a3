"""A desk of which a test says what was said when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.conversations.street import Citizen
from tests.conversations.test_sending import text
from tests.people import actor_of

from bode.automation import keeping
from bode.basics import now
from bode.conversations.actions import close_conversation
from bode.conversations.models import Conversation, ConversationEvent, Message
from bode.conversations.sending import send
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.models import Person

Ask = Callable[..., Conversation]
Answer = Callable[..., Message]
Close = Callable[[Conversation, datetime], None]


@pytest.fixture(autouse=True)
def no_rules_remembered() -> None:
    keeping.forget_rules()


@pytest.fixture
def agent(alice: Person) -> Actor:
    return actor_of(alice)


@pytest.fixture
def ask(number: PhoneNumber, in_scope: None) -> Ask:
    """A citizen asks something at a moment; each phone is someone else's."""

    def ask(at: datetime, phone: str = "31612345678") -> Conversation:
        Citizen(phone).write(at=at)
        return Conversation.objects.latest("id")

    return ask


@pytest.fixture
def answer(agent: Actor) -> Answer:
    """An agent answers at a moment, with more facts about the message."""

    def answer(conversation: Conversation, at: datetime, **facts: object) -> Message:
        Conversation.objects.filter(id=conversation.id).update(last_inbound_at=now())
        message = send(agent, text(conversation_id=conversation.id, to=""))
        Message.objects.filter(id=message.id).update(at=at, created_at=at, **facts)
        return message

    return answer


@pytest.fixture
def close(agent: Actor) -> Close:
    """An agent closes a conversation at a moment."""

    def close(conversation: Conversation, at: datetime) -> None:
        close_conversation(agent, conversation.id)
        latest = ConversationEvent.objects.filter(conversation=conversation).latest("id")
        ConversationEvent.objects.filter(id=latest.id).update(at=at)

    return close
