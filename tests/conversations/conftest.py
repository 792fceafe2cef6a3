"""A citizen, and an agent who may answer."""

from __future__ import annotations

import pytest
from tests.conversations.street import Citizen
from tests.people import actor_of

from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.models import Person


@pytest.fixture
def citizen(number: PhoneNumber) -> Citizen:
    """Someone with a phone, in a municipality that may use WhatsApp."""
    return Citizen()


@pytest.fixture
def agent(alice: Person) -> Actor:
    return actor_of(alice)
