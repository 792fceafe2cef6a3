"""Bode gives what waits to the team that it is for, and to whoever of it is there and has least."""

from __future__ import annotations

import pytest
from tests.conversations.street import Citizen
from tests.people import actor_of, join

from bode.conversations.assigning import hand_to_team, release, take
from bode.conversations.models import Conversation
from bode.conversations.purposes import set_purpose
from bode.desk.distributing import distribute
from bode.desk.presence import set_away, show_up
from bode.desk.teams import save_team
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation, Person, Team

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]


@pytest.fixture
def eva(municipality: Organisation) -> Person:
    return join(municipality, "Eva", "agent")


@pytest.fixture
def permits(agent: Actor, alice: Person, eva: Person) -> Team:
    """A team for permits, of which Bode gives each agent two at most."""
    members = [alice.id, eva.id]
    return save_team(
        agent,
        None,
        name="Vergunningen",
        purposes=["permits"],
        languages=[],
        members=members,
        most=2,
    )


def someone_asks(agent: Actor, phone: str, purpose: str = "permits") -> None:
    Citizen(phone).write()
    asked = Conversation.objects.latest("id")
    set_purpose(agent, asked.id, purpose)


def who_has() -> list[str]:
    found = Conversation.objects.order_by("id").select_related("assignee")
    return [each.assignee.name if each.assignee else "" for each in found]


def test_the_work_is_divided_evenly_among_who_is_there(
    agent: Actor, eva: Person, permits: Team, number: object, municipality: Organisation
) -> None:
    show_up(agent)
    show_up(actor_of(eva))
    for n in range(4):
        someone_asks(agent, f"3161234560{n}")
    distribute(municipality.id)

    assert sorted(who_has()) == ["Alice", "Alice", "Eva", "Eva"]


def test_nobody_gets_more_than_the_team_says(
    agent: Actor, permits: Team, number: object, municipality: Organisation
) -> None:
    show_up(agent)
    for n in range(3):
        someone_asks(agent, f"3161234560{n}")
    distribute(municipality.id)

    assert sorted(who_has()) == ["", "Alice", "Alice"]


def test_who_is_away_or_never_came_gets_nothing(
    agent: Actor, eva: Person, permits: Team, number: object, municipality: Organisation
) -> None:
    set_away(actor_of(eva), True)
    someone_asks(agent, "31612345600")
    distribute(municipality.id)

    assert who_has() == [""]
    assert Conversation.objects.get().team == permits


def test_what_is_about_something_else_is_not_for_the_team(
    agent: Actor, permits: Team, number: object, municipality: Organisation
) -> None:
    show_up(agent)
    someone_asks(agent, "31612345600", "appointments")
    distribute(municipality.id)

    assert (who_has(), Conversation.objects.get().team) == ([""], None)


class TestWhatAnAgentPutDown:
    @pytest.fixture(autouse=True)
    def asked(self, in_scope: None, agent: Actor, permits: Team, number: object) -> Conversation:
        """Alice, who has nothing else, has it and gives it to her own team."""
        show_up(agent)
        someone_asks(agent, "31612345600")
        conversation = Conversation.objects.get()
        take(agent, conversation.id)
        hand_to_team(agent, conversation.id, permits.id)
        return conversation

    def test_goes_to_a_colleague_who_sees_that_it_was_handed_over(
        self, agent: Actor, eva: Person, municipality: Organisation
    ) -> None:
        show_up(actor_of(eva))
        someone_asks(agent, "31612345601")
        take(actor_of(eva), Conversation.objects.latest("id").id)  # she has more than Alice
        distribute(municipality.id)

        handed = Conversation.objects.earliest("id")
        assert (handed.assignee, handed.attention) == (eva, "handed_over")

    def test_waits_for_the_team_where_nobody_else_is_there(
        self, agent: Actor, asked: Conversation, permits: Team, municipality: Organisation
    ) -> None:
        distribute(municipality.id)

        waiting = Conversation.objects.get()
        assert (waiting.team, waiting.assignee) == (permits, None)
        assert waiting.attention == "handed_over"
        take(agent, asked.id)  # she can, all the same
        assert who_has() == ["Alice"]

    def test_comes_back_once_someone_else_had_it(
        self, agent: Actor, asked: Conversation, eva: Person, municipality: Organisation
    ) -> None:
        take(actor_of(eva), asked.id)
        release(actor_of(eva), asked.id)
        distribute(municipality.id)

        assert who_has() == ["Alice"]

    def test_does_not_come_back_to_who_let_it_go(
        self, agent: Actor, asked: Conversation, municipality: Organisation
    ) -> None:
        take(agent, asked.id)
        release(agent, asked.id)
        distribute(municipality.id)

        assert who_has() == [""]
