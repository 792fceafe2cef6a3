"""What the rules would have done on a day is told, and nothing is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from tests.automation.conftest import SwitchOn
from tests.automation.shifts import closed, helped, let_pass
from tests.conversations.street import Citizen
from tests.conversations.test_menu import choose

from bode.automation.hours import Hours
from bode.automation.kinds import Away, RuleKind, Silence, Teams
from bode.automation.models import RuleVersion
from bode.automation.rehearsing import Deed, rehearse
from bode.basics import day_of, now
from bode.conversations.models import Conversation, Message
from bode.licensing.menus import change_menu
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation, Team

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]
YESTERDAY = timedelta(days=1)


def tried(agent: Actor, *kinds: str, days_ago: int = 1) -> Sequence[Deed]:
    day = day_of(now()) - days_ago * YESTERDAY
    rehearsed = rehearse(agent.organisation_id, day, [RuleKind(each) for each in kinds])
    assert not rehearsed.is_cut
    return rehearsed.deeds


def move_created(time: timedelta) -> None:
    let_pass(time)
    for message in Message.objects.all():
        Message.objects.filter(id=message.id).update(created_at=message.created_at - time)


def test_a_rule_that_is_off_is_tried_too_and_says_nothing(
    citizen: Citizen, agent: Actor, closed_now: None, switch_on: SwitchOn
) -> None:
    switch_on("away", Away(), is_on=False)
    citizen.write()
    move_created(YESTERDAY)

    [deed] = tried(agent, "away", "welcome")
    assert (deed.rule, deed.conversation) == (RuleKind.AWAY, Conversation.objects.get())
    assert Message.objects.count() == 1
    assert tried(agent, "emergency") == []


def test_a_rule_that_was_never_kept_is_tried_as_it_would_begin(
    citizen: Citizen, agent: Actor
) -> None:
    citizen.write()
    move_created(YESTERDAY)

    assert [each.rule for each in tried(agent, "away", "welcome")] == [RuleKind.WELCOME]
    assert not RuleVersion.objects.exists()


def test_danger_is_answered_at_once_as_when_it_is_on(citizen: Citizen, agent: Actor) -> None:
    citizen.write()
    citizen.write(content={"body": "Er is brand in ons huis!"})
    citizen.write(content={"body": "Er is brand in ons huis!"})
    move_created(YESTERDAY)

    rules = [each.rule for each in tried(agent, "emergency", "welcome")]
    assert rules == [RuleKind.WELCOME, RuleKind.EMERGENCY]


def test_what_was_really_said_is_left_out_and_said_anew(
    citizen: Citizen, agent: Actor, closed_now: None, switch_on: SwitchOn
) -> None:
    switch_on("away")
    citizen.write()
    citizen.write(content={"body": "En nog iets"})
    assert Message.objects.count() == 3
    move_created(YESTERDAY)

    assert [each.rule for each in tried(agent, "away")] == [RuleKind.AWAY]


def test_another_day_has_its_own_messages(
    citizen: Citizen, agent: Actor, switch_on: SwitchOn
) -> None:
    switch_on("welcome", is_on=False)
    citizen.write()
    move_created(3 * YESTERDAY)

    assert tried(agent, "welcome") == []
    assert [each.rule for each in tried(agent, "welcome", days_ago=3)] == [RuleKind.WELCOME]


def test_a_word_that_was_heeded_is_not_answered_again(
    citizen: Citizen, agent: Actor, switch_on: SwitchOn
) -> None:
    switch_on("welcome", is_on=False)
    citizen.write(content={"body": "STOP"})
    move_created(YESTERDAY)

    assert tried(agent, "welcome") == []


def test_tells_of_the_question_after_closing(
    citizen: Citizen, agent: Actor, switch_on: SwitchOn
) -> None:
    switch_on("satisfaction", is_on=False)
    closed(citizen, agent)
    move_created(YESTERDAY)

    assert [each.rule for each in tried(agent, "satisfaction")] == [RuleKind.SATISFACTION]


def test_tells_of_a_silence_and_its_end(
    citizen: Citizen, agent: Actor, switch_on: SwitchOn
) -> None:
    switch_on("silence", Silence(after=1, close=1), is_on=False)
    helped(citizen, agent)
    answered = Message.objects.get(direction="out")
    # Answered at ten yesterday, by the clock in the Netherlands.
    ten = now().astimezone().replace(hour=9, minute=30, second=0) - YESTERDAY
    move_created(answered.at - ten)

    deeds = tried(agent, "silence")
    assert [each.what for each in deeds] == ["", "close"]
    assert deeds[0].at - answered.at < timedelta(0)


def test_tells_which_team_gets_a_choice(
    citizen: Citizen,
    agent: Actor,
    number: PhoneNumber,
    municipality: Organisation,
    switch_on: SwitchOn,
) -> None:
    team = Team.objects.create(organisation=municipality, name="Bouwen")
    switch_on("teams", Teams(teams={"permits": team.id}), is_on=False)
    change_menu(agent, number.id, is_on=True)
    citizen.write()
    choose(citizen, "permits", Message.objects.get(automatic="menu"))
    move_created(YESTERDAY)

    [deed] = tried(agent, "teams", "welcome")
    assert (deed.rule, deed.what) == (RuleKind.TEAMS, str(team.id))
    assert Conversation.objects.get().team is None


def test_hours_alone_do_nothing(agent: Actor, citizen: Citizen, switch_on: SwitchOn) -> None:
    switch_on("hours", Hours())
    citizen.write()
    move_created(YESTERDAY)

    assert tried(agent, "away", "silence", "satisfaction", "teams") == []
