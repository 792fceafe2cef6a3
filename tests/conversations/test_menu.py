"""Who starts a conversation may choose from a menu what it is about."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.conversations.street import Citizen
from tests.conversations.test_beside import bring, past
from tests.conversations.test_sending import program_of, text
from tests.people import actor_of

from bode import policy
from bode.basics import now
from bode.conversations import actions, queries
from bode.conversations.deciding import send_again
from bode.conversations.errors import PurposeReasonMissing
from bode.conversations.models import Conversation, Message, PurposeChange
from bode.conversations.purposes import is_settled, set_purpose
from bode.conversations.sending import send
from bode.licensing.errors import MenuTextForbidden
from bode.licensing.menus import change_menu
from bode.licensing.models import Licence, PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, Person
from bode.privacy import audit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def menu_on(in_scope: None, number: PhoneNumber, agent: Actor) -> None:
    change_menu(agent, number.id, is_on=True)


def menus() -> list[Message]:
    return list(Message.objects.filter(direction="out", type="interactive").order_by("id"))


def the_menu() -> Message:
    [menu] = menus()
    return menu


def the_conversation() -> Conversation:
    """The latest one."""
    return queries.list_conversations()[0]


def choose(citizen: Citizen, purpose: str, menu: Message, **more: object) -> None:
    """Press a row of the menu."""
    row = {"id": f"bode-menu:{purpose}:{menu.id}", "title": purpose}
    citizen.write("interactive", {"type": "list_reply", "list_reply": row}, **more)  # type: ignore[arg-type]


class TestTheMenu:
    def test_answers_who_starts_with_a_list_of_what_the_licence_holds(
        self, citizen: Citizen
    ) -> None:
        citizen.write()

        menu = the_menu()
        assert isinstance(menu.content, dict)
        assert menu.text.startswith("Dit is de WhatsApp van gemeente Proefstad.")
        rows = menu.content["action"]["sections"][0]["rows"]
        assert [row["title"] for row in rows] == [
            "Hulp bij een crisis",
            "Vergunningen",
            "Afspraken",
            "Diensten van de gemeente",
        ]
        assert (menu.author_name, menu.purpose, menu.status) == (
            "Bode",
            "municipal_services",
            "queued",
        )
        waiting = the_conversation()
        assert (waiting.purpose, waiting.status, waiting.unread_count) == ("", "open", 1)
        assert waiting.preview == "Hallo"

    def test_has_buttons_for_three_purposes_or_fewer(self, citizen: Citizen) -> None:
        Licence.objects.update(purposes=["crisis_response", "permits", "tourism"])
        citizen.write()

        menu = the_menu()
        assert isinstance(menu.content, dict)
        titles = [each["reply"]["title"] for each in menu.content["action"]["buttons"]]
        assert titles == ["Hulp bij een crisis", "Vergunningen", "Toerisme"]
        assert menu.purpose == "permits"

    @pytest.mark.parametrize("purpose", [c for c, each in policy.PURPOSES.items() if each.allowed])
    def test_fits_for_every_purpose(self, citizen: Citizen, purpose: str) -> None:
        Licence.objects.update(purposes=[purpose])
        citizen.write()

        assert the_menu().purpose == purpose

    def test_says_what_the_municipality_wrote(
        self, citizen: Citizen, agent: Actor, number: PhoneNumber
    ) -> None:
        change_menu(agent, number.id, is_on=True, text_nl="Waarmee helpen wij u?")
        citizen.write()

        assert the_menu().text == "Waarmee helpen wij u?"

    def test_comes_once(self, citizen: Citizen) -> None:
        wamid = citizen.write()
        citizen.write(wamid=wamid)
        citizen.write(content={"body": "Hallo?"})

        the_menu()

    def test_comes_again_with_another_conversation(self, citizen: Citizen, agent: Actor) -> None:
        citizen.write()
        actions.close_conversation(agent, the_conversation().id)
        Conversation.objects.update(closed_at=now() - timedelta(days=2))
        citizen.write()

        assert len(menus()) == 2

    def test_is_for_the_number_that_has_it_on(
        self, citizen: Citizen, agent: Actor, number: PhoneNumber
    ) -> None:
        change_menu(agent, number.id, is_on=False)
        citizen.write()

        assert not menus()

    @pytest.mark.parametrize("status", ["suspended", "ended"])
    def test_needs_a_licence_in_force(self, citizen: Citizen, status: str) -> None:
        suspended_by = ["municipality"] if status == "suspended" else []
        Licence.objects.update(status=status, suspended_by=suspended_by)
        citizen.write()

        assert not menus()
        assert the_conversation().unread_count == 1

    def test_does_not_answer_what_came_after_the_window_closed(self, citizen: Citizen) -> None:
        citizen.write(at=now() - timedelta(hours=25))

        assert not menus()

    @pytest.mark.parametrize("word", ["STOP", "START", "start vergunningen", "Afmelden afspraken"])
    def test_does_not_come_beside_the_answer_to_a_word(self, citizen: Citizen, word: str) -> None:
        citizen.write(content={"body": word})
        citizen.write()

        assert not [each for each in menus() if "bode-menu" in str(each.content)]

    def test_does_not_come_where_a_program_spoke_first(
        self, citizen: Citizen, agent: Actor, municipality: Organisation
    ) -> None:
        citizen.write()
        actions.close_conversation(agent, the_conversation().id)
        send(program_of(municipality), text())
        citizen.write()

        the_menu()

    def test_does_not_answer_a_button_or_an_answer_to_ours(
        self, citizen: Citizen, agent: Actor
    ) -> None:
        citizen.write("button", {"text": "Ja", "payload": "ja"})
        said = send(agent, text())
        Message.objects.filter(id=said.id).update(wamid="wamid.OURS")
        actions.close_conversation(agent, the_conversation().id)
        citizen.write(context={"id": "wamid.OURS"})

        assert not menus()

    @pytest.mark.parametrize(
        ("kind", "content"),
        [
            ("request_welcome", {}),
            ("system", {"type": "customer_changed_number", "body": "Een ander nummer"}),
        ],
    )
    def test_answers_the_citizen_and_not_the_platform(
        self, citizen: Citizen, kind: str, content: dict[str, str]
    ) -> None:
        citizen.write(kind, content)
        assert not menus()
        citizen.write()

        the_menu()

    def test_is_not_for_what_was_said_before_the_number_came(self) -> None:
        bring(past("wamid.OLD", "Hallo"))

        assert Message.objects.count() == 1

    def test_costs_no_query_where_it_is_off(
        self, citizen: Citizen, agent: Actor, number: PhoneNumber
    ) -> None:
        def asked() -> str:
            with CaptureQueriesContext(
                connection,
            ) as captured:
                citizen.write()
            return "\n".join(each["sql"] for each in captured)

        citizen.write()
        assert "type" in asked()
        change_menu(agent, number.id, is_on=False)

        assert "request_welcome" not in asked()
        assert 'FROM "licensing_licence"' not in asked()


class TestAChoice:
    def test_gives_the_conversation_its_purpose(self, citizen: Citizen) -> None:
        citizen.write()
        choose(citizen, "permits", the_menu())

        found = the_conversation()
        assert (found.purpose, found.purpose_from) == ("permits", "menu")
        the_menu()  # and nothing more is said

    def test_may_be_made_again_until_someone_answered(self, citizen: Citizen, agent: Actor) -> None:
        citizen.write()
        choose(citizen, "municipal_services", the_menu())
        assert not is_settled(the_conversation())
        choose(citizen, "permits", the_menu())
        send(agent, text())
        choose(citizen, "appointments", the_menu())

        assert the_conversation().purpose == "permits"
        with pytest.raises(PurposeReasonMissing):
            set_purpose(agent, the_conversation().id, "appointments")

    def test_that_was_made_last_counts_in_whatever_order_they_come(self, citizen: Citizen) -> None:
        citizen.write()
        choose(citizen, "permits", the_menu(), at=now() - timedelta(minutes=1))
        choose(citizen, "appointments", the_menu(), at=now() - timedelta(minutes=2))

        assert the_conversation().purpose == "permits"

    def test_gives_way_to_what_an_agent_chose(self, citizen: Citizen, agent: Actor) -> None:
        citizen.write()
        set_purpose(agent, the_conversation().id, "appointments")
        choose(citizen, "permits", the_menu())

        assert the_conversation().purpose == "appointments"

    def test_of_a_purpose_that_left_the_licence_sets_nothing(self, citizen: Citizen) -> None:
        citizen.write()
        Licence.objects.update(purposes=["appointments"])
        choose(citizen, "permits", the_menu())

        assert the_conversation().purpose == ""

    def test_from_the_menu_of_a_closed_conversation_begins_another(
        self, citizen: Citizen, agent: Actor
    ) -> None:
        citizen.write()
        actions.close_conversation(agent, the_conversation().id)
        Conversation.objects.update(closed_at=now() - timedelta(days=2))
        choose(citizen, "permits", the_menu())

        assert (the_conversation().purpose, the_conversation().status) == ("permits", "open")
        assert Conversation.objects.count() == 2
        the_menu()

    @pytest.mark.parametrize("odd", ["bode-menu:permits:", "bode-menu:x:{0}", "menu:permits:{0}"])
    def test_that_was_not_offered_sets_nothing(self, citizen: Citizen, odd: str) -> None:
        citizen.write()
        row = {"id": odd.format(the_menu().id), "title": "Vergunningen"}
        citizen.write("interactive", {"type": "list_reply", "list_reply": row})
        choose(Citizen("31612345699"), "permits", the_menu())

        assert not Conversation.objects.exclude(purpose="").exists()

    def test_survives_that_an_agent_sends_the_menu_again(
        self, citizen: Citizen, agent: Actor
    ) -> None:
        citizen.write()
        Message.objects.filter(direction="out").update(status="failed", error_code="131000")
        send_again(agent, the_menu().id)

        assert the_conversation().purpose == ""
        choose(citizen, "permits", menus()[0])
        assert the_conversation().purpose_from == "menu"
        assert not PurposeChange.objects.exists()


class TestSwitchingItOn:
    def test_is_audited_once(self, agent: Actor, number: PhoneNumber) -> None:
        change_menu(agent, number.id, is_on=True)

        [entry] = audit.list_entries()
        assert (entry.what, entry.actor, entry.facts["is_on"]) == ("menu.change", "Alice", True)

    def test_is_for_the_administrator_of_that_municipality(
        self, bob: Person, charlie: Person, number: PhoneNumber
    ) -> None:
        with pytest.raises(NotAllowed):
            change_menu(actor_of(bob), number.id, is_on=False)
        with pytest.raises(PhoneNumber.DoesNotExist):
            change_menu(actor_of(charlie), number.id, is_on=False)

    def test_refuses_what_could_not_be_sent(self, agent: Actor, number: PhoneNumber) -> None:
        with pytest.raises(MenuTextForbidden):
            change_menu(agent, number.id, is_on=True, text_nl="Stem op lijst 3!")
