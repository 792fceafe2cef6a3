"""An agent, and a citizen who has written."""

from __future__ import annotations

import pytest
from tests.conversations.street import Citizen
from tests.people import actor_of

from bode.conversations.models import Conversation
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.models import Person


@pytest.fixture
def agent(alice: Person) -> Actor:
    return actor_of(alice)


@pytest.fixture
def citizen(number: PhoneNumber) -> Citizen:
    return Citizen()


@pytest.fixture
def conversation(citizen: Citizen, in_scope: None) -> Conversation:
    """A question that waits for an answer."""
    citizen.write(content={"body": "Wanneer komt mijn vergunning?"})
    return Conversation.objects.get()
