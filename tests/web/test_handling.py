"""Handing over, putting off, and teams, without JavaScript."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from tests.people import join

from bode.conversations.models import Conversation, ConversationEvent
from bode.organisations.models import Organisation, Person, Team
from bode.organisations.tenancy import every_tenant
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
