"""A conversation in which the citizen says nothing more is closed, after a notice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.automation.conftest import SwitchOn
from tests.automation.shifts import helped, let_pass, said_by, status_of
from tests.conversations.street import Citizen

from bode.automation import deciding, silence
from bode.automation.kinds import Silence
from bode.automation.models import RuleVersion
from bode.conversations import free_answers
from bode.conversations.models import Conversation, ConversationEvent
from bode.organisations.actors import Actor
from bode.organisations.tenancy import every_tenant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]


@pytest.fixture(autouse=True)
def rule(switch_on: SwitchOn, monkeypatch: pytest.MonkeyPatch) -> None:
    switch_on("silence", Silence(after=18, close=4))
    RuleVersion.objects.update(at="2026-01-01T00:00Z")  # on since long
    # Tests run at night too.
    monkeypatch.setattr(deciding, "MORNING", 0)
    monkeypatch.setattr(deciding, "EVENING", 24)


@pytest.fixture
def silent(citizen: Citizen, agent: Actor) -> Conversation:
    return helped(citizen, agent)


def pass_and_look(hours: float) -> None:
    let_pass(timedelta(hours=hours))
    with every_tenant("as the job does"):
        silence.end_silences()


def test_a_silence_is_told_of_and_then_ended(silent: Conversation) -> None:
    pass_and_look(17)
    assert not said_by("silence")

    pass_and_look(1.5)
    [notice] = said_by("silence")
    assert "sluiten wij dit gesprek over 4 uur" in notice.text
    assert status_of(silent.id) == ("waiting", 0)

    pass_and_look(3)
    assert status_of(silent.id)[0] == "waiting"
    pass_and_look(1.5)
    assert status_of(silent.id)[0] == "closed"
    [closed] = ConversationEvent.objects.filter(kind="closed")
    assert closed.actor_id is None
    assert len(said_by("silence")) == 1


def test_an_answer_of_the_citizen_ends_it(silent: Conversation, citizen: Citizen) -> None:
    pass_and_look(18.5)
    citizen.write(content={"body": "Ja, ik heb nog een vraag"})
    pass_and_look(10)

    assert status_of(silent.id)[0] == "open"


def test_outside_the_window_it_ends_untold(silent: Conversation) -> None:
    Conversation.objects.update(last_inbound_at=silent.last_message_at - timedelta(hours=10))
    pass_and_look(18.5)
    assert status_of(silent.id)[0] == "waiting"
    pass_and_look(4)

    assert not said_by("silence")
    assert status_of(silent.id)[0] == "closed"


def test_what_is_not_free_is_not_sent(
    silent: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(free_answers, "count_lately", lambda numbers: {n.id: 1000 for n in numbers})
    pass_and_look(18.5)
    pass_and_look(4)

    assert not said_by("silence")
    assert status_of(silent.id)[0] == "closed"


def test_a_snoozed_conversation_is_left_alone(silent: Conversation) -> None:
    Conversation.objects.update(snoozed_until=silent.last_message_at + timedelta(days=3))
    pass_and_look(30)

    assert status_of(silent.id)[0] == "waiting"


def test_what_was_answered_before_the_rule_was_on_stays(
    silent: Conversation, switch_on: SwitchOn
) -> None:
    let_pass(timedelta(hours=30))
    switch_on("silence", is_on=False)
    switch_on("silence")
    pass_and_look(0)

    assert status_of(silent.id)[0] == "waiting"


def test_a_question_that_waits_for_an_agent_is_never_closed(citizen: Citizen) -> None:
    citizen.write()
    pass_and_look(48)

    assert Conversation.objects.get().status == "open"
