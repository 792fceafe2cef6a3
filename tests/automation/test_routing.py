"""What a citizen chooses from the menu brings the conversation to a team."""

from __future__ import annotations

import pytest
from tests.automation.conftest import SwitchOn
from tests.conversations.street import Citizen
from tests.conversations.test_menu import choose, the_menu

from bode.automation.kinds import Teams
from bode.conversations.assigning import take
from bode.conversations.models import Conversation, ConversationEvent
from bode.licensing.menus import change_menu
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation, Team

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]


@pytest.fixture
def team(in_scope: None, municipality: Organisation) -> Team:
    return Team.objects.create(organisation=municipality, name="Bouwen")


@pytest.fixture(autouse=True)
def rule(team: Team, switch_on: SwitchOn, agent: Actor, number: PhoneNumber) -> None:
    switch_on("teams", Teams(teams={"permits": team.id}))
    change_menu(agent, number.id, is_on=True)


def test_a_choice_goes_to_the_team_that_has_it(citizen: Citizen, team: Team) -> None:
    citizen.write()
    choose(citizen, "permits", the_menu())

    assert Conversation.objects.get().team == team
    [event] = ConversationEvent.objects.filter(kind="team_changed")
    assert (event.team, event.actor_id) == (team, None)


def test_a_choice_that_no_team_has_goes_to_nobody(citizen: Citizen) -> None:
    citizen.write()
    choose(citizen, "appointments", the_menu())

    assert Conversation.objects.get().team is None


def test_what_an_agent_has_stays_where_it_is(citizen: Citizen, agent: Actor) -> None:
    citizen.write()
    take(agent, Conversation.objects.get().id)
    choose(citizen, "permits", the_menu())

    assert Conversation.objects.get().team is None


def test_a_team_that_is_gone_gets_nothing(citizen: Citizen, team: Team) -> None:
    team.delete()
    citizen.write()
    choose(citizen, "permits", the_menu())

    assert Conversation.objects.get().purpose == "permits"
