"""SMS in a crisis: an administrator sets it, and nobody ever sees its key again."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django.fixtures import Settings
from tests.broadcasting import let_ask, run_broadcast
from tests.people import join
from tests.web.conftest import SignedIn

from bode.basics import now
from bode.broadcasts.models import Broadcast, SecondChannel, SecondMessage
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant
from bode.outbox.models import NumberCircuit
from bode.privacy.models import AuditEntry
from bode.simulator import NOTIFY_KEY

TEMPLATE_ID = "0f0e0d0c-3333-4ccc-8ccc-000000000003"
FIELDS = {
    "minutes": "7",
    "order": "sms",
    "template_id": TEMPLATE_ID,
    "email_by": "notify",
    "api_key": NOTIFY_KEY,
    "is_on": "on",
}


def fill(browser: Client, **changed: str) -> Any:
    return browser.post(reverse("second_channel"), FIELDS | changed, follow=True)


def kept() -> SecondChannel:
    with every_tenant("a test looks at everything"):
        return SecondChannel.objects.get()


def test_it_is_off_and_waits_five_minutes_until_someone_sets_it(
    alice: Person, signed_in: SignedIn
) -> None:
    page = signed_in(alice).get(reverse("second_channel")).content.decode()

    assert 'value="5"' in page
    assert 'name="is_on" checked' not in page


def test_an_administrator_sets_it(alice: Person, signed_in: SignedIn) -> None:
    fill(signed_in(alice))

    channel = kept()
    assert (channel.is_on, channel.minutes, channel.template_id) == (True, 7, UUID(TEMPLATE_ID))
    with every_tenant("a test looks at everything"):
        assert AuditEntry.objects.filter(what="second_channel.switch_on").count() == 1


def test_the_key_is_never_shown_and_stands_encrypted(alice: Person, signed_in: SignedIn) -> None:
    page = fill(signed_in(alice)).content.decode()

    assert NOTIFY_KEY[-36:] not in page
    with every_tenant("a test looks at everything"), connection.cursor() as cursor:
        cursor.execute("SELECT api_key FROM broadcasts_secondchannel")
        assert NOTIFY_KEY[-36:] not in cursor.fetchall()[0][0]


def test_a_key_that_is_there_stays_when_none_is_given(alice: Person, signed_in: SignedIn) -> None:
    browser = signed_in(alice)
    fill(browser)
    fill(browser, api_key="", is_on="")

    assert (kept().api_key, kept().is_on) == (NOTIFY_KEY, False)


def test_without_a_whole_key_it_is_not_set(alice: Person, signed_in: SignedIn) -> None:
    browser = signed_in(alice)

    assert fill(browser, api_key="").status_code == 422
    assert "geen sleutel van NotifyNL" in fill(browser, api_key="half").content.decode()


def test_only_an_administrator_comes_there(municipality: Organisation, signed_in: SignedIn) -> None:
    erik = join(municipality, "Erik", "broadcaster")

    assert fill(signed_in(erik)).status_code == 403


def test_a_stranger_sets_it_for_their_own_municipality(
    alice: Person, charlie: Person, signed_in: SignedIn
) -> None:
    fill(signed_in(alice))
    page = signed_in(charlie).get(reverse("second_channel")).content.decode()

    assert TEMPLATE_ID not in page


@pytest.mark.usefixtures("number")
@pytest.mark.parametrize("page", ["broadcast", "broadcast_report"])
def test_a_broadcast_tells_who_was_reached_along_which_way(
    page: str, municipality: Organisation, signed_in: SignedIn
) -> None:
    erik, phones = join(municipality, "Erik", "broadcaster"), ["31612345811", "31612345812"]
    let_ask(erik, phones)
    made = run_broadcast(erik, join(municipality, "Fatima", "approver"), phones)
    browser, address = signed_in(erik), reverse(page, args=[made.id])
    assert "data-way" not in browser.get(address).content.decode()

    with every_tenant("a test's world"):
        SecondMessage.objects.create(
            municipality=municipality,
            broadcast=made,
            address=phones[0],
            state="delivered",
            asked_at=now(),
        )
    shown = browser.get(address).content.decode()
    assert 'data-way="sms">1<' in shown
    assert 'data-way="nothing">1<' in shown


@pytest.mark.usefixtures("number")
def test_the_report_on_paper_tells_it_too(municipality: Organisation, signed_in: SignedIn) -> None:
    erik, phones = join(municipality, "Erik", "broadcaster"), ["31612345811", "31612345812"]
    let_ask(erik, phones)
    made = run_broadcast(erik, join(municipality, "Fatima", "approver"), phones)
    with every_tenant("a test's world"):
        SecondMessage.objects.create(
            municipality=municipality,
            broadcast=made,
            address=phones[0],
            state="delivered",
            asked_at=now(),
        )
    answer = signed_in(erik).get(reverse("broadcast_pdf", args=[made.id]))
    pages = PdfReader(BytesIO(answer.content)).pages

    assert "Bereikt per sms: 1" in "".join(page.extract_text() for page in pages)


@pytest.mark.usefixtures("number")
def test_a_broadcast_says_that_whatsapp_does_not_answer(
    municipality: Organisation, signed_in: SignedIn
) -> None:
    erik, phones = join(municipality, "Erik", "broadcaster"), ["31612345811", "31612345812"]
    let_ask(erik, phones)
    made = run_broadcast(erik, join(municipality, "Fatima", "approver"), phones)
    browser, address = signed_in(erik), reverse("broadcast_now", args=[made.id])
    assert "data-circuit" not in browser.get(address).content.decode()

    with every_tenant("a test's world"):
        NumberCircuit.objects.create(
            number=made.number, municipality=municipality, state="open", trials=0, next_at=now()
        )
    assert "WhatsApp antwoordt niet, sinds" in browser.get(address).content.decode()


def test_by_a_mail_server_it_needs_no_key_but_a_subject(
    alice: Person, signed_in: SignedIn, settings: Settings
) -> None:
    settings.CITIZEN_MAIL_SERVER = object()
    browser = signed_in(alice)
    told = {"order": "email", "email_by": "smtp", "template_id": "", "api_key": ""}
    assert fill(browser, **told).status_code == 422

    fill(browser, **told, subject="Waarschuwing")
    assert (kept().ways, kept().email_by, kept().subject) == (["email"], "smtp", "Waarschuwing")


def test_a_mail_server_that_is_not_there_is_not_chosen(
    alice: Person, signed_in: SignedIn, settings: Settings
) -> None:
    settings.CITIZEN_MAIL_SERVER = None
    page = fill(signed_in(alice), order="email", email_by="smtp", subject="Waarschuwing")

    assert "Bode heeft geen mailserver" in page.content.decode()


def test_by_notify_each_way_has_a_template_of_its_own(alice: Person, signed_in: SignedIn) -> None:
    browser = signed_in(alice)
    assert fill(browser, order="email,sms").status_code == 422

    fill(browser, order="email,sms", email_template_id=TEMPLATE_ID)
    assert kept().ways == ["email", "sms"]


@pytest.fixture
def crisis(municipality: Organisation, number: PhoneNumber) -> Broadcast:
    """To two people; of an e-mail to the first nobody knows whether it arrived."""
    erik, phones = join(municipality, "Erik", "broadcaster"), ["31612345811", "31612345812"]
    let_ask(erik, phones)
    made = run_broadcast(erik, join(municipality, "Fatima", "approver"), phones)
    with every_tenant("a test's world"):
        SecondMessage.objects.create(
            municipality=municipality,
            broadcast=made,
            address=phones[0],
            way="email",
            state="asks",
            asked_at=now(),
        )
    return made


def test_a_person_decides_of_which_nobody_knows_whether_it_arrived(
    crisis: Broadcast, signed_in: SignedIn
) -> None:
    browser = signed_in(Person.objects.get(name="Erik"))
    page = browser.get(reverse("broadcast", args=[crisis.id])).content.decode()
    assert "Van 1 sms of e-mail weet niemand of die aankwam" in page

    browser.post(reverse("broadcast_decide_second", args=[crisis.id]), {"decision": "again"})
    with every_tenant("a test looks at everything"):
        assert SecondMessage.objects.get().state == "waiting"


def test_the_page_and_the_report_say_of_which_nobody_hears_any_more(
    crisis: Broadcast, signed_in: SignedIn
) -> None:
    browser = signed_in(Person.objects.get(name="Erik"))

    def said() -> list[bool]:
        pages = [browser.get(reverse(name, args=[crisis.id])) for name in pages_of_one]
        return ["1 sms of e-mail ging via een dienst" in each.content.decode() for each in pages]

    pages_of_one = ("broadcast", "broadcast_report")
    assert said() == [False, False]
    with every_tenant("a test's world"):
        SecondMessage.objects.update(state="sent", asked_of="een-andere-dienst")
    assert said() == [True, True]


def test_each_number_with_its_way_is_saved_and_the_audit_trail_tells(
    crisis: Broadcast, signed_in: SignedIn
) -> None:
    with every_tenant("a test's world"):
        SecondMessage.objects.update(state="delivered")
    browser = signed_in(Person.objects.get(name="Erik"))
    answer = browser.get(reverse("broadcast_figure", args=[crisis.id, "ways"]))

    saved = answer.content.decode()
    assert re.search(r"31612345811[;,]Bereikt per e-mail", saved)
    assert re.search(r"31612345812[;,]Nog niet bereikt", saved)
    with every_tenant("a test looks at everything"):
        assert AuditEntry.objects.filter(what="broadcast.save-ways").count() == 1
