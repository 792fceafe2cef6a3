"""What the page of a broadcast tells before it leaves."""

from __future__ import annotations

import pytest
from tests.people import actor_of, join
from tests.web.conftest import SignedIn
from tests.web.test_broadcasts import PHONES, made, press

from bode.basics import now
from bode.conversations.consents import record_consents
from bode.licensing.models import Account, PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
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
