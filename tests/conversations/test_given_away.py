"""A number that went to somebody else: its new owner asked for nothing yet, whoever asks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.conversations.street import PHONE, Citizen
from tests.conversations.test_sending import consent, reminder

from bode import policy
from bode.basics import now
from bode.conversations.consents import consent_of, list_consents, list_last_words
from bode.conversations.contacts import contact_for, learn
from bode.conversations.errors import SendRefused
from bode.conversations.models import Contact
from bode.conversations.sending import send
from bode.conversations.what_they_get import tell
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.whatsapp import Identity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]

NEW = "31612345699"
OWNER = Identity(phone=PHONE)


@pytest.fixture
def left(in_scope: None, agent: Actor, number: PhoneNumber) -> Contact:
    """Sanne asked for messages, and has another number since."""
    consent(agent)
    sanne = contact_for(number.municipality_id, Identity(phone=PHONE, user_id="NL.1"))
    learn(sanne, Identity(phone=NEW, user_id="NL.1"), now())
    return sanne


@pytest.mark.usefixtures("left")
def test_its_next_owner_is_sent_nothing_that_another_asked_for(agent: Actor) -> None:
    assert consent_of(OWNER, "appointments", None) is policy.Consent.NONE
    with pytest.raises(SendRefused) as refused:
        send(agent, reminder())
    assert refused.value.refusal.code == "no_consent"


@pytest.mark.usefixtures("left")
def test_its_next_owner_is_shown_nothing_that_another_said() -> None:
    Citizen().write()
    owner = Contact.objects.get(identities__value=PHONE)

    assert list(list_consents(owner)) == []
    assert list_last_words(owner) == []
    assert "U krijgt van ons geen berichten" in tell(owner, "nl")


@pytest.mark.usefixtures("left")
def test_what_its_next_owner_says_holds(agent: Actor) -> None:
    consent(agent)

    assert consent_of(OWNER, "appointments", None) is policy.Consent.GIVEN
    assert send(agent, reminder()).status == "queued"


def test_who_says_no_and_leaves_the_number_leaves_the_no_behind(
    agent: Actor, number: PhoneNumber
) -> None:
    Citizen(user_id="NL.1").write(content={"body": "STOP"}, at=now() - timedelta(minutes=1))
    assert consent_of(OWNER, "appointments", None) is policy.Consent.WITHDRAWN
    sanne = Contact.objects.get(identities__value=PHONE)

    learn(sanne, Identity(phone=NEW, user_id="NL.1"), now())

    assert consent_of(OWNER, "appointments", None) is policy.Consent.NONE
    theirs = Identity(phone=NEW, user_id="NL.1")
    assert consent_of(theirs, "appointments", None) is policy.Consent.WITHDRAWN
