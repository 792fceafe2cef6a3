"""Who writes that there is danger stands first, and may be told at once to call 112."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.automation.conftest import SwitchOn
from tests.automation.shifts import closed, let_pass, press, said_by
from tests.conversations.street import Citizen

from bode.automation import asking, history
from bode.automation.deciding import DANGER_AGAIN
from bode.automation.kinds import RuleKind
from bode.automation.models import RuleVersion, Satisfaction
from bode.basics import now
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


@pytest.mark.parametrize("first", ["STOP", "Hallo"])
def test_it_is_told_at_once_after_anything_else_that_bode_said(
    citizen: Citizen, switch_on: SwitchOn, first: str
) -> None:
    switch_on("welcome")
    switch_on("emergency")
    citizen.write(content={"body": first})
    citizen.write(content=DANGER)

    assert len(said()) == 2
    assert said()[1][0] == RuleKind.EMERGENCY


def test_it_is_told_also_to_who_writes_all_week(citizen: Citizen, switch_on: SwitchOn) -> None:
    switch_on("emergency")
    earlier = now() - timedelta(days=2)
    for _each in range(history.MOST):
        citizen.write(at=earlier)
    citizen.write(content=DANGER)

    assert [rule for rule, _text in said()] == [RuleKind.EMERGENCY]


def test_who_goes_on_about_it_is_told_once(citizen: Citizen, switch_on: SwitchOn) -> None:
    switch_on("welcome")
    switch_on("emergency")
    citizen.write(content=DANGER)
    citizen.write(content=DANGER)
    citizen.write(content={"body": "Help, mijn man ademt niet!"})

    assert len(said()) == 1


def test_it_is_told_again_when_it_happens_later(citizen: Citizen, switch_on: SwitchOn) -> None:
    switch_on("emergency")
    citizen.write(content=DANGER)
    let_pass(DANGER_AGAIN)
    citizen.write(content=DANGER)

    assert len(said()) == 2


def test_danger_after_closing_and_what_follows_it_is_no_remark(
    citizen: Citizen, agent: Actor, switch_on: SwitchOn
) -> None:
    switch_on("satisfaction")
    RuleVersion.objects.update(at="2026-01-01T00:00Z")
    closed(citizen, agent)
    asking.ask_about_closed()
    [question] = said_by("satisfaction")
    press(citizen, question, 0)
    thanks = said_by("satisfaction")[-1]
    press(citizen, thanks, 0)
    citizen.write(content=DANGER)
    citizen.write(content={"body": "Dorpsstraat 12, op zolder"})

    assert Satisfaction.objects.get().remark is None
    urgent = Conversation.objects.exclude(urgent_since=None).get()
    assert (urgent.status, urgent.unread_count) == ("open", 2)


def test_an_agent_says_that_it_is_no_haste(citizen: Citizen, agent: Actor) -> None:
    citizen.write(content=DANGER)
    set_urgent(agent, Conversation.objects.get().id, False)

    assert Conversation.objects.get().urgent_since is None
    assert [each.kind for each in ConversationEvent.objects.order_by("at")] == ["raised", "lowered"]
