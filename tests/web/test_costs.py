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
from bode.whatsapp import Tariff

pytestmark = pytest.mark.django_db(transaction=True)

COSTS = "/costs/"


@pytest.fixture(autouse=True)
def prices(settings: Settings) -> None:
    price = {"utility": Decimal("1.25")}
    settings.TARIFFS = (Tariff(day=date(2025, 1, 1), currency="EUR", prices=price),)


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
    settings.TARIFFS = ()

    assert "is de prijs hier niet bekend" in page(browser)


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
