"""Which messages a restriction of the account would keep back, and when that changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.conversations.street import Citizen
from tests.conversations.test_sending import consent, reminder, text

from bode.basics import now
from bode.conversations.sending import send
from bode.licensing.standing import Trait
from bode.organisations.actors import Actor
from bode.outbox.models import Sending

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]

TEMPLATE = Trait.TEMPLATE | Trait.UTILITY


def the_traits() -> Trait:
    return Trait(Sending.objects.values_list("traits", flat=True).get())


def test_an_answer_within_a_day_is_an_answer(citizen: Citizen, agent: Actor) -> None:
    citizen.write()
    send(agent, text())

    assert the_traits() == Trait.ANSWERS


def test_a_template_within_a_day_is_an_answer_too(citizen: Citizen, agent: Actor) -> None:
    citizen.write()
    consent(agent)
    send(agent, reminder())

    assert the_traits() == Trait.ANSWERS | TEMPLATE


def test_what_is_kept_back_is_an_answer_once_the_citizen_reacts(
    citizen: Citizen, agent: Actor
) -> None:
    asked = citizen.write(at=now() - timedelta(days=2))
    consent(agent)
    send(agent, reminder())

    Sending.objects.update(state="withheld")
    citizen.write("reaction", {"message_id": asked, "emoji": "👍"})

    assert the_traits() == Trait.ANSWERS | TEMPLATE


def test_what_is_kept_back_is_an_answer_also_when_the_citizen_writes_under_their_user_id(
    agent: Actor,
) -> None:
    Citizen(user_id="NL.abc123").write(at=now() - timedelta(days=2))
    consent(agent)
    send(agent, reminder())

    Sending.objects.update(state="withheld")
    Citizen(None, user_id="NL.abc123", username="sanne").write()

    assert the_traits() == Trait.ANSWERS | TEMPLATE


def test_what_is_kept_back_for_starting_a_conversation_is_an_answer_once_the_citizen_writes(
    citizen: Citizen, agent: Actor
) -> None:
    citizen.write(at=now() - timedelta(days=2))
    consent(agent)
    send(agent, reminder())
    assert the_traits() == Trait.OPENS | TEMPLATE

    Sending.objects.update(state="withheld")
    citizen.write()

    assert the_traits() == Trait.ANSWERS | TEMPLATE
