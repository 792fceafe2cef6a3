"""The page on which one finds what was said."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from tests.conversations.street import Citizen
from tests.web.conftest import SignedIn, the_messages

from bode.conversations.models import Conversation
from bode.organisations.models import Person


def search(browser: Client, **given: str) -> str:
    return browser.get(reverse("search"), given).content.decode()


def test_a_message_is_shown_with_its_words_marked_and_leads_to_its_place(
    browser: Client, conversation: Conversation
) -> None:
    page = search(browser, q="vergunningen")
    (message,) = the_messages("in")

    assert "<mark>vergunning</mark>?" in page
    place = f"?message={message.id}#message-{message.id}"
    assert reverse("conversation", args=[conversation.id]) + place in page


def test_a_note_is_found_too(browser: Client, conversation: Conversation) -> None:
    browser.post(reverse("write_note", args=[conversation.id]), {"note": "Belde eerder boos op."})

    page = search(browser, q="boos")

    assert "Notitie van" in page
    assert "<mark>boos</mark>" in page


def test_what_a_citizen_wrote_does_nothing_on_the_page(browser: Client, citizen: Citizen) -> None:
    citizen.write(content={"body": "<script>alert(1)</script> riolering"})

    page = search(browser, q="riolering")

    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>riolering</mark>" in page


def test_who_finds_nothing_reads_what_to_try(browser: Client, conversation: Conversation) -> None:
    assert "Probeer minder woorden" in search(browser, q="dakkapel")
    assert "Neem alles weer mee" in search(browser, q="vergunning", direction="out")
    assert "woord dat meer zegt" in search(browser, q="de")


def test_what_cannot_be_chosen_is_said_beside_it(
    browser: Client, conversation: Conversation
) -> None:
    given = {"q": "vergunning", "since": "2026-03-02", "until": "2026-03-01"}
    answer = browser.get(reverse("search"), given)

    assert answer.status_code == 422
    assert "Kies een dag op of na de eerste." in answer.content.decode()
    assert 'value="vergunning"' in answer.content.decode()


def test_only_agents_search(dora: Person, signed_in: SignedIn) -> None:
    assert signed_in(dora).get(reverse("search")).status_code == 403
