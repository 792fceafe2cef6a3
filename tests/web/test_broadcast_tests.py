"""Trying a broadcast on colleagues before it leaves."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.conversations.street import Citizen
from tests.people import actor_of, join
from tests.web.conftest import SignedIn
from tests.web.test_broadcasts import count, made, press

from bode.basics import now
from bode.broadcasts.models import TestCode as Codes
from bode.conversations.consents import record_consents
from bode.conversations.models import Conversation, Message
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.outbox.models import Sending
from bode.privacy.models import AuditEntry

PHONE = "+31612345021"


@pytest.fixture
def erik(municipality: Organisation, number: PhoneNumber) -> Person:
    """Sends broadcasts."""
    return join(municipality, "Erik", "broadcaster")


@pytest.fixture
def fatima(municipality: Organisation, number: PhoneNumber, signed_in: SignedIn) -> Person:
    """Wants to see them on her phone first."""
    person = join(municipality, "Fatima", "approver")
    prove(signed_in(person), PHONE)
    let_days_pass()
    return person


@pytest.fixture
def fatima_asked(erik: Person, fatima: Person) -> None:
    """She asked for such messages, as citizens do."""
    with scope(actor_of(erik).organisation_id):
        record_consents(
            actor_of(erik),
            phones=[PHONE],
            purpose="appointments",
            wording="Ja, graag.",
            given_at=now(),
            source="balie",
        )


def ask(browser: Client) -> str:
    """What the page says that is to be sent."""
    page = browser.post(reverse("ask_test_code"), follow=True).content.decode()
    found = re.search(r"PROEF [A-Z0-9]{8}", page)
    assert found is not None
    return found[0]


def prove(browser: Client, phone: str) -> None:
    Citizen(phone.lstrip("+")).write(content={"body": ask(browser)})


def let_days_pass() -> None:
    """What was written is long ago."""
    with every_tenant("a test's world"):
        Conversation.objects.update(status="closed", last_inbound_at=now() - timedelta(days=2))
        Sending.objects.all().delete()


def drop(browser: Client) -> None:
    browser.post(reverse("drop_test_number"))


def page_of(browser: Client) -> str:
    return browser.get(reverse("test_number")).content.decode()


def deeds() -> list[tuple[str, str]]:
    with every_tenant("a test looks at everything"):
        found = AuditEntry.objects.filter(what__startswith="test_number.").order_by("position")
        return list(found.values_list("what", "actor"))


def send_test(browser: Client, address: str, *people: Person) -> str:
    chosen = {"people": [str(each.id) for each in people]}
    return browser.post(f"{address}test/", chosen, follow=True).content.decode()


def sent() -> list[str]:
    with every_tenant("a test looks at everything"):
        return list(Sending.objects.values_list("recipient", flat=True))


@pytest.mark.usefixtures("fatima_asked")
def test_a_colleague_gets_a_draft_as_citizens_will(
    erik: Person, fatima: Person, signed_in: SignedIn
) -> None:
    browser = signed_in(erik)

    page = send_test(browser, made(browser), fatima)

    assert sent() == [PHONE.lstrip("+")]
    assert "De proef gaat naar Fatima." in page
    assert "aan Fatima" in page
    with every_tenant("a test looks at everything"):
        assert Message.objects.filter(automatic="broadcast_test").count() == 1


@pytest.mark.usefixtures("fatima_asked")
def test_a_test_stands_in_the_audit_trail_and_counts_for_nobody(
    erik: Person, fatima: Person, signed_in: SignedIn
) -> None:
    browser = signed_in(erik)
    page = send_test(browser, made(browser, to="these", phones="+31612345022"), fatima)

    assert count(page, "queued") == "1"
    with every_tenant("a test looks at everything"):
        entry = AuditEntry.objects.get(what="broadcast.test")
        assert (entry.actor, entry.facts) == ("Erik", {"colleague": "Fatima"})


def test_who_did_not_ask_gets_no_test_either(
    erik: Person, fatima: Person, signed_in: SignedIn
) -> None:
    browser = signed_in(erik)

    page = send_test(browser, made(browser), fatima)

    assert "Fatima krijgt geen proef." in page
    assert sent() == []


@pytest.mark.usefixtures("fatima_asked")
def test_a_colleague_who_took_the_number_away_is_not_offered(
    erik: Person, fatima: Person, signed_in: SignedIn
) -> None:
    browser = signed_in(erik)
    address = made(browser)
    assert "tester-" in browser.get(address).content.decode()

    drop(signed_in(fatima))

    assert "tester-" not in browser.get(address).content.decode()
    assert "Kies eerst aan wie de proef gaat." in send_test(browser, address, fatima)
    assert sent() == []


@pytest.mark.usefixtures("fatima_asked")
def test_what_was_stopped_is_not_tried_any_more(
    erik: Person, fatima: Person, signed_in: SignedIn
) -> None:
    browser = signed_in(erik)
    address = made(browser)
    press(browser, address, "stop")

    assert "Dat kan nu niet meer" in send_test(browser, address, fatima)
    assert sent() == []


def test_who_sends_their_code_gets_tests_at_once(
    erik: Person, municipality: Organisation, signed_in: SignedIn
) -> None:
    gerda = join(municipality, "Gerda", "approver")

    prove(signed_in(gerda), PHONE)

    assert "+31 6 12345021" in page_of(signed_in(gerda))
    with every_tenant("a test looks at everything"):
        answer = Message.objects.get(direction="out")
        assert (answer.automatic, answer.text) == (
            "test_number",
            "Dit nummer krijgt proefberichten van de gemeente.",
        )
    browser = signed_in(erik)
    assert "De proef gaat naar Gerda." in send_test(browser, made(browser), gerda)


def test_a_code_proves_once_and_for_an_hour(
    erik: Person, municipality: Organisation, signed_in: SignedIn
) -> None:
    browser = signed_in(join(municipality, "Gerda", "approver"))
    code = ask(browser)
    with every_tenant("a test's world"):
        Codes.objects.update(expires_at=now() - timedelta(seconds=1))

    Citizen().write(content={"body": code})
    assert "Mijn nummer toevoegen" in page_of(browser)

    code = ask(browser)
    Citizen().write(content={"body": code.lower()})
    Citizen("31612345029").write(content={"body": code})
    assert "+31 6 12345678" in page_of(browser)
    assert deeds() == [("test_number.prove", "Gerda")]


def test_a_phone_is_of_who_proved_it_last_and_all_of_it_is_audited(
    fatima: Person, erik: Person, signed_in: SignedIn
) -> None:
    prove(signed_in(erik), PHONE)
    prove(signed_in(erik), "+31612345029")
    drop(signed_in(erik))

    assert "Mijn nummer toevoegen" in page_of(signed_in(fatima))
    assert deeds() == [
        ("test_number.prove", "Fatima"),
        ("test_number.remove", "Erik"),
        ("test_number.prove", "Erik"),
        ("test_number.remove", "Erik"),
        ("test_number.prove", "Erik"),
        ("test_number.remove", "Erik"),
    ]


def test_a_code_goes_into_a_picture_for_the_phone(erik: Person, signed_in: SignedIn) -> None:
    browser = signed_in(erik)
    assert browser.get(reverse("test_code_qr")).status_code == 404

    code = ask(browser)

    assert browser.get(reverse("test_code_qr")).content.startswith(b"<svg")
    assert f"?text={code.replace(' ', '%20')}" in page_of(browser)


@pytest.mark.usefixtures("fatima_asked")
def test_an_approver_sends_no_test(erik: Person, fatima: Person, signed_in: SignedIn) -> None:
    address = made(signed_in(erik))

    answer = signed_in(fatima).post(f"{address}test/", {"people": [str(fatima.id)]})

    assert answer.status_code == 403
    assert sent() == []


def test_strangers_try_nothing_of_ours(
    erik: Person, fatima: Person, other_municipality: Organisation, signed_in: SignedIn
) -> None:
    stranger = join(other_municipality, "Hugo", "broadcaster")
    address = made(signed_in(erik))

    answer = signed_in(stranger).post(f"{address}test/", {"people": [str(fatima.id)]})

    assert answer.status_code == 404
