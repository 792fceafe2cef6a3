"""What citizens answer to a broadcast: grouped on its report, and answered at once."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from tests.broadcasting import let_ask, run_broadcast
from tests.conversations.street import Citizen
from tests.people import join
from tests.web.conftest import SignedIn

from bode.basics import now
from bode.broadcasts.models import Broadcast
from bode.conversations.models import Conversation, Message
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant

PHONES = [f"316123470{each:02}" for each in range(4)]


@pytest.fixture
def erik(municipality: Organisation, number: PhoneNumber) -> Person:
    person = join(municipality, "Erik", "broadcaster")
    let_ask(person, PHONES)
    return person


@pytest.fixture
def fatima(municipality: Organisation) -> Person:
    return join(municipality, "Fatima", "approver")


@pytest.fixture
def running(erik: Person, fatima: Person) -> Broadcast:
    return run_broadcast(erik, fatima, PHONES)


@pytest.fixture
def browser(municipality: Organisation, signed_in: SignedIn) -> Client:
    """Of an agent."""
    return signed_in(join(municipality, "Anna", "agent"))


def say(number: int, text: str, at: datetime | None = None) -> None:
    Citizen(PHONES[number], name=f"Inwoner {number}").write(content={"body": text}, at=at)


def conversation_of(number: int) -> Conversation:
    with every_tenant("a test looks at everything"):
        return Conversation.objects.get(contact__identities__value=PHONES[number])


def report(browser: Client, broadcast: Broadcast) -> str:
    return unescape(browser.get(reverse("broadcast_report", args=[broadcast.id])).content.decode())


def groups(page: str) -> list[tuple[str, str]]:
    """What is said, and how often it is."""
    said = r'<li class="answers__group">.*?dir="auto">(.*?)<.*?answers__count">(.*?)<'
    return re.findall(said, page, re.DOTALL)


def answer(browser: Client, broadcast: Broadcast, *words: str, body: str = "Dank u.") -> str:
    """Choose the groups that say this, and send them one answer."""
    page = report(browser, broadcast)
    boxes = dict(re.findall(r'id="group-(\w+)".*?dir="auto">(.*?)<', page))
    [form_id] = re.findall(r'name="form_id" value="([^"]+)"', page)
    chosen = [key for key, said in boxes.items() if said in words]
    given = {"group": chosen, "body": body, "form_id": form_id}
    address = reverse("answer_broadcast", args=[broadcast.id])
    return unescape(browser.post(address, given, follow=True).content.decode())


def answered() -> list[str]:
    """Who was sent an answer."""
    with every_tenant("a test looks at everything"):
        sent = Message.objects.filter(direction="out", type="text")
        return sorted(sent.values_list("conversation__contact__name", flat=True))


def test_the_same_words_stand_together_and_the_largest_group_first(
    running: Broadcast, browser: Client
) -> None:
    say(0, "Nee")
    say(1, "Ja, dank u!")
    say(2, "ja dank u")

    assert groups(report(browser, running)) == [
        ("Ja, dank u!", "2 keer · nog 2 te beantwoorden"),
        ("Nee", "1 keer · nog 1 te beantwoorden"),
    ]


def test_an_agent_goes_from_an_answer_to_its_conversation(
    running: Broadcast, browser: Client
) -> None:
    say(0, "Ja")

    page = report(browser, running)

    assert f'href="{reverse("conversation", args=[conversation_of(0).id])}">Inwoner 0<' in page


def test_who_answers_no_citizens_sees_what_is_said_and_not_by_whom(
    running: Broadcast, erik: Person, signed_in: SignedIn
) -> None:
    say(0, "Bel mij, mijn BSN is 111222333")

    page = report(signed_in(erik), running)

    assert "Bel mij, mijn BSN is" in page
    assert "111222333" not in page
    assert "Inwoner 0" not in page
    assert 'name="body"' not in page


def test_what_is_said_after_another_broadcast_answers_that_one(
    running: Broadcast, erik: Person, fatima: Person, browser: Client
) -> None:
    with every_tenant("a test arranges the past"):
        Message.objects.update(at=now() - timedelta(hours=2))
    say(0, "Eerste", at=now() - timedelta(hours=1))
    later = run_broadcast(erik, fatima, PHONES)
    say(0, "Tweede")

    assert [words for words, _ in groups(report(browser, running))] == ["Eerste"]
    assert [words for words, _ in groups(report(browser, later))] == ["Tweede"]


def test_what_is_said_after_a_week_is_no_answer(running: Broadcast, browser: Client) -> None:
    with every_tenant("a test arranges the past"):
        Message.objects.update(at=now() - timedelta(days=8))
    say(0, "Ja")

    assert groups(report(browser, running)) == []


def test_an_answer_in_a_new_conversation_counts_too(running: Broadcast, browser: Client) -> None:
    ago = now() - timedelta(days=3)
    with every_tenant("a test arranges the past"):
        Message.objects.update(at=ago)
        Conversation.objects.update(closed_at=ago, last_message_at=ago)

    say(0, "Ja")

    with every_tenant("a test looks at everything"):
        assert Conversation.objects.filter(contact__name="Inwoner 0").count() == 2
    assert [words for words, _ in groups(report(browser, running))] == ["Ja"]


def test_one_answer_goes_to_everyone_in_the_group(running: Broadcast, browser: Client) -> None:
    say(0, "Ja")
    say(1, "ja")
    say(2, "Nee")

    page = answer(browser, running, "Ja")

    assert "Uw antwoord gaat naar 2 gesprekken." in page
    assert answered() == ["Inwoner 0", "Inwoner 1"]
    assert ("Ja", "2 keer · beantwoord") in groups(page)


def test_who_got_an_answer_gets_no_second_one(running: Broadcast, browser: Client) -> None:
    say(0, "Ja")
    answer(browser, running, "Ja")
    say(1, "Ja")

    assert "Uw antwoord gaat naar 1 gesprek." in answer(browser, running, "Ja")
    assert answered() == ["Inwoner 0", "Inwoner 1"]


def test_nor_does_who_was_answered_in_a_new_conversation(
    running: Broadcast, browser: Client
) -> None:
    say(0, "Ja")
    with every_tenant("a test closes it"):
        Conversation.objects.update(status="closed", closed_at=now())
    answer(browser, running, "Ja")

    assert groups(report(browser, running)) == [("Ja", "1 keer · beantwoord")]


def test_the_files_tell_what_is_said_and_not_by_whom(
    running: Broadcast, erik: Person, signed_in: SignedIn
) -> None:
    say(0, "Ja")
    say(1, "Ja")
    address = reverse("broadcast_report", args=[running.id])

    saved = signed_in(erik).get(f"{address}answers.csv").content.decode("utf-8-sig")
    pdf = PdfReader(BytesIO(signed_in(erik).get(f"{address[:-1]}.pdf").content))
    printed = "".join(page.extract_text() for page in pdf.pages).replace("\u200b", "")

    assert saved.splitlines()[1:] == ["Ja,2,2"]
    assert "Nog te beantwoorden" in printed
    assert "Inwoner" not in saved + printed


def test_it_tells_how_many_can_not_get_it_and_why(running: Broadcast, browser: Client) -> None:
    say(0, "Ja")
    say(1, "Ja")
    with every_tenant("a test lets time pass"):
        passed = now() - timedelta(days=2)
        Conversation.objects.filter(contact__name="Inwoner 1").update(last_inbound_at=passed)

    page = answer(browser, running, "Ja")

    assert "Uw antwoord gaat naar 1 gesprek." in page
    assert "Niet naar 1 gesprek: " in page
    assert "24 uur" in page


def test_without_words_or_without_a_group_nothing_is_sent(
    running: Broadcast, browser: Client
) -> None:
    say(0, "Ja")

    assert "Schrijf eerst een antwoord." in answer(browser, running, "Ja", body="")
    assert "Kies eerst welke antwoorden" in answer(browser, running)
    assert answered() == []


def test_what_may_be_forbidden_is_looked_at_first(running: Broadcast, browser: Client) -> None:
    say(0, "Ja")

    page = answer(browser, running, "Ja", body="Kom gezellig winkelen!")

    assert "Het gaat om" in page
    assert "Kom gezellig winkelen!</textarea>" in page
    assert answered() == []


def test_who_is_no_agent_answers_nobody(
    running: Broadcast, erik: Person, signed_in: SignedIn
) -> None:
    say(0, "Ja")

    refused = signed_in(erik).post(reverse("answer_broadcast", args=[running.id]), {"body": "Ja"})

    assert refused.status_code == 403


def test_a_conversation_tells_which_broadcast_it_answers(
    running: Broadcast, browser: Client
) -> None:
    address = reverse("services", args=[conversation_of(0).id])
    assert "Antwoord op een groepsbericht" not in browser.get(address).content.decode()

    say(0, "Ja")

    beside = browser.get(address).content.decode()
    assert "Antwoord op een groepsbericht" in beside
    assert reverse("broadcast_report", args=[running.id]) in beside
