"""Bode answers citizens by the rules that their municipality switched on."""

from __future__ import annotations

from datetime import time, timedelta
from time import monotonic

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.automation.conftest import SwitchOn
from tests.conversations.street import Citizen
from tests.conversations.test_sending import text

from bode.automation import keeping, noting
from bode.automation.hours import Hours, Span
from bode.automation.kinds import Away, RuleKind, Texts, Welcome
from bode.basics import now
from bode.conversations import queries
from bode.conversations.languages import set_language
from bode.conversations.models import Contact, Message
from bode.conversations.purposes import set_purpose
from bode.conversations.sending import send
from bode.licensing.menus import change_menu
from bode.licensing.models import Licence, PhoneNumber
from bode.organisations.actors import Actor
from bode.privacy import audit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]
LATER = timedelta(minutes=5)


def said() -> list[tuple[str, str]]:
    """What Bode said of itself: by which rule, and the words."""
    ours = Message.objects.filter(direction="out").exclude(automatic="")
    return list(ours.order_by("at", "id").values_list("automatic", "text"))


def rules_of() -> list[str]:
    return [rule for rule, _words in said()]


def let_time_pass() -> None:
    """As if everything so far was said some minutes earlier."""
    for each in Message.objects.all():
        Message.objects.filter(id=each.id).update(at=each.at - LATER)


class TestOutsideOfficeHours:
    @pytest.fixture(autouse=True)
    def away(self, closed_now: None, switch_on: SwitchOn) -> None:
        switch_on("away")

    def test_who_writes_hears_when_it_opens(self, citizen: Citizen) -> None:
        citizen.write()

        [(rule, words)] = said()
        assert rule == "away"
        assert words.startswith("Bedankt voor uw bericht aan gemeente Proefstad.")
        assert " uur zijn wij er weer. " in words
        assert "{" not in words

    def test_it_is_said_once_until_it_opens(self, citizen: Citizen) -> None:
        citizen.write()
        let_time_pass()
        citizen.write(content={"body": "Het gaat over mijn paspoort"})

        assert rules_of() == ["away"]

    def test_in_the_language_of_the_citizen_and_the_words_of_the_municipality(
        self, citizen: Citizen, agent: Actor, switch_on: SwitchOn
    ) -> None:
        switch_on("away", Away(text=Texts(en="{gemeente} is closed. {opening}")))
        citizen.write("button", {"text": "x", "payload": "x"}, at=now() - timedelta(hours=2))
        set_language(agent, Contact.objects.get(), "en")
        citizen.write()

        [(_rule, words)] = said()
        assert words.startswith("Proefstad is closed. ")
        assert "We are back" in words

    def test_the_question_goes_on_waiting_for_an_agent(self, citizen: Citizen) -> None:
        citizen.write(content={"body": "Mag ik hier een boom kappen?"})

        [waiting] = queries.list_conversations()
        assert (waiting.status, waiting.unread_count) == ("open", 1)
        assert waiting.preview == "Mag ik hier een boom kappen?"
        assert waiting.purpose == ""

    def test_comes_in_place_of_the_menu(
        self, citizen: Citizen, agent: Actor, number: PhoneNumber
    ) -> None:
        change_menu(agent, number.id, is_on=True)
        citizen.write()

        assert rules_of() == ["away"]

    @pytest.mark.parametrize("word", ["STOP", "START vergunningen"])
    def test_a_word_that_is_heeded_gets_its_own_answer_alone(
        self, citizen: Citizen, word: str
    ) -> None:
        citizen.write(content={"body": word})

        assert len(rules_of()) == 1
        assert rules_of()[0] in ("stopped", "consent")

    def test_what_comes_twice_is_answered_once(self, citizen: Citizen) -> None:
        citizen.write(wamid=citizen.write())

        assert rules_of() == ["away"]

    def test_nothing_is_said_where_the_licence_does_not_allow_it(self, citizen: Citizen) -> None:
        Licence.objects.update(status="suspended", suspended_by=["municipality"])
        citizen.write()

        assert not said()
        assert queries.list_conversations()[0].unread_count == 1

    def test_what_came_hours_ago_is_for_people(self, citizen: Citizen) -> None:
        citizen.write(at=now() - timedelta(hours=2))

        assert not said()

    def test_the_audit_trail_tells_of_it_without_the_words(self, citizen: Citizen) -> None:
        citizen.write()
        message = Message.objects.get(direction="out")
        noting.note_reply(str(message.id))

        entry = audit.list_entries().first()
        assert entry is not None
        assert (entry.what, entry.subject_id) == ("automation.reply", str(message.id))
        assert entry.facts == {"rule": "away"}

    def test_it_is_no_answer_of_an_agent(self, citizen: Citizen, agent: Actor) -> None:
        citizen.write()
        [conversation] = queries.list_conversations()
        assert queries.first_answers([conversation.id]) == {}

        answer = send(agent, text(conversation_id=conversation.id))
        assert queries.first_answers([conversation.id]) == {conversation.id: answer.at}

    def test_another_machine_gets_it_once(self, citizen: Citizen) -> None:
        for n in range(12):
            citizen.write(content={"body": f"Wij zijn ook gesloten, nummer {n}."})

        assert rules_of() == ["away"]


class TestWelcome:
    @pytest.fixture(autouse=True)
    def welcome(self, switch_on: SwitchOn) -> None:
        switch_on("welcome")

    def test_greets_who_starts_a_conversation(self, citizen: Citizen) -> None:
        citizen.write()
        let_time_pass()
        citizen.write(content={"body": "En nog iets"})

        assert rules_of() == ["welcome"]

    def test_leaves_it_to_the_menu_where_that_is_on(
        self, citizen: Citizen, agent: Actor, number: PhoneNumber
    ) -> None:
        change_menu(agent, number.id, is_on=True)
        citizen.write()

        assert rules_of() == ["menu"]

    def test_gives_way_while_it_is_closed(
        self, citizen: Citizen, closed_now: None, switch_on: SwitchOn
    ) -> None:
        switch_on("away")
        citizen.write()

        assert rules_of() == ["away"]

    def test_says_nothing_about_what_the_conversation_is_about(
        self, citizen: Citizen, agent: Actor
    ) -> None:
        citizen.write()
        [conversation] = queries.list_conversations()
        set_purpose(agent, conversation.id, "municipal_services")

        assert set_purpose(agent, conversation.id, "permits").purpose == "permits"

    def test_is_for_the_number_that_has_its_own(
        self, citizen: Citizen, agent: Actor, number: PhoneNumber, switch_on: SwitchOn
    ) -> None:
        own = Welcome(text=Texts(nl="Dag!"))
        switch_on("welcome", own, number_id=number.id)
        citizen.write()
        assert said() == [("welcome", "Dag!")]

        keeping.follow_all(agent, RuleKind.WELCOME, number.id)
        Citizen("31612345699").write()
        assert said()[1][1].startswith("Welkom bij gemeente Proefstad.")

    def test_switched_off_says_nothing(self, citizen: Citizen, switch_on: SwitchOn) -> None:
        switch_on("welcome", is_on=False)
        citizen.write()

        assert not said()


def test_costs_a_query_a_second_at_most_where_every_rule_is_off(citizen: Citizen) -> None:
    citizen.write()
    begun = monotonic()
    with CaptureQueriesContext(connection) as captured:
        for _each in range(4):
            citizen.write()

    asked = [each for each in captured if "automation" in each["sql"].split("WHERE")[0]]
    assert len(asked) <= 1 + int(monotonic() - begun)


def test_hours_that_never_open_promise_nothing(citizen: Citizen, switch_on: SwitchOn) -> None:
    switch_on("hours", Hours(week=((Span(time(9), time(10)),),) + ((),) * 6, good_friday=True))
    switch_on("hours", Hours())
    switch_on("away")
    citizen.write()

    assert not said()  # nobody can say since when it is closed
