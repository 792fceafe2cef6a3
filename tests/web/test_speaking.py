"""The citizen's language beside the conversation."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from tests.conversations.street import Citizen
from tests.web.conftest import read, the_conversation

POLISH = "Dzień dobry, kiedy będzie gotowe moje pozwolenie?"


def test_an_agent_sees_in_which_language_a_citizen_writes(
    browser: Client, citizen: Citizen
) -> None:
    citizen.write(content={"body": POLISH})

    page = read(browser, the_conversation())

    assert "Schrijft: Pools" in page
    assert "herkend" in page


def test_an_agent_says_which_language_it_is(browser: Client, citizen: Citizen) -> None:
    citizen.write(content={"body": POLISH})
    address = reverse("set_written_language", args=[the_conversation().id])

    page = browser.post(address, {"language": "uk"}, follow=True).content.decode()

    assert "Schrijft: Oekraïens" in page
    assert "herkend" not in page


def test_what_is_no_language_changes_nothing_and_says_so(browser: Client, citizen: Citizen) -> None:
    citizen.write(content={"body": POLISH})
    address = reverse("set_written_language", args=[the_conversation().id])

    page = browser.post(address, {"language": "xx"}, follow=True).content.decode()

    assert "Kies een taal uit de lijst." in page
    assert "Schrijft: Pools" in page
