"""Trying a broadcast on colleagues before it leaves."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.people import actor_of, join
from tests.web.conftest import SignedIn
from tests.web.test_broadcasts import count, made, press

from bode.basics import now
from bode.conversations.consents import record_consents
from bode.conversations.models import Message
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
def fatima(municipality: Organisation, signed_in: SignedIn) -> Person:
    """Wants to see them on her phone first."""
    person = join(municipality, "Fatima", "approver")
    assert give(signed_in(person), PHONE) == 302
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


def give(browser: Client, phone: str) -> int:
    return browser.post(reverse("test_number"), {"phone": phone}).status_code


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
        assert Message.objects.get().automatic == "broadcast_test"


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

    give(signed_in(fatima), "")

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


def test_a_fixed_line_is_no_number_for_tests(fatima: Person, signed_in: SignedIn) -> None:
    assert give(signed_in(fatima), "020 624 1111") == 422


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
