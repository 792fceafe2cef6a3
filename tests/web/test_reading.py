"""Reading back: a history of any length and of several conversations, a piece at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.conversations.street import Citizen
from tests.people import actor_of
from tests.web.conftest import SignedIn, reply

from bode.basics import now
from bode.conversations.actions import close_conversation
from bode.conversations.models import Conversation, Message
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant, scope

LONG_AGO = now() - timedelta(days=3)


FROM_CITIZEN = {"direction": "in", "status": "received"}
FROM_PROGRAM = {
    "direction": "out",
    "status": "sent",
    "purpose": "permits",
    "author_name": "Zaaksysteem",
}


def say_much(
    conversation: Conversation,
    many: int,
    since: datetime = LONG_AGO,
    by: Mapping[str, str] = FROM_CITIZEN,
) -> None:
    """Someone wrote a long story, a line a minute."""
    with every_tenant("a test arranges a history"):
        Message.objects.bulk_create(
            Message(
                municipality_id=conversation.municipality_id,
                conversation=conversation,
                type="text",
                text=f"Regel {number}.",
                content={"body": f"Regel {number}."},
                wamid=f"wamid.LONG{since:%H%M}{number}",
                at=since + timedelta(minutes=number),
                **by,
            )
            for number in range(many)
        )


def lines(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'data-said="Regel (\d+)\.', page)]


def piece(browser: Client, page: str, what: str) -> str:
    """What a script fetches when one asks for older or newer messages."""
    link = re.search(rf'hx-get="([^"]*/history/\?{what}=[^"]*)"', page)
    assert link, f"no link to what is {what}"
    return browser.get(link[1].replace("&amp;", "&")).content.decode()


def opened(browser: Client, conversation: Conversation, **asked: str) -> str:
    return browser.get(reverse("conversation", args=[conversation.id]), asked).content.decode()


def message_of(text: str) -> Message:
    with every_tenant("a test looks"):
        return Message.objects.get(text=text)


@pytest.fixture
def closed(alice: Person, conversation: Conversation) -> Conversation:
    actor = actor_of(alice)
    with scope(actor.organisation_id):
        return close_conversation(actor, conversation.id)


@pytest.fixture
def later(citizen: Citizen, closed: Conversation) -> Conversation:
    """The citizen wrote again, after the conversation was closed."""
    with every_tenant("a test lets two days go by"):
        Conversation.objects.update(closed_at=now() - timedelta(days=2))
    citizen.write(content={"body": "Nog een vraag."})
    with every_tenant("a test looks"):
        return Conversation.objects.get(status="open")


def test_a_page_shows_the_newest_messages_and_leads_to_older_ones(
    browser: Client, conversation: Conversation
) -> None:
    say_much(conversation, 110)
    page = opened(browser, conversation)
    assert lines(page) == list(range(90, 110))

    older = piece(browser, page, "before")
    oldest = piece(browser, older, "before")

    assert lines(older) == list(range(40, 90))
    assert lines(oldest) == list(range(40))
    assert "before=" not in oldest


def test_an_unread_message_is_found_before_much_that_was_sent_after_it(
    browser: Client, conversation: Conversation
) -> None:
    say_much(conversation, 60, since=now(), by=FROM_PROGRAM)

    page = opened(browser, conversation)

    log = page[page.index('role="log"') :]
    assert log.index('id="unread-line"') < log.index("Wanneer komt mijn vergunning?")
    assert lines(page) == list(range(60))


def test_a_conversation_that_is_shown_whole_leads_nowhere(
    browser: Client, conversation: Conversation
) -> None:
    assert "history/?" not in opened(browser, conversation)


def test_before_a_conversation_comes_the_one_before_it_with_what_it_was_about(
    browser: Client, closed: Conversation, later: Conversation
) -> None:
    page = opened(browser, later)
    assert "Eerder gesprek met deze inwoner" in page

    older = piece(browser, page, "before")

    assert "Wanneer komt mijn vergunning?" in older
    assert f'id="ended-{closed.id}"' in older
    assert "data-reply-to" not in older, "WhatsApp shows an answer there, where nobody looks"


def test_nothing_of_another_citizen_is_history(browser: Client, later: Conversation) -> None:
    Citizen("31687654321", name="Piet").write(content={"body": "Iets anders"})
    other = message_of("Iets anders")
    address = reverse("history", args=[later.id])

    assert browser.get(address, {"before": str(other.id)}).status_code == 404
    assert browser.get(address, {"before": "no id"}).status_code == 404
    assert browser.get(address).status_code == 404


def test_a_message_of_long_ago_opens_with_what_was_said_around_it(
    browser: Client, conversation: Conversation
) -> None:
    say_much(conversation, 200)

    page = opened(browser, conversation, message=str(message_of("Regel 60.").id))

    assert set(lines(page)) == {*range(35, 85), *range(180, 200)}
    newer = piece(browser, page, "after")
    assert lines(newer) == list(range(85, 135))
    assert lines(piece(browser, newer, "after")) == list(range(135, 180))


def test_what_was_said_around_a_message_is_not_shown_twice(
    browser: Client, conversation: Conversation
) -> None:
    say_much(conversation, 60)

    page = opened(browser, conversation, message=str(message_of("Regel 20.").id))

    assert lines(page) == list(range(60))
    assert lines(piece(browser, page, "after")) == []


def test_between_an_earlier_conversation_and_this_one_nothing_is_left_out(
    browser: Client, closed: Conversation, later: Conversation
) -> None:
    say_much(closed, 60)

    page = opened(browser, later, message=str(message_of("Regel 0.").id))
    newer = piece(browser, page, "after")

    assert lines(newer) == list(range(50, 60))
    assert "Wanneer komt mijn vergunning?" in newer
    assert lines(piece(browser, newer, "after")) == []


def test_each_day_has_its_name_once(browser: Client, conversation: Conversation) -> None:
    say_much(conversation, 3)

    page = opened(browser, conversation)

    assert page.count('class="day"') == 2
    assert "<span>vandaag</span>" in page


def test_a_line_stands_before_the_first_unread_message(
    browser: Client, citizen: Citizen, conversation: Conversation
) -> None:
    browser.post(reverse("seen", args=[conversation.id]))
    citizen.write(content={"body": "Regel 1."})
    citizen.write(content={"body": "Regel 2."})

    page = opened(browser, conversation)

    assert page.index("Wanneer komt") < page.index('id="unread-line"') < page.index("Regel 1.")


def test_the_line_stays_while_the_page_is_open_until_someone_answers(
    browser: Client, conversation: Conversation
) -> None:
    unread = re.search(r'name="unread" value="([^"]+)"', opened(browser, conversation))
    assert unread
    browser.post(reverse("seen", args=[conversation.id]))
    address = reverse("thread", args=[conversation.id])
    assert "unread-line" in browser.get(address, {"unread": unread[1]}).content.decode()

    reply(browser, conversation)

    assert "unread-line" not in browser.get(address, {"unread": unread[1]}).content.decode()


def test_who_looks_at_the_end_sees_no_line_before_what_comes_in(
    browser: Client, citizen: Citizen, conversation: Conversation
) -> None:
    browser.post(reverse("seen", args=[conversation.id]))
    citizen.write(content={"body": "Regel 1."})
    address = reverse("thread", args=[conversation.id])

    assert "unread-line" not in browser.get(address, {"looking": "yes"}).content.decode()
    assert "unread-line" in browser.get(address).content.decode()


def test_what_is_in_view_far_back_is_fetched_again_with_the_newest(
    browser: Client, conversation: Conversation
) -> None:
    say_much(conversation, 120)
    address = reverse("thread", args=[conversation.id])

    page = browser.get(address, {"viewed": str(message_of("Regel 3.").id)}).content.decode()

    again = page[page.index('id="again"') :]
    assert lines(again) == list(range(3, 53))


def test_a_history_is_for_agents_of_its_municipality(
    bob: Person, charlie: Person, signed_in: SignedIn, conversation: Conversation
) -> None:
    address = reverse("history", args=[conversation.id])

    assert signed_in(bob).get(address).status_code == 403
    assert signed_in(charlie).get(address).status_code == 404


def test_of_very_many_unread_messages_a_link_leads_to_the_first(
    browser: Client, conversation: Conversation
) -> None:
    since = now() - timedelta(hours=5)
    say_much(conversation, 250, since)
    with every_tenant("nobody has read them"):
        Message.objects.filter(text="Wanneer komt mijn vergunning?").update(
            at=since - timedelta(minutes=1)
        )
        Conversation.objects.update(unread_count=250)

    page = opened(browser, conversation)

    link = re.search(r'href="[^"]*\?message=([0-9a-f-]+)">Naar het eerste nieuwe bericht', page)
    assert link
    assert link[1] == str(message_of("Regel 0.").id)
    assert f'data-marked="message-{link[1]}"' in opened(browser, conversation, message=link[1])
