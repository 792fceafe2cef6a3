"""One's own eyes and ears: light or dark, single keys, what one is told of."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from tests.conversations.street import Citizen
from tests.people import join
from tests.web.conftest import SignedIn

from bode.conversations.models import Conversation
from bode.organisations.models import Organisation, Person, Preferences


def test_a_page_follows_the_machine_until_someone_chooses(browser: Client) -> None:
    page = browser.get(reverse("desk")).content.decode()

    assert 'data-appearance="system"' in page


def test_what_someone_chose_holds_on_every_page(browser: Client, alice: Person) -> None:
    browser.post(reverse("own"), {"appearance": "dark", "has_shortcuts": "on"})

    page = browser.get(reverse("settings")).content.decode()
    assert 'data-appearance="dark"' in page


def test_nobody_is_told_anything_until_they_ask_for_it() -> None:
    chosen_nothing = Preferences()

    assert not chosen_nothing.tells_something
    assert not chosen_nothing.plays_sound


def test_a_choice_that_does_not_exist_is_refused(browser: Client, alice: Person) -> None:
    answer = browser.post(reverse("own"), {"appearance": "pink"})

    assert answer.status_code == 422
    assert not Preferences.objects.filter(person=alice).exists()


def test_the_tour_is_offered_until_someone_saw_it(browser: Client, alice: Person) -> None:
    assert "Nieuw hier?" in browser.get(reverse("desk")).content.decode()

    browser.post(reverse("saw_tour"))

    assert "Nieuw hier?" not in browser.get(reverse("desk")).content.decode()
    assert Preferences.objects.get(person=alice).appearance == "system"


def told(browser: Client) -> list[dict[str, str]]:
    return list(browser.get(reverse("news"), {"since": "0"}).json()["news"])


def test_who_asked_for_nothing_is_told_nothing(browser: Client, citizen: Citizen) -> None:
    citizen.write(content={"body": "Ik heb een vraag."})

    assert told(browser) == []


def test_a_new_message_is_told_without_what_it_says(browser: Client, citizen: Citizen) -> None:
    browser.post(reverse("own"), {"appearance": "system", "tells_new": "on"})
    citizen.write(content={"body": "Ik heb een vraag."})

    (news,) = told(browser)
    assert news["title"] == "Nieuw bericht"
    assert news["words"] == ""


def test_what_it_says_is_told_to_who_chose_that(browser: Client, citizen: Citizen) -> None:
    chosen = {"appearance": "system", "tells_new": "on", "shows_words": "on"}
    browser.post(reverse("own"), chosen)
    citizen.write(content={"body": "Ik heb een vraag."})

    (news,) = told(browser)
    assert "Ik heb een vraag." in news["words"]


def test_who_asked_for_it_is_told_that_a_note_names_them(
    browser: Client, municipality: Organisation, signed_in: SignedIn, conversation: Conversation
) -> None:
    sam = signed_in(join(municipality, "Sam de Wit", "agent"))
    sam.post(reverse("own"), {"appearance": "system", "tells_mention": "on", "shows_words": "on"})
    note = {"note": "@Sam belt deze inwoner vandaag."}
    browser.post(reverse("write_note", args=[conversation.id]), note)

    (news,) = told(sam)
    assert news["title"] == "U bent genoemd in een notitie"
    assert news["words"] == "Alice over Sanne"
    assert told(browser) == []

    sam.post(reverse("see_mentions", args=[conversation.id]))
    assert told(sam) == []


def test_the_tour_is_offered_to_who_has_a_desk(
    browser: Client, municipality: Organisation, signed_in: SignedIn
) -> None:
    officer = signed_in(join(municipality, "Fatma", "privacy_officer"))

    assert 'data-shows="tour"' in browser.get(reverse("own")).content.decode()
    assert 'id="tour"' not in officer.get(reverse("own")).content.decode()
    assert 'data-shows="tour"' not in officer.get(reverse("own")).content.decode()
