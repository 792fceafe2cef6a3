"""The page on which one finds what was said."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.conversations.street import Citizen
from tests.web.conftest import SignedIn, the_messages

from bode.conversations.models import Conversation
from bode.desk.models import Tag
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant


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


def test_what_is_private_in_a_note_is_hidden_in_what_is_found(
    browser: Client, conversation: Conversation
) -> None:
    text = "Belde boos op, BSN 123456782."
    browser.post(reverse("write_note", args=[conversation.id]), {"note": text})

    found = search(browser, q="boos")

    assert "BSN •••••••••." in found
    assert "123456782" not in found


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


def test_without_words_the_conversations_that_were_chosen_are_listed(
    browser: Client, conversation: Conversation
) -> None:
    page = search(browser, status="open")

    assert reverse("conversation", args=[conversation.id]) in page
    assert "Wanneer komt mijn vergunning?" in page
    assert "Geen gesprek past hierbij." in search(browser, status="closed")


def test_what_a_citizen_said_last_is_not_put_in_the_mouth_of_who_handles_it(
    browser: Client, conversation: Conversation
) -> None:
    browser.post(reverse("assign", args=[conversation.id]), {"to": "me"})

    page = search(browser, status="open")

    assert page.index("Wanneer komt mijn vergunning?") < page.index("Behandelaar: Alice")


def test_a_tag_and_a_team_narrow_words_and_conversations(
    browser: Client, conversation: Conversation
) -> None:
    browser.post(reverse("tags"), {"name": "Kapvergunning"})
    with every_tenant("a test looks at everything"):
        tag = str(Tag.objects.get().id)
    assert "Geen gesprek past hierbij." in search(browser, tag=tag)
    assert "Neem alles weer mee" in search(browser, q="vergunning", tag=tag)

    browser.post(reverse("tag_conversation", args=[conversation.id]), {"tag": "Kapvergunning"})

    assert reverse("conversation", args=[conversation.id]) in search(browser, tag=tag)
    assert "<mark>vergunning</mark>" in search(browser, q="vergunning", tag=tag)


def test_words_are_looked_for_in_notes_alone_by_choice(
    browser: Client, conversation: Conversation
) -> None:
    browser.post(reverse("write_note", args=[conversation.id]), {"note": "Over de vergunning."})

    page = search(browser, q="vergunning", kind="note")

    assert "Notitie van" in page
    assert "Wanneer komt mijn" not in page
    assert "Typ ook een woord." in search(browser, kind="note")


def test_who_had_a_number_before_is_found_by_it(browser: Client, citizen: Citizen) -> None:
    citizen.write(content={"body": "Hallo"})
    citizen.write("system", {"type": "user_changed_number", "wa_id": "31687654321", "body": "-"})

    page = search(browser, q="06 12345678")

    assert "Had dit nummer tot" in page


def test_a_number_that_someone_has_leads_to_all_conversations_with_it(
    browser: Client, conversation: Conversation
) -> None:
    assert "Alle gesprekken met dit nummer" in search(browser, q="06 12345678")


@pytest.mark.parametrize("kind", ["", "contact"])
def test_a_number_that_nobody_has_leads_nowhere_and_says_what_can_be_searched(
    browser: Client, conversation: Conversation, kind: str
) -> None:
    page = search(browser, q="2345678", kind=kind)  # from the middle of a citizen's

    assert "Alle gesprekken met dit nummer" not in page
    assert "Zoek op het hele nummer, of op de laatste vier cijfers." in page


def test_the_beginning_of_a_number_finds_who_has_it(
    browser: Client, conversation: Conversation
) -> None:
    page = search(browser, q="06 123456")

    assert "Inwoners" in page
    assert "Alle gesprekken met dit nummer" not in page
    assert "Geen inwoner met dit nummer" not in page


def test_a_view_is_kept_shown_beside_the_lists_and_dropped(
    browser: Client, conversation: Conversation
) -> None:
    kept = browser.post(reverse("save_view"), {"name": "Open zaken", "status": "open"})
    page = browser.get(kept["Location"]).content.decode()

    assert "Open zaken" in browser.get(reverse("desk")).content.decode()
    assert reverse("conversation", args=[conversation.id]) in page
    [address] = re.findall(r'action="(/desk/search/views/[0-9a-f-]{36}/)"', page)
    browser.post(address)
    assert "Open zaken" not in browser.get(reverse("desk")).content.decode()


def test_a_view_with_something_that_is_gone_says_so(
    browser: Client, conversation: Conversation
) -> None:
    browser.post(reverse("tags"), {"name": "Oud"})
    with every_tenant("a test looks at everything"):
        tag = str(Tag.objects.get().id)
    kept = browser.post(reverse("save_view"), {"name": "Oude zaken", "tag": tag})
    browser.post(reverse("tag", args=[tag]), {"do": "remove"})
    with every_tenant("a test looks at everything"):
        Tag.objects.all().delete()

    answer = browser.get(kept["Location"])

    assert answer.status_code == 422
    assert "De weergave “Oude zaken” klopt niet meer" in answer.content.decode()
    assert "Wat hier was gekozen, is er niet meer." in answer.content.decode()


def test_what_was_filled_in_wrong_is_not_kept(browser: Client, conversation: Conversation) -> None:
    page = browser.post(
        reverse("save_view"), {"name": "X", "tag": "nee"}, follow=True
    ).content.decode()

    assert "Er is niets bewaard" in page


def test_a_page_of_results_takes_few_queries_however_many_there_are(
    browser: Client, citizen: Citizen, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        Citizen(f"3161234560{number}", name=f"Inwoner {number}").write(
            content={"body": f"Vergunning {number}"}
        )
    search(browser, q="vergunning")

    with django_assert_max_num_queries(32):
        search(browser, q="vergunning")
    with django_assert_max_num_queries(32):
        search(browser, status="open")
