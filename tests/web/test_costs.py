"""What messages cost, and the budget, as an administrator sees them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings
from tests.conversations.street import report
from tests.web.conftest import SignedIn, the_messages

from bode.basics import now
from bode.conversations.models import Conversation
from bode.organisations.models import Person
from bode.whatsapp import Grouping, Tariff, Tariffs

pytestmark = pytest.mark.django_db(transaction=True)

COSTS = "/costs/"
LONG_AGO = date(2025, 1, 1)
ALMOST = "Het budget voor WhatsApp van deze maand is bijna op."


@pytest.fixture(autouse=True)
def prices(settings: Settings) -> None:
    prices = {"Netherlands": {"utility": Decimal("1.25")}}
    settings.TARIFFS = Tariffs(
        tariffs=(Tariff(day=LONG_AGO, currency="EUR", prices=prices),),
        groupings=(Grouping(day=LONG_AGO, countries={"Netherlands": ["NL"]}),),
    )


@pytest.fixture
def delivered(browser: Client, conversation: Conversation) -> None:
    """An answer for which the platform charges as for a template."""
    form = {"body": "Morgen.", "purpose": "permits"}
    browser.post(reverse("reply", args=[conversation.id]), form)
    [message] = the_messages("out")
    pricing = {"category": "utility", "type": "regular"}
    report("wamid.PAID", "delivered", now(), message.id, pricing=pricing)


def page(browser: Client, **query: str) -> str:
    return browser.get(COSTS, query).content.decode()


@pytest.mark.usefixtures("delivered")
def test_the_costs_of_this_month_stand_by_purpose(browser: Client) -> None:
    shown = page(browser)

    assert "€ 1,25" in shown
    assert "Vergunningen" in shown
    assert "Dienstverlening" in shown


@pytest.mark.usefixtures("delivered")
def test_an_unknown_price_is_told_as_such(browser: Client, settings: Settings) -> None:
    settings.TARIFFS = Tariffs()

    assert "is de prijs hier niet bekend" in page(browser)


@pytest.mark.usefixtures("delivered")
def test_costs_stand_by_market_and_an_unknown_market_is_told_as_such(
    browser: Client, settings: Settings
) -> None:
    assert "Netherlands" in page(browser)

    settings.TARIFFS = Tariffs(tariffs=settings.TARIFFS.tariffs)

    assert "Niet bekend" in page(browser)


@pytest.mark.usefixtures("delivered")
def test_every_page_warns_who_may_see_the_costs_of_an_almost_spent_budget(
    browser: Client, bob: Person, signed_in: SignedIn
) -> None:
    browser.post(COSTS, {"amount": "1,50"})

    for path in (reverse("desk"), reverse("privacy"), reverse("numbers")):
        shown = browser.get(path).content.decode()
        assert ALMOST in shown
        assert "Uitgegeven: € 1,25 van € 1,50." in shown
        assert f'href="{COSTS}"' in shown
    assert ALMOST not in page(browser)  # it says so itself
    assert ALMOST not in signed_in(bob).get(reverse("privacy")).content.decode()


@pytest.mark.usefixtures("delivered")
def test_no_page_warns_of_a_budget_with_room_left(browser: Client) -> None:
    browser.post(COSTS, {"amount": "1,60"})

    assert ALMOST not in browser.get(reverse("desk")).content.decode()


@pytest.mark.usefixtures("delivered")
def test_a_spent_budget_is_told(browser: Client) -> None:
    answer = browser.post(COSTS, {"amount": "1,00"}, follow=True)

    assert "Het budget van deze maand is op" in answer.content.decode()
    assert "125% van het budget" in answer.content.decode()


@pytest.mark.parametrize(
    ("amount", "says"),
    [("0", "hoger is dan 0"), ("veel", "Voer een getal in."), ("1,234", "cijfers achter de komma")],
)
def test_a_wrong_budget_is_named_beside_the_field_and_kept(
    browser: Client, amount: str, says: str
) -> None:
    answer = browser.post(COSTS, {"amount": amount})

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert f'value="{amount}"' in answer.content.decode()


@pytest.mark.parametrize("month", ["2026-10", "1999-01", "9999-12", "0000-00", "vandaag", ""])
def test_any_month_in_the_address_gives_a_page(browser: Client, month: str) -> None:
    assert browser.get(COSTS, {"month": month}).status_code == 200


def test_who_is_no_administrator_sees_no_costs(bob: Person, signed_in: SignedIn) -> None:
    assert signed_in(bob).get(COSTS).status_code == 403


@pytest.mark.usefixtures("delivered")
def test_invented_prices_say_so(browser: Client, settings: Settings) -> None:
    told = "De prijzen zijn verzonnen"
    assert told not in page(browser)

    settings.TARIFFS = Tariffs(tariffs=(Tariff(day=LONG_AGO, currency="EUR", invented=True),))

    assert told in page(browser)
