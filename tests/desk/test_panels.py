"""Services show themselves beside a conversation; one that fails takes nothing else along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from django.db import connection
from tests.conversations.street import Citizen
from tests.conversations.test_sending import consent, reminder
from tests.people import actor_of

from bode.conversations import queries as conversations
from bode.conversations.models import Message
from bode.conversations.sending import send
from bode.desk import panels
from bode.desk.panels import Beside, Item, list_panels
from bode.organisations.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]


@pytest.fixture
def beside(alice: Person) -> Beside:
    Citizen().write()
    return Beside(actor=actor_of(alice), conversation=conversations.list_conversations()[0])


class Broken:
    """A service whose own table is not there."""

    code = "broken"

    def title(self) -> str:
        return "Zaken"

    def list_items(self, beside: Beside) -> Sequence[Item]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM cases_of_nobody")
        return []


@pytest.fixture
def broken() -> Iterator[None]:
    panels.register(Broken())
    yield
    del panels._services["broken"]


def test_a_service_with_nothing_to_show_takes_no_room(beside: Beside) -> None:
    assert list_panels(beside) == []


def test_what_programs_sent_a_citizen_shows_with_its_purpose(beside: Beside) -> None:
    consent(beside.actor)
    send(beside.actor, reminder())
    assert list_panels(beside) == []  # a person sent it

    Message.objects.filter(direction="out").update(author=None, author_name="Zaaksysteem")

    [panel] = list_panels(beside)
    assert (panel.title, len(panel.items)) == ("Berichten uit andere systemen", 1)
    assert panel.items[0].about.endswith("· Zaaksysteem")
    assert "#message-" in panel.items[0].url


@pytest.mark.usefixtures("broken")
def test_a_service_that_fails_says_so_and_the_page_goes_on(beside: Beside) -> None:
    [panel] = list_panels(beside)

    assert (panel.title, panel.has_failed) == ("Zaken", True)
    assert conversations.list_conversations()
