"""Handing over, putting off, and teams, without JavaScript."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from tests.people import actor_of, join
from tests.web.conftest import SignedIn

from bode.basics import now
from bode.conversations.models import Conversation, ConversationEvent
from bode.desk.distributing import distribute
from bode.desk.presence import set_away, show_up
from bode.desk.teams import save_team
from bode.organisations.models import Organisation, Person, Team
from bode.organisations.tenancy import every_tenant, scope
from bode.web.desk.handling import list_moments


@pytest.fixture
def eva(municipality: Organisation) -> Person:
    return join(municipality, "Eva", "agent")


def the_conversation() -> Conversation:
    with every_tenant("a test looks"):
        return Conversation.objects.select_related("assignee", "team").get()


def test_a_conversation_is_handed_to_a_colleague_with_a_note(
    browser: Client, conversation: Conversation, eva: Person
) -> None:
    address = reverse("hand_over", args=[conversation.id])
    browser.post(address, {"to": f"person:{eva.id.hex}", "note": "<b>Bel eerst</b>"})

    page = browser.get(reverse("conversation", args=[conversation.id])).content.decode()
    assert the_conversation().assignee == eva
    assert "Alice gaf het gesprek aan Eva." in page
    assert "&lt;b&gt;Bel eerst&lt;/b&gt;" in page


def test_who_gets_what_was_handed_to_their_team_sees_so_and_the_note(
    browser: Client,
    conversation: Conversation,
    alice: Person,
    eva: Person,
    municipality: Organisation,
    signed_in: SignedIn,
) -> None:
    hers = signed_in(eva)
    with scope(municipality.id):
        members, agent = [alice.id, eva.id], actor_of(alice)
        team = save_team(
            agent, None, name="Balie", purposes=[], languages=[], members=members, most=5
        )
        show_up(agent)
        show_up(actor_of(eva))
    address = reverse("hand_over", args=[conversation.id])
    told = browser.post(address, {"to": f"team:{team.id.hex}", "note": "Bel eerst"}, follow=True)
    assert "Sanne is doorgegeven aan Balie." in told.content.decode()

    with scope(municipality.id):
        distribute(municipality.id)

    assert the_conversation().assignee == eva
    assert "Doorgegeven" in hers.get(reverse("desk"), {"queue": "mine"}).content.decode()
    page = hers.get(reverse("conversation", args=[conversation.id])).content.decode()
    assert "Bel eerst" in page


def test_who_is_named_in_the_note_is_told_though_the_conversation_goes_to_another(
    browser: Client,
    conversation: Conversation,
    eva: Person,
    municipality: Organisation,
    signed_in: SignedIn,
) -> None:
    sam = signed_in(join(municipality, "Sam", "agent"))
    address = reverse("hand_over", args=[conversation.id])
    browser.post(address, {"to": f"person:{eva.id.hex}", "note": "@Sam weet er meer van."})

    assert "@Sam</strong> weet er meer van." in sam.get(reverse("mentions")).content.decode()


def test_colleagues_who_are_there_are_offered_first_and_of_others_it_is_said(
    browser: Client, conversation: Conversation, eva: Person, municipality: Organisation
) -> None:
    join(municipality, "Anna", "agent")
    bilal, sam = join(municipality, "Bilal", "agent"), join(municipality, "Sam", "agent")
    with scope(municipality.id):
        set_away(actor_of(bilal), True)
        show_up(actor_of(eva))
        show_up(actor_of(sam))
    page = browser.get(reverse("hand_over", args=[conversation.id])).content.decode()

    offered = re.findall(r'<option value="person:[^>]*>([^<]*)<', page)
    assert offered == ["Eva", "Sam", "Bilal (afwezig)", "Anna (niet aan het werk)"]


def test_a_note_that_is_too_long_leaves_the_conversation_where_it_is(
    browser: Client, conversation: Conversation, eva: Person
) -> None:
    address = reverse("hand_over", args=[conversation.id])
    answer = browser.post(address, {"to": f"person:{eva.id.hex}", "note": "a" * 4001})

    assert answer.status_code == 422
    assert "hooguit 4000 tekens" in answer.content.decode()
    assert the_conversation().assignee is None


@pytest.mark.parametrize("list_of", ["", "?queue=mine", "?queue=unassigned&before=onzin"])
def test_what_was_done_is_told_in_the_list_in_which_one_works(
    browser: Client, conversation: Conversation, eva: Person, list_of: str
) -> None:
    tomorrow = localtime(now() + timedelta(days=1)).replace(hour=9, minute=0)
    told_until = date_format(tomorrow, "j F H:i")
    for name, form, told in (
        ("hand_over", {"to": f"person:{eva.id.hex}"}, "Sanne is doorgegeven aan Eva."),
        ("snooze", {"other": f"{tomorrow:%Y-%m-%dT%H:%M}"}, f"Sanne terug op {told_until}."),
        ("close_conversation", {}, "Sanne is afgehandeld."),
    ):
        address = reverse(name, args=[conversation.id]) + list_of
        answer = browser.post(address, form, follow=True)
        assert answer.redirect_chain[0][0].startswith(reverse("desk") + list_of)
        assert f"gesprek met {told}" in answer.content.decode()


def test_taking_it_leaves_one_in_the_same_list(browser: Client, conversation: Conversation) -> None:
    address = reverse("assign", args=[conversation.id]) + "?queue=unassigned&extra=place"
    answer = browser.post(address, {"to": "me"})

    here = reverse("conversation", args=[conversation.id])
    assert answer.headers["Location"] == f"{here}?queue=unassigned"


class TestUndoingThatItWasClosed:
    @pytest.fixture
    def after(self, browser: Client, conversation: Conversation) -> str:
        """The address to which closing it leads."""
        return browser.post(reverse("close_conversation", args=[conversation.id])).headers[
            "Location"
        ]

    def test_is_offered_to_who_did_and_takes_one_press(
        self, browser: Client, conversation: Conversation, after: str
    ) -> None:
        page = browser.get(after).content.decode()
        reopen = reverse("reopen_conversation", args=[conversation.id])
        assert f'<form id="closed" method="post" action="{reopen}">' in page

        browser.post(reopen)

        assert the_conversation().status == "open"
        assert "Ongedaan maken" not in browser.get(after).content.decode()

    def test_is_offered_for_a_minute(self, browser: Client, after: str) -> None:
        with every_tenant("a test's world"):
            ConversationEvent.objects.update(at=now() - timedelta(seconds=61))

        assert "Ongedaan maken" not in browser.get(after).content.decode()

    def test_is_not_offered_to_who_came_too_late_to_close_it(
        self, conversation: Conversation, after: str, eva: Person, signed_in: SignedIn
    ) -> None:
        hers = signed_in(eva)
        close = reverse("close_conversation", args=[conversation.id])
        page = hers.post(close, follow=True).content.decode()

        assert "Het gesprek is afgehandeld." in page
        assert "Ongedaan maken" not in page


@pytest.mark.parametrize("to", ["", "person:", "person:onzin", "team:0", "iemand:1"])
def test_it_is_handed_over_to_someone(browser: Client, conversation: Conversation, to: str) -> None:
    address = reverse("hand_over", args=[conversation.id])
    answer = browser.post(address, {"to": to, "note": "Nog niet af"})

    assert answer.status_code == 422
    assert "Kies aan wie u het gesprek doorgeeft." in answer.content.decode()
    assert "Nog niet af" in answer.content.decode()


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({}, "Kies een dag en een tijd."),
        ({"other": "morgen"}, "Kies een dag en een tijd."),
        ({"other": "2020-01-01T09:00"}, "Kies een moment dat nog komt."),
        ({"other": "2090-01-01T09:00"}, "Kies een moment binnen een jaar."),
    ],
)
def test_a_moment_that_can_not_be_is_explained(
    browser: Client, conversation: Conversation, form: dict[str, str], told: str
) -> None:
    answer = browser.post(reverse("snooze", args=[conversation.id]), form)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert the_conversation().snoozed_until is None


@pytest.mark.parametrize("day", range(23, 30))
def test_a_moment_to_come_back_at_is_offered_once(day: int) -> None:
    moments = list_moments(datetime(2026, 11, day, 12, tzinfo=ZoneInfo("Europe/Amsterdam")))

    assert len({moment.at for moment in moments}) == len(moments)


def test_at_night_the_morning_that_comes_is_offered_too() -> None:
    night = datetime(2026, 11, 30, 1, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))

    offered = {moment.name: moment.at for moment in list_moments(night)}

    assert offered["Vanochtend om 9.00 uur"] == night.replace(hour=9, minute=0)
    assert offered["Volgende maandag om 9.00 uur"].day == 7


def test_what_is_put_off_stands_under_later(browser: Client, conversation: Conversation) -> None:
    page = browser.get(reverse("snooze", args=[conversation.id])).content.decode()
    tomorrow = page.split('name="until" value="')[3].split('"')[0]
    browser.post(reverse("snooze", args=[conversation.id]), {"until": tomorrow})

    later = browser.get(reverse("desk"), {"queue": "snoozed"}).content.decode()
    nobodys = browser.get(reverse("desk"), {"queue": "unassigned"}).content.decode()
    assert "Sanne" in later
    assert "Sanne" not in nobodys


def test_an_administrator_makes_a_team_and_lets_it_be_no_more(
    browser: Client, alice: Person
) -> None:
    form = {"name": "Burgerzaken", "purposes": "permits", "members": str(alice.id)}
    browser.post(reverse("new_team"), form | {"is_automatic": "on", "most": "5"})
    with every_tenant("a test looks"):
        team = Team.objects.get()
    listed = browser.get(reverse("teams")).content.decode()
    assert "ja, tot 5 per medewerker" in listed
    assert "Burgerzaken" in browser.get(reverse("desk")).content.decode()

    again = browser.post(reverse("new_team"), {"name": "burgerzaken"})
    assert "Er is al een team met deze naam." in again.content.decode()

    browser.post(reverse("team", args=[team.id]), {"do": "delete"})
    with every_tenant("a test looks"):
        assert not Team.objects.exists()


def test_each_team_says_for_which_purposes_and_languages_it_is(browser: Client) -> None:
    browser.post(reverse("new_team"), {"name": "Loket", "languages": ["en", "de"]})

    listed = browser.get(reverse("teams")).content.decode()
    cells = re.findall(r'data-label="(Doelen|Talen)">([^<]*)<', listed)
    assert cells == [("Doelen", "alle"), ("Talen", "Engels, Duits")]


def test_what_may_be_urgent_says_so_until_an_agent_decides(
    browser: Client, conversation: Conversation
) -> None:
    address = reverse("set_urgent", args=[conversation.id])
    browser.post(address, {"urgent": "yes"})
    assert (
        "Dit kan spoed zijn."
        in browser.get(reverse("conversation", args=[conversation.id])).content.decode()
    )

    browser.post(address, {"urgent": "no"})
    with every_tenant("a test looks"):
        kinds = list(ConversationEvent.objects.order_by("at").values_list("kind", flat=True))
    assert kinds == ["raised", "lowered"]
