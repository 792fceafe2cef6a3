"""Beside a conversation, without JavaScript: the card, notes, tags, the past, and joining."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.conversations.street import Citizen
from tests.people import join
from tests.web.conftest import SignedIn, read

from bode.basics import now
from bode.conversations.joining import plan_joining
from bode.conversations.models import Contact, Conversation
from bode.desk.models import Note, Tag
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant


def post(browser: Client, name: str, conversation: Conversation, **form: str) -> int:
    return browser.post(reverse(name, args=[conversation.id]), form).status_code


def the_note() -> Note:
    with every_tenant("a test looks at everything"):
        return Note.objects.get()


def test_the_card_says_who_the_citizen_is_and_what_they_want(
    browser: Client, conversation: Conversation
) -> None:
    page = read(browser, conversation)

    for told in ("Over deze inwoner", "Bekend sinds", "+31 6 12345678", "niet gevraagd"):
        assert told in page
    assert "Dit is het eerste gesprek met deze inwoner." in page


def test_a_note_stands_among_the_messages_and_shows_markup_as_text(
    browser: Client, conversation: Conversation
) -> None:
    assert post(browser, "write_note", conversation, note="<b>Let op</b> @Alice") == 302

    page = read(browser, conversation)
    assert "&lt;b&gt;Let op&lt;/b&gt;" in page
    assert "(de inwoner ziet dit niet)" in page
    assert page.index("Wanneer komt mijn vergunning?") < page.index("Notitie van Alice")


def test_an_empty_note_is_refused_in_place(browser: Client, conversation: Conversation) -> None:
    address = reverse("write_note", args=[conversation.id])
    answer = browser.post(address, {"note": " "}, headers={"HX-Request": "true"})

    assert answer.status_code == 422
    assert "Schrijf eerst een notitie." in answer.content.decode()


def test_who_is_named_sees_a_badge_until_they_looked(
    browser: Client, municipality: Organisation, signed_in: SignedIn, conversation: Conversation
) -> None:
    sam = signed_in(join(municipality, "Sam de Wit", "agent"))
    post(browser, "write_note", conversation, note="@Sam kijk jij?")

    assert 'data-version="mentions-1"' in sam.get(reverse("desk")).content.decode()
    assert "Alice over Sanne" in sam.get(reverse("mentions")).content.decode()
    assert "data-mentions-me" in read(sam, conversation)
    assert "data-mentions-me" not in read(browser, conversation)

    post(sam, "see_mentions", conversation)

    assert 'data-version="mentions-0"' in sam.get(reverse("mentions_badge")).content.decode()


def test_its_author_changes_and_removes_a_note(browser: Client, conversation: Conversation) -> None:
    post(browser, "write_note", conversation, note="Eerst dit.")
    address = reverse("change_note", args=[the_note().id])

    browser.post(address, {"note": "Nu dit.", "do": "change"})
    page = read(browser, conversation)
    assert "Nu dit." in page
    assert "Eerst dit." in page

    browser.post(address, {"do": "remove"})
    page = read(browser, conversation)
    assert "Deze notitie is verwijderd." in page
    assert "dit." not in page


def test_tags_are_made_by_the_administrator_and_given_beside_the_conversation(
    browser: Client, conversation: Conversation
) -> None:
    assert browser.post(reverse("tags"), {"name": "klacht"}).status_code == 302
    assert browser.post(reverse("tags"), {"name": "Klacht"}).status_code == 422
    post(browser, "tag_conversation", conversation, tag="KLACHT")
    assert "Label klacht weghalen" in read(browser, conversation)

    with every_tenant("a test looks at everything"):
        tag = Tag.objects.get()
    address = reverse("tag", args=[tag.id])
    assert "het ene gesprek" in browser.get(address).content.decode()
    browser.post(address, {"name": "boos", "do": "rename"})
    assert "Label boos weghalen" in read(browser, conversation)

    post(browser, "tag_conversation", conversation, take=str(tag.id))
    assert "Label boos weghalen" not in read(browser, conversation)
    browser.post(address, {"do": "remove"})
    assert "Er zijn nog geen labels." in browser.get(reverse("tags")).content.decode()


def test_an_unknown_tag_says_so(browser: Client, conversation: Conversation) -> None:
    address = reverse("tag_conversation", args=[conversation.id])
    answer = browser.post(address, {"tag": "anders"}, headers={"HX-Request": "true"})

    assert answer.status_code == 422


def test_earlier_conversations_are_listed_and_read_on_one_page(
    browser: Client, citizen: Citizen, conversation: Conversation
) -> None:
    post(browser, "write_note", conversation, note="Toen al gebeld.")
    post(browser, "close_conversation", conversation)
    with every_tenant("a test lets two days go by"):
        Conversation.objects.update(closed_at=now() - timedelta(days=2))
    citizen.write("text", {"body": "Nog een vraag"})
    with every_tenant("a test looks at everything"):
        newest = Conversation.objects.exclude(id=conversation.id).get()

    page = read(browser, newest)
    assert reverse("conversation", args=[conversation.id]) in page
    assert "Wanneer komt mijn vergunning?" in page

    past = browser.get(reverse("past", args=[newest.id])).content.decode()
    told = ["2 gesprekken", "Wanneer komt mijn vergunning?", "Toen al gebeld.", "Nog een vraag"]
    assert [past.index(each) for each in told] == sorted(past.index(each) for each in told)


def test_joining_shows_both_says_what_happens_and_does_it_after_a_reason(
    browser: Client, conversation: Conversation
) -> None:
    Citizen("31612345699", name="Sanne").write("text", {"body": "Met mijn werktelefoon"})
    found = browser.get(reverse("find_same", args=[conversation.id])).content.decode()
    assert "+31 6 12345699" in found
    with every_tenant("a test looks at everything"):
        other = Contact.objects.exclude(id=conversation.contact_id).get()
        seen = plan_joining(conversation.contact_id, other.id).seen
    address = reverse("join_contacts", args=[conversation.id, other.id])

    page = browser.get(address).content.decode()
    assert "Dit kan niet worden teruggedraaid." in page
    assert "Uw antwoorden gaan naar +31 6 12345699" in page
    assert browser.post(address, {"seen": seen}).status_code == 422
    answer = browser.post(address, {"seen": seen, "reason": "Belde <b>zelf</b>."}, follow=True)

    page = answer.content.decode()
    assert "De twee contacten zijn nu één." in page
    assert "Alice voegde Sanne samen met dit contact: Belde &lt;b&gt;zelf&lt;/b&gt;." in page


def test_the_other_contact_stays_when_the_agent_says_so(
    browser: Client, conversation: Conversation
) -> None:
    Citizen("31612345698", name="Sanne Jansen").write(content={"body": "Met mijn werktelefoon"})
    with every_tenant("a test looks at everything"):
        other = Contact.objects.exclude(id=conversation.contact_id).get()
        seen = plan_joining(other.id, conversation.contact_id).seen
    address = reverse("join_contacts", args=[conversation.id, other.id])

    swapped = browser.post(address, {"keeps": "this", "swap": "yes", "reason": "Belde zelf."})
    page = swapped.content.decode()
    assert [each.split("<")[0] for each in page.split('id="side-')[1:]] == [
        'kept">Sanne Jansen',
        'gone">Sanne',
    ]
    assert "Belde zelf.</textarea>" in page

    browser.post(address, {"keeps": "other", "seen": seen, "reason": "Belde zelf."})
    with every_tenant("a test looks at everything"):
        assert Contact.objects.get().id == other.id


@pytest.mark.parametrize("name", ["services", "past", "find_same", "write_note"])
def test_strangers_find_nothing_there(
    charlie: Person, signed_in: SignedIn, conversation: Conversation, name: str
) -> None:
    stranger = signed_in(charlie)
    address = reverse(name, args=[conversation.id])

    assert stranger.get(address).status_code in (404, 405)
    assert stranger.post(address, {"note": "x"}).status_code in (404, 405)
