"""What the page of a broadcast tells before it leaves."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from tests.broadcasting import feed_all
from tests.people import actor_of, join
from tests.web.conftest import SignedIn
from tests.web.test_broadcasts import PHONES, made, press

from bode.basics import now
from bode.conversations.consents import record_consents
from bode.licensing.models import Account, PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.outbox.models import OpenedCitizen, Sending
from bode.outbox.states import Waits
from bode.web.broadcast.forecasting import say_duration


@pytest.fixture
def erik(municipality: Organisation, number: PhoneNumber) -> Person:
    """Sends broadcasts; two citizens asked for them."""
    person = join(municipality, "Erik", "broadcaster")
    with scope(municipality.id):
        record_consents(
            actor_of(person),
            phones=PHONES,
            purpose="appointments",
            wording="Ja, graag.",
            given_at=now(),
            source="balie",
        )
    return person


def limit(number: PhoneNumber, citizens: int) -> None:
    with every_tenant("a test's world"):
        Account.objects.create(
            municipality_id=number.municipality_id,
            provider_id=number.provider_id,
            platform_id=number.account_id,
            people_a_day=str(citizens),
            reach=citizens,
        )


def test_it_says_how_many_it_reaches_within_a_day(
    erik: Person, number: PhoneNumber, signed_in: SignedIn
) -> None:
    limit(number, 2)

    page = signed_in(erik).get(made(signed_in(erik))).content.decode()

    assert "Bereikt 2 van 2 binnen 24 uur." in page
    assert "meer inwoners dan WhatsApp vandaag toelaat" not in page


def test_it_warns_when_that_is_more_than_the_platform_allows(
    erik: Person, number: PhoneNumber, signed_in: SignedIn
) -> None:
    limit(number, 1)

    page = signed_in(erik).get(made(signed_in(erik))).content.decode()

    assert "meer inwoners dan WhatsApp vandaag toelaat" in page
    assert "Nu kunnen 1 van de 2 inwoners het krijgen." in page
    assert "Bereikt 1 van 2 binnen 24 uur." in page
    assert "Iedereen heeft het na 2 dagen." in page


def test_it_tells_what_goes_when_and_can_be_spread_over_more_days(
    erik: Person, number: PhoneNumber, signed_in: SignedIn
) -> None:
    limit(number, 1)
    browser = signed_in(erik)
    address = made(browser)
    assert plan(browser, address) == [("Als u start", "1"), ("1 dag later", "1")]

    with every_tenant("a test's world"):
        Account.objects.update(reach=2)
    assert plan(browser, address) == []
    browser.post(f"{address}spread/", {"per_day": "1"})

    assert plan(browser, address) == [("Als u start", "1"), ("1 dag later", "1")]
    assert "Aantal per dag gekozen" in browser.get(address).content.decode()


def test_while_it_runs_it_tells_when_the_next_part_goes(
    erik: Person, municipality: Organisation, signed_in: SignedIn, number: PhoneNumber
) -> None:
    limit(number, 1)
    browser, approvers = signed_in(erik), signed_in(join(municipality, "Fatima", "approver"))
    address = made(browser)
    browser.post(f"{address}spread/", {"per_day": "1"})
    press(browser, address, "request-approval")
    press(approvers, address, "approve")
    press(browser, address, "start")
    assert "Het volgende deel gaat" not in browser.get(address).content.decode()

    feed_all()

    assert "Het volgende deel gaat" in browser.get(address).content.decode()


def test_while_the_platform_lets_no_more_through_it_tells_when_it_goes_on(
    erik: Person, municipality: Organisation, signed_in: SignedIn
) -> None:
    browser, approvers = signed_in(erik), signed_in(join(municipality, "Fatima", "approver"))
    address = made(browser)
    press(browser, address, "request-approval")
    press(approvers, address, "approve")
    press(browser, address, "start")
    feed_all()
    shown = "WhatsApp laat nu niet meer inwoners toe."
    assert shown not in browser.get(address).content.decode()

    with every_tenant("the day's citizens were written to at half past nine"):
        Sending.objects.update(state="withheld", error_code=Waits.FOR_PORTFOLIO)
        OpenedCitizen.objects.create(
            municipality=municipality,
            recipient="31612345000",
            opened_at=datetime(2026, 7, 1, 9, 30, tzinfo=ZoneInfo("Europe/Amsterdam")),
        )

    page = browser.get(address).content.decode()
    assert f"{shown} Wat wacht, gaat vanzelf zodra het mag: vanaf donderdag 2 juli 09:30" in page


@pytest.mark.parametrize("per_day", ["0", "-3", "veel"])
def test_what_is_no_number_a_day_is_refused(
    erik: Person, number: PhoneNumber, signed_in: SignedIn, per_day: str
) -> None:
    browser = signed_in(erik)
    address = made(browser)

    page = browser.post(f"{address}spread/", {"per_day": per_day}, follow=True).content.decode()

    assert "Vul een getal in van 1 of meer" in page
    assert plan(browser, address) == []


def test_what_waits_for_approval_is_spread_no_more(erik: Person, signed_in: SignedIn) -> None:
    browser = signed_in(erik)
    address = made(browser)
    press(browser, address, "request-approval")

    page = browser.post(f"{address}spread/", {"per_day": "1"}, follow=True).content.decode()

    assert "Dat kan nu niet meer" in page
    assert plan(browser, address) == []


def plan(browser: Client, address: str) -> list[tuple[str, str]]:
    """What goes when, as the page tells it."""
    page = browser.get(address).content.decode()
    table = page.split('id="plan"')[-1].split("</table>")[0] if 'id="plan"' in page else ""
    return re.findall(r'scope="row">([^<]+)</th><td [^>]+>([^<]+)</td>', table)


def test_what_has_left_or_was_stopped_needs_no_forecast(erik: Person, signed_in: SignedIn) -> None:
    browser = signed_in(erik)

    assert "Wat u kunt verwachten" not in press(browser, made(browser), "stop")


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "minder dan een minuut"),
        (60, "ongeveer 1 minuut"),
        (388, "ongeveer 7 minuten"),
        (3601, "ongeveer 2 uur"),
        (90_000, "ongeveer 2 dagen"),
    ],
)
def test_how_long_it_takes_is_told_in_words(seconds: int, told: str) -> None:
    assert say_duration(seconds) == told
