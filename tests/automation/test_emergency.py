"""Who writes that there is danger stands first, and may be told at once to call 112."""

from __future__ import annotations

import pytest
from tests.automation.conftest import SwitchOn
from tests.conversations.street import Citizen

from bode.automation.kinds import RuleKind
from bode.conversations.models import Conversation, ConversationEvent, Message
from bode.desk.urgency import set_urgent
from bode.organisations.actors import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]

DANGER = {"body": "Er is brand in ons huis!"}


def said() -> list[tuple[str, str]]:
    ours = Message.objects.filter(direction="out").order_by("at")
    return [(each.automatic, each.text) for each in ours]


def test_danger_puts_a_conversation_first_also_without_any_rule(citizen: Citizen) -> None:
    citizen.write(content=DANGER)

    assert Conversation.objects.get().urgent_since is not None
    assert [each.kind for each in ConversationEvent.objects.all()] == ["raised"]
    assert said() == []


def test_what_is_no_haste_stays_among_the_others(citizen: Citizen) -> None:
    citizen.write(content={"body": "Er is geen spoed bij, maar wanneer komt de brandweer langs?"})

    assert Conversation.objects.get().urgent_since is None


def test_with_the_rule_on_the_citizen_is_told_to_call_112(
    citizen: Citizen, switch_on: SwitchOn
) -> None:
    switch_on("welcome")
    switch_on("emergency")
    citizen.write(content=DANGER)

    [(rule, text)] = said()
    assert rule == RuleKind.EMERGENCY
    assert "Bel 112" in text


def test_it_is_not_told_twice_in_a_row(citizen: Citizen, switch_on: SwitchOn) -> None:
    switch_on("emergency")
    citizen.write(content=DANGER)
    citizen.write(content=DANGER)

    assert len(said()) == 1


def test_an_agent_says_that_it_is_no_haste(citizen: Citizen, agent: Actor) -> None:
    citizen.write(content=DANGER)
    set_urgent(agent, Conversation.objects.get().id, False)

    assert Conversation.objects.get().urgent_since is None
    assert [each.kind for each in ConversationEvent.objects.order_by("at")] == ["raised", "lowered"]
