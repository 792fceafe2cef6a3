"""Programs that call the API: one of the licensed municipality, a stranger's, the provider's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.api.programs import CITIZEN, Program, program_of

from bode.basics import now
from bode.conversations.contacts import contact_for
from bode.conversations.models import Conversation
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, TokenScope
from bode.organisations.tenancy import every_tenant
from bode.whatsapp import Identity


@pytest.fixture
def alices(municipality: Organisation) -> Program:
    """Of Alice's municipality, with every scope."""
    return program_of(municipality, *TokenScope.values)


@pytest.fixture
def bobs(municipality: Organisation) -> Program:
    """Of the same municipality, without the scopes that matter."""
    return program_of(municipality, TokenScope.APPROVAL)


@pytest.fixture
def approvers(municipality: Organisation) -> Program:
    """A second person's, of the same municipality."""
    return program_of(municipality, TokenScope.BROADCASTS, TokenScope.APPROVAL)


@pytest.fixture
def charlies(other_municipality: Organisation) -> Program:
    """The stranger's."""
    return program_of(other_municipality, *TokenScope.values)


@pytest.fixture
def doras(provider: Organisation) -> Program:
    """The provider's."""
    return program_of(provider, *TokenScope.values)


@pytest.fixture
def anyones() -> Program:
    """Without a token."""
    return Program(None)


StartConversation = Callable[..., Conversation]


@pytest.fixture
def start_conversation(number: PhoneNumber) -> StartConversation:
    """A citizen wrote, an hour ago unless told otherwise."""

    def start(
        phone: str | None = CITIZEN,
        *,
        user_id: str | None = None,
        hours_ago: float = 1,
        name: str = "Noa",
    ) -> Conversation:
        at = now() - timedelta(hours=hours_ago)
        with every_tenant("a test's world"):
            contact = contact_for(
                number.municipality_id,
                Identity(phone=phone and phone.lstrip("+"), user_id=user_id, name=name),
            )
            return Conversation.objects.create(
                municipality_id=number.municipality_id,
                contact=contact,
                number=number,
                last_inbound_at=at,
                last_message_at=at,
                unread_count=1,
            )

    return start
