"""Two agents who answer one citizen: the second can't do so unawares. Without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse
from tests.people import join

from bode.basics import new_id
from bode.conversations.models import Conversation, Message
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant

from .conftest import the_messages


@pytest.fixture
def colleague(municipality: Organisation, signed_in: Callable[[Person], Client]) -> Client:
    return signed_in(join(municipality, "Eva", "agent"))


def read_until(browser: Client, conversation: Conversation) -> str:
    page = browser.get(reverse("conversation", args=[conversation.id])).content.decode()
    found = re.search(r'name="read_until" value="([^"]+)" form="write"', page)
    assert found is not None
    return found[1]


def answer(
    browser: Client, conversation: Conversation, body: str, until: str, **form: str
) -> tuple[int, str]:
    address = reverse("reply", args=[conversation.id])
    own = {"body": body, "purpose": "permits", "message_id": str(uuid4()), "read_until": until}
    form = own | form
    answered = browser.post(address, form)
    return answered.status_code, answered.content.decode()


def test_what_a_colleague_answered_meanwhile_is_shown_before_one_sends(
    browser: Client, colleague: Client, conversation: Conversation
) -> None:
    until = read_until(browser, conversation)
    answer(colleague, conversation, "Morgen om tien uur.", read_until(colleague, conversation))

    status, page = answer(browser, conversation, "Overmorgen.", until)

    assert status == 422
    assert "Eva antwoordde om" in page
    assert "<blockquote>Morgen om tien uur.</blockquote>" in page
    assert "Overmorgen." in page  # nothing of it is lost
    assert [each.text for each in the_messages("out")] == ["Morgen om tien uur."]


def test_who_knows_of_it_sends_all_the_same(
    browser: Client, colleague: Client, conversation: Conversation
) -> None:
    until = read_until(browser, conversation)
    answer(colleague, conversation, "Morgen om tien uur.", until)
    _status, page = answer(browser, conversation, "Neem uw pas mee.", until)
    aware = re.search(r'name="aware_of" value="([^"]+)"', page)
    assert aware is not None

    status, _page = answer(browser, conversation, "Neem uw pas mee.", until, aware_of=aware[1])

    assert status == 302
    assert len(the_messages("out")) == 2


def test_what_only_just_came_on_the_page_is_not_read_yet(
    browser: Client, colleague: Client, conversation: Conversation
) -> None:
    answer(colleague, conversation, "Morgen om tien uur.", read_until(colleague, conversation))
    until = read_until(browser, conversation)

    assert answer(browser, conversation, "Overmorgen.", until)[0] == 422
    with every_tenant("some seconds pass"):
        Message.objects.update(at=F("at") - timedelta(seconds=4))
    until = read_until(browser, conversation)
    assert answer(browser, conversation, "Tot dan!", until)[0] == 302


def test_ones_own_answers_are_no_surprise(browser: Client, conversation: Conversation) -> None:
    until = read_until(browser, conversation)

    assert answer(browser, conversation, "Een.", until)[0] == 302
    assert answer(browser, conversation, "Twee.", until)[0] == 302


def test_what_one_sent_in_another_window_is_not_sent_again_unawares(
    browser: Client, conversation: Conversation
) -> None:
    """The box of the first window was there before, and its text still stands in it."""
    until = read_until(browser, conversation)
    in_first, in_second = str(new_id()), str(new_id())
    assert (
        answer(browser, conversation, "Uw pas ligt klaar.", until, message_id=in_second)[0] == 302
    )
    until = read_until(browser, conversation)  # the first window shows it above the box

    again = {"message_id": in_first, "until": until}
    status, page = answer(browser, conversation, "Uw pas ligt klaar.", **again)

    assert status == 422
    assert "u stuurde dit al om" in page
    assert len(the_messages("out")) == 1
    aware = {"aware_of": str(the_messages("out")[0].id)}
    assert answer(browser, conversation, "Uw pas ligt klaar.", **again, **aware)[0] == 302
    assert len(the_messages("out")) == 2


def test_the_same_may_be_said_twice_in_one_window(
    browser: Client, conversation: Conversation
) -> None:
    for _ in range(2):
        until = read_until(browser, conversation)
        sent = answer(browser, conversation, "Ja.", until, message_id=str(new_id()))
        assert sent[0] == 302


def test_who_is_there_too_stands_above_the_reply_box(
    browser: Client, colleague: Client, conversation: Conversation
) -> None:
    colleague.post(reverse("typing", args=[conversation.id]))
    page = browser.get(reverse("conversation", args=[conversation.id])).content.decode()
    assert "Eva schrijft een antwoord" in page

    colleague.post(reverse("look", args=[conversation.id]), {"gone": "yes"})
    line = browser.get(reverse("company", args=[conversation.id])).content.decode()
    assert "Eva" not in line
