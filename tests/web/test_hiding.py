"""What a citizen wrote that is private: hidden everywhere on the desk, until someone looks."""

from __future__ import annotations

import re
from json import dumps

import pytest
from django.test import Client
from django.urls import reverse
from tests.conversations.street import Citizen
from tests.people import join
from tests.web.conftest import SignedIn, read, reply, the_conversation, the_messages

from bode.desk.models import Note
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant
from bode.privacy.models import AuditEntry

BSN, IBAN = "111222333", "NL91ABNA0417164300"
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def told(citizen: Citizen) -> str:
    """Where one looks at a message with a BSN and an account in it."""
    citizen.write(content={"body": f"Mijn BSN is {BSN} en stort het op {IBAN}"})
    [message] = the_messages("in")
    return reverse("look_at_message", args=[message.id])


@pytest.fixture
def noted(browser: Client, told: str) -> str:
    """Where one looks at a note with an account in it, which said a BSN before."""
    browser.post(reverse("write_note", args=[the_conversation().id]), {"note": f"BSN {BSN}"})
    with every_tenant("a test looks at everything"):
        note = Note.objects.get()
    browser.post(reverse("change_note", args=[note.id]), {"note": f"Stort op {IBAN}"})
    return reverse("look_at_note", args=[note.id])


def looks(what: str = "message.look") -> list[AuditEntry]:
    with every_tenant("a test looks at everything"):
        return list(AuditEntry.objects.filter(what=what))


def is_hidden(page: str) -> bool:
    return BSN not in page and IBAN not in page and "•••••••••" in page


def test_the_conversation_and_the_list_hide_it_and_say_what_it_is(
    browser: Client, told: str
) -> None:
    page = read(browser, the_conversation())

    assert is_hidden(page)
    assert "Mijn BSN is ••••••••• en stort het op •••••••••••••••300" in page
    assert "Verborgen: een burgerservicenummer (BSN) en een rekeningnummer." in page
    assert is_hidden(browser.get(reverse("desk")).content.decode())


@pytest.mark.parametrize("page", ["past", "thread", "find_same"])
def test_every_page_of_the_conversation_hides_it(browser: Client, told: str, page: str) -> None:
    answer = browser.get(reverse(page, args=[the_conversation().id]))

    assert BSN not in answer.content.decode()


def test_what_one_finds_hides_it(browser: Client, told: str) -> None:
    assert is_hidden(browser.get(reverse("search"), {"q": "stort"}).content.decode())


def test_an_answer_to_it_quotes_it_hidden(browser: Client, told: str) -> None:
    conversation = the_conversation()
    [message] = the_messages("in")
    address = reverse("conversation", args=[conversation.id])

    assert is_hidden(browser.get(address, {"reply_to": str(message.id)}).content.decode())
    reply(browser, conversation, reply_to=str(message.id))
    assert is_hidden(read(browser, conversation))


def test_what_it_said_before_it_was_changed_is_hidden_too(
    browser: Client, citizen: Citizen
) -> None:
    wamid = citizen.write(content={"body": f"Mijn BSN is {BSN}"})
    new = {"original_message_id": wamid, "message": {"type": "text", "text": {"body": "Niets"}}}
    citizen.write("edit", new)

    page = read(browser, the_conversation())

    assert "Wat er eerder stond" in page
    assert is_hidden(page)


def test_an_agent_who_looks_reads_it_all_and_stands_in_the_audit_trail(
    browser: Client, alice: Person, told: str
) -> None:
    page = browser.post(told).content.decode()

    assert BSN in page
    assert IBAN in page
    [entry] = looks()
    assert (entry.actor, entry.facts) == (alice.name, {"kinds": ["bsn", "iban"]})


def test_what_it_said_before_stands_in_the_audit_trail_of_who_looks(
    browser: Client, citizen: Citizen
) -> None:
    wamid = citizen.write(content={"body": f"Mijn BSN is {BSN}"})
    new = {"original_message_id": wamid, "message": {"type": "text", "text": {"body": IBAN}}}
    citizen.write("edit", new)
    [message] = the_messages("in")

    page = browser.post(reverse("look_at_message", args=[message.id])).content.decode()

    assert BSN in page
    assert IBAN in page
    assert [entry.facts for entry in looks()] == [{"kinds": ["bsn", "iban"]}]


def test_the_details_that_it_gives_stand_there_too(browser: Client, citizen: Citizen) -> None:
    filled_in = {"flow_token": "x", "burgerservicenummer": BSN}
    answer = {"name": "flow", "body": "Sent", "response_json": dumps(filled_in)}
    citizen.write("interactive", {"type": "nfm_reply", "nfm_reply": answer})
    [message] = the_messages("in")
    assert is_hidden(read(browser, the_conversation()))

    assert BSN in browser.post(reverse("look_at_message", args=[message.id])).content.decode()

    assert [entry.facts for entry in looks()] == [{"kinds": ["bsn"]}]


def test_it_can_be_answered_as_before(browser: Client, told: str) -> None:
    def links(page: str) -> set[str]:
        return set(re.findall(r'(?:href|hx-get)="([^"]*reply_to=[^"]*)"', page))

    before = links(read(browser, the_conversation()))

    assert len(before) == 3
    assert links(browser.post(told, headers=SCRIPT).content.decode()) == before


def test_a_script_gets_the_message_alone_and_leaves_it_so_until_it_changes(
    browser: Client, told: str
) -> None:
    answer = browser.post(told, headers=SCRIPT).content.decode()
    version = answer.split('data-version="')[1].split('"')[0]

    assert BSN in answer
    assert "<html" not in answer
    assert f'data-version="{version}"' in read(browser, the_conversation())


def test_the_next_page_hides_it_again(browser: Client, told: str) -> None:
    browser.post(told)

    assert is_hidden(read(browser, the_conversation()))


def test_nobody_else_may_look(
    charlie: Person, dora: Person, signed_in: SignedIn, told: str
) -> None:
    assert signed_in(charlie).post(told).status_code == 404
    assert signed_in(dora).post(told).status_code == 403
    assert looks() == []


@pytest.mark.parametrize("page", ["conversation", "past"])
def test_a_note_hides_it_as_a_message_does(browser: Client, noted: str, page: str) -> None:
    shown = browser.get(reverse(page, args=[the_conversation().id])).content.decode()

    assert is_hidden(shown)
    assert noted in shown
    assert "Verborgen: een burgerservicenummer (BSN) en een rekeningnummer." in shown


def test_who_is_named_in_a_note_finds_it_hidden(
    browser: Client, municipality: Organisation, signed_in: SignedIn, told: str
) -> None:
    sam = signed_in(join(municipality, "Sam", "agent"))
    text = f"@Sam kijk naar {BSN}"
    browser.post(reverse("write_note", args=[the_conversation().id]), {"note": text})

    page = sam.get(reverse("mentions")).content.decode()

    assert "kijk naar •••••••••" in page
    assert BSN not in page


def test_who_looks_at_a_note_reads_what_it_said_before_too_and_stands_in_the_audit_trail(
    browser: Client, noted: str
) -> None:
    page = browser.post(noted).content.decode()

    assert BSN in page
    assert IBAN in page
    assert [each.facts for each in looks("note.look")] == [{"kinds": ["bsn", "iban"]}]


def test_a_script_gets_the_note_alone_and_leaves_it_so_until_it_changes(
    browser: Client, noted: str
) -> None:
    answer = browser.post(noted, headers=SCRIPT).content.decode()
    version = answer.split('data-version="')[1].split('"')[0]

    assert BSN in answer
    assert "<html" not in answer
    assert f'data-version="{version}"' in read(browser, the_conversation())


def test_nobody_else_may_look_at_a_note(
    charlie: Person, dora: Person, signed_in: SignedIn, noted: str
) -> None:
    assert signed_in(charlie).post(noted).status_code == 404
    assert signed_in(dora).post(noted).status_code == 403
    assert looks("note.look") == []
