"""Citizens are asked once whether they were helped; what they answer makes no work for agents."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.automation.conftest import SwitchOn
from tests.automation.shifts import closed, helped, let_pass, press, said_by, status_of
from tests.conversations.street import Citizen

from bode.automation import asking, queries
from bode.automation.kinds import Satisfaction as Rule
from bode.automation.models import RuleVersion, Satisfaction
from bode.conversations import free_answers
from bode.conversations.actions import close_conversation
from bode.conversations.consents import record_told
from bode.conversations.models import Conversation, Message
from bode.conversations.states import ConsentHow
from bode.organisations.actors import Actor
from bode.organisations.tenancy import every_tenant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]
LATER = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def rule(switch_on: SwitchOn) -> None:
    switch_on("satisfaction")
    RuleVersion.objects.update(at="2026-01-01T00:00Z")  # on since long


def look() -> None:
    with every_tenant("as the job does"):
        asking.ask_about_closed()


def ask_about(citizen: Citizen, agent: Actor) -> tuple[Conversation, Message]:
    conversation = closed(citizen, agent)
    look()
    let_pass(LATER)
    [question] = said_by("satisfaction")
    return conversation, question


class TestTheQuestion:
    def test_comes_after_an_agent_closed(self, citizen: Citizen, agent: Actor) -> None:
        conversation, question = ask_about(citizen, agent)

        assert question.conversation_id == conversation.id
        assert question.text.startswith("Uw vraag aan gemeente Proefstad is afgehandeld.")
        titles = [each["reply"]["title"] for each in question.content["action"]["buttons"]]
        assert titles == ["😀 Tevreden", "😐 Gaat wel", "🙁 Ontevreden"]
        assert status_of(conversation.id) == ("closed", 0)
        assert Conversation.objects.count() == 1

    def test_may_be_a_list_of_five(
        self, citizen: Citizen, agent: Actor, switch_on: SwitchOn
    ) -> None:
        switch_on("satisfaction", Rule(scale="five"))
        RuleVersion.objects.update(at="2026-01-01T00:00Z")
        _conversation, question = ask_about(citizen, agent)
        press(citizen, question, 1)

        assert (Satisfaction.objects.get().scale, Satisfaction.objects.get().score) == ("five", 4)

    def test_waits_a_minute_and_comes_once(self, citizen: Citizen, agent: Actor) -> None:
        closed(citizen, agent, ago=timedelta())
        look()
        assert not said_by("satisfaction")
        let_pass(timedelta(minutes=2))
        look()
        look()

        assert len(said_by("satisfaction")) == 1

    def test_does_not_come_after_a_silence(self, citizen: Citizen, agent: Actor) -> None:
        conversation = helped(citizen, agent)
        close_conversation(None, conversation.id)
        let_pass(timedelta(minutes=2))
        look()

        assert not said_by("satisfaction")

    def test_does_not_come_where_nobody_answered(self, citizen: Citizen, agent: Actor) -> None:
        citizen.write()
        close_conversation(agent, Conversation.objects.get().id)
        let_pass(timedelta(minutes=2))
        look()

        assert not said_by("satisfaction")

    def test_does_not_come_to_who_said_stop(self, citizen: Citizen, agent: Actor) -> None:
        conversation = helped(citizen, agent)
        record_told(
            agent, conversation, conversation.purpose, how=ConsentHow.COUNTER, wording="Mag het?"
        )
        citizen.write(content={"body": "STOP"})
        close_conversation(agent, conversation.id)
        let_pass(timedelta(minutes=2))
        look()

        assert not said_by("satisfaction")

    def test_does_not_come_when_the_citizen_wrote_again(
        self, citizen: Citizen, agent: Actor
    ) -> None:
        closed(citizen, agent)
        citizen.write(content={"body": "Nog iets anders"})
        look()

        assert not said_by("satisfaction")

    def test_does_not_come_outside_the_window(self, citizen: Citizen, agent: Actor) -> None:
        conversation = closed(citizen, agent)
        assert conversation.last_inbound_at is not None
        earlier = conversation.last_inbound_at - timedelta(hours=25)
        Conversation.objects.update(last_inbound_at=earlier)
        look()

        assert not said_by("satisfaction")

    def test_does_not_come_where_it_would_cost(
        self, citizen: Citizen, agent: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            free_answers, "count_lately", lambda numbers: {n.id: 1000 for n in numbers}
        )
        closed(citizen, agent)
        look()

        assert not said_by("satisfaction")


class TestTheAnswer:
    def test_is_kept_and_thanked_for_and_leaves_the_conversation_closed(
        self, citizen: Citizen, agent: Actor
    ) -> None:
        conversation, question = ask_about(citizen, agent)
        press(citizen, question)

        found = Satisfaction.objects.get()
        assert (found.score, found.purpose) == (3, conversation.purpose)
        assert len(said_by("satisfaction")) == 2
        assert status_of(conversation.id) == ("closed", 0)
        assert Conversation.objects.count() == 1

    def test_that_came_last_counts_and_is_thanked_for_once(
        self, citizen: Citizen, agent: Actor
    ) -> None:
        _conversation, question = ask_about(citizen, agent)
        press(citizen, question)
        press(citizen, question, 2)

        assert Satisfaction.objects.get().score == 1
        assert len(said_by("satisfaction")) == 2

    def test_may_be_followed_by_a_remark(self, citizen: Citizen, agent: Actor) -> None:
        conversation, question = ask_about(citizen, agent)
        press(citizen, question)
        press(citizen, said_by("satisfaction")[1])
        citizen.write(content={"body": "Heel vriendelijk geholpen."})

        remark = Satisfaction.objects.get().remark
        assert remark is not None
        assert remark.text == "Heel vriendelijk geholpen."
        assert remark.conversation_id == conversation.id
        assert status_of(conversation.id) == ("closed", 0)

        citizen.write(content={"body": "En nu een vraag"})
        assert Conversation.objects.exclude(status="closed").get().unread_count == 1

    def test_is_no_remark_where_they_did_not_ask_to_make_one(
        self, citizen: Citizen, agent: Actor
    ) -> None:
        _conversation, question = ask_about(citizen, agent)
        press(citizen, question)
        citizen.write(content={"body": "Ik heb een nieuwe vraag"})

        assert Satisfaction.objects.get().remark is None
        assert Conversation.objects.exclude(status="closed").get().unread_count == 1

    def test_of_a_stranger_changes_nothing(self, citizen: Citizen, agent: Actor) -> None:
        _conversation, question = ask_about(citizen, agent)
        press(Citizen("31612345699"), question)

        assert Satisfaction.objects.get().score is None

    def test_is_counted_by_team_and_purpose(self, citizen: Citizen, agent: Actor) -> None:
        conversation, question = ask_about(citizen, agent)
        press(citizen, question, 1)

        asked = Satisfaction.objects.get().asked_at
        [row] = queries.list_satisfaction(asked - LATER, asked + LATER)
        assert (row.purpose, row.team, row.scale) == (conversation.purpose, None, "faces")
        assert (row.asked, row.answered, row.satisfied) == (1, 1, 0)
