"""Ready answers on the pages, without a script too."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.conftest import SignedIn, reply, the_messages

from bode.conversations.models import Contact, Conversation
from bode.desk.models import QuickReply
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant

WASTE = {
    "shortcut": "afval",
    "language": "nl",
    "title": "Wanneer komt het afval?",
    "body": "Dag {{ naam }}, op {{ dag }}.",
}


@pytest.fixture
def waste(browser: Client) -> QuickReply:
    browser.post(reverse("new_reply"), WASTE)
    with every_tenant("a test looks at everything"):
        return QuickReply.objects.get()


def test_an_answer_is_written_and_stands_in_the_list(browser: Client, waste: QuickReply) -> None:
    assert "/afval" in browser.get(reverse("replies")).content.decode()


def test_what_is_wrong_is_told_beside_its_field(browser: Client) -> None:
    answer = browser.post(reverse("new_reply"), WASTE | {"shortcut": "twee woorden"})

    assert answer.status_code == 422
    assert "zonder spaties" in answer.content.decode()


def test_an_answer_is_offered_with_what_is_known_filled_in(
    browser: Client, conversation: Conversation, waste: QuickReply
) -> None:
    address = reverse("offer_replies", args=[conversation.id])

    offered = browser.get(f"{address}?begin=afv", headers={"HX-Request": "true"}).content.decode()

    with every_tenant("a test looks at everything"):
        name = Contact.objects.get().name
    assert f"Dag {name}, op {{{{ dag }}}}." in offered


def test_without_a_script_an_answer_is_chosen_on_a_page(
    browser: Client, conversation: Conversation, waste: QuickReply
) -> None:
    page = browser.get(reverse("offer_replies", args=[conversation.id])).content.decode()
    assert f"?quick={waste.id}" in page

    box = browser.get(f"{reverse('conversation', args=[conversation.id])}?quick={waste.id}")

    assert ", op {{ dag }}.</textarea>" in box.content.decode()


def test_what_is_left_open_is_not_sent(browser: Client, conversation: Conversation) -> None:
    answer = reply(browser, conversation, body="Zaak {{ zaaknummer }}")

    assert answer.status_code == 422
    assert "Vul eerst in: zaaknummer." in answer.content.decode()
    assert the_messages("out") == []


def test_strangers_find_no_answer_of_ours(
    browser: Client, charlie: Person, signed_in: SignedIn, waste: QuickReply
) -> None:
    answer = signed_in(charlie).get(reverse("edit_reply", args=[waste.id]))

    assert answer.status_code == 404
