"""What a citizen chooses from the menu brings the conversation to a team."""

from __future__ import annotations

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.automation.conftest import SwitchOn
from tests.conversations.street import Citizen
from tests.conversations.test_menu import choose, the_menu
from tests.people import join

from bode.automation.kinds import Teams
from bode.conversations.assigning import assign, hand_to_team, take
from bode.conversations.models import Conversation, ConversationEvent
from bode.conversations.sending import Outgoing, send
from bode.desk.distributing import distribute
from bode.desk.presence import show_up
from bode.desk.teams import delete_team, save_team
from bode.licensing.menus import change_menu
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation, Person, Team

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
    [event] = ConversationEvent.objects.filter(kind="routed")
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


class TestWhereBodeDividesTheWorkToo:
    """Another team is there for the very purpose, and Bode gives it to whoever has least."""

    @pytest.fixture(autouse=True)
    def counter(self, agent: Actor, alice: Person) -> Team:
        show_up(agent)
        return save_team(
            agent,
            None,
            name="Balie",
            purposes=["permits"],
            languages=["nl"],
            members=[alice.id],
            most=5,
        )

    @pytest.fixture(autouse=True)
    def chosen(self, citizen: Citizen, team: Team) -> None:
        citizen.write()
        choose(citizen, "permits", the_menu())

    def test_the_choice_stands_also_when_others_write(
        self, team: Team, municipality: Organisation
    ) -> None:
        distribute(municipality.id)
        Citizen("31612345601").write()
        distribute(municipality.id)

        first = Conversation.objects.earliest("id")
        assert (first.team, first.assignee) == (team, None)

    def test_it_goes_to_agents_of_the_chosen_team(
        self, team: Team, agent: Actor, alice: Person, municipality: Organisation
    ) -> None:
        save_team(
            agent, team.id, name="Bouwen", purposes=[], languages=[], members=[alice.id], most=5
        )
        distribute(municipality.id)

        found = Conversation.objects.get()
        assert (found.team, found.assignee) == (team, alice)

    def test_a_person_moves_it_elsewhere(
        self, agent: Actor, counter: Team, municipality: Organisation
    ) -> None:
        hand_to_team(agent, Conversation.objects.get().id, counter.id)
        distribute(municipality.id)

        assert Conversation.objects.get().team == counter

    def test_of_a_team_that_is_gone_the_next_best_gets_it(
        self, agent: Actor, team: Team, counter: Team, municipality: Organisation
    ) -> None:
        delete_team(agent, team.id)
        distribute(municipality.id)

        assert Conversation.objects.get().team == counter


def test_a_choice_stands_where_bode_had_put_it_before(
    citizen: Citizen, team: Team, agent: Actor, municipality: Organisation
) -> None:
    citizen.write()
    distribute(municipality.id)  # to the only team, which is for everything
    save_team(agent, None, name="Balie", purposes=["permits"], languages=[], members=[], most=None)
    choose(citizen, "permits", the_menu())
    distribute(municipality.id)

    assert Conversation.objects.get().team == team


class TestWhatBodeGaveToAnAgentBeforeTheChoice:
    """Bode gives a first message to the counter, which is for all, while the citizen chooses."""

    @pytest.fixture(autouse=True)
    def given(
        self, citizen: Citizen, agent: Actor, alice: Person, municipality: Organisation
    ) -> None:
        members = [alice.id]
        save_team(agent, None, name="Balie", purposes=[], languages=["nl"], members=members, most=5)
        show_up(agent)
        citizen.write()
        distribute(municipality.id)
        assert Conversation.objects.get().assignee == alice

    def test_goes_on_to_the_chosen_team(
        self, citizen: Citizen, team: Team, municipality: Organisation
    ) -> None:
        choose(citizen, "permits", the_menu())
        distribute(municipality.id)

        found = Conversation.objects.get()
        assert (found.team, found.assignee) == (team, None)

    def test_is_given_to_the_agents_of_that_team_at_once(self, citizen: Citizen) -> None:
        ProcrastinateJob.objects.all().delete()
        choose(citizen, "permits", the_menu())

        assert ProcrastinateJob.objects.filter(task_name="desk.distribute").exists()

    def test_stays_with_an_agent_of_that_team(
        self, citizen: Citizen, team: Team, agent: Actor, alice: Person
    ) -> None:
        members = [alice.id]
        save_team(
            agent, team.id, name="Bouwen", purposes=[], languages=[], members=members, most=None
        )
        choose(citizen, "permits", the_menu())

        found = Conversation.objects.get()
        assert (found.team, found.assignee) == (team, alice)

    def test_stays_with_who_answered(
        self, citizen: Citizen, team: Team, agent: Actor, alice: Person
    ) -> None:
        asked = Conversation.objects.get()
        said = {"body": "Goedemorgen, waarmee kan ik helpen?"}
        send(
            agent,
            Outgoing(
                type="text", content=said, purpose="municipal_services", conversation_id=asked.id
            ),
        )
        choose(citizen, "permits", the_menu())

        found = Conversation.objects.get()
        assert (found.team != team, found.assignee) == (True, alice)

    def test_stays_with_whom_a_person_gave_it(
        self, citizen: Citizen, agent: Actor, municipality: Organisation
    ) -> None:
        eva = join(municipality, "Eva", "agent")
        assign(agent, Conversation.objects.get().id, eva.id)
        choose(citizen, "permits", the_menu())

        assert Conversation.objects.get().assignee == eva
