"""What a municipality means to spend in a month, and the warning before that is spent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils.timezone import localdate
from pytest_django.asserts import assertNumQueries
from pytest_django.fixtures import Settings
from tests.conversations.street import Citizen, Deliver
from tests.people import actor_of

from bode.basics import now
from bode.conversations.budgets import find_budget_warning, set_budget
from bode.conversations.costs import costs_of
from bode.conversations.errors import BudgetWrong
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import scope
from bode.whatsapp import Grouping, Tariff, Tariffs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]

LONG_AGO = date(2025, 1, 1)


@pytest.fixture(autouse=True)
def tariffs(settings: Settings) -> None:
    prices = {"Netherlands": {"utility": Decimal("0.05")}}
    settings.TARIFFS = Tariffs(
        tariffs=(Tariff(day=LONG_AGO, currency="EUR", prices=prices),),
        groupings=(Grouping(day=LONG_AGO, countries={"Netherlands": ["NL"]}),),
    )


@pytest.fixture
def deliver(agent: Actor, citizen: Citizen) -> Deliver:
    citizen.write()
    return Deliver(agent, citizen, now())


def test_from_four_fifths_of_the_budget_on_it_warns(deliver: Deliver, agent: Actor) -> None:
    deliver("utility")
    set_budget(agent, Decimal("0.07"))
    assert find_budget_warning() is None

    set_budget(agent, Decimal("0.0625"))

    warning = find_budget_warning()
    assert warning is not None
    assert (warning.total.amount, warning.budget) == (Decimal("0.05"), Decimal("0.06"))


def test_without_a_budget_nothing_warns_or_is_counted(deliver: Deliver) -> None:
    deliver("utility")

    with assertNumQueries(1):
        assert find_budget_warning() is None


def test_what_was_spent_is_not_counted_anew_for_every_page(deliver: Deliver, agent: Actor) -> None:
    deliver("utility")
    set_budget(agent, Decimal(100))
    find_budget_warning()

    with assertNumQueries(1):
        find_budget_warning()


def test_messages_of_an_unknown_price_do_not_silence_the_warning(
    deliver: Deliver, agent: Actor
) -> None:
    deliver("utility")
    deliver("marketing")
    set_budget(agent, Decimal("0.05"))

    warning = find_budget_warning()

    assert warning is not None
    assert (warning.share, warning.total.amount) == (Decimal(1), None)


def test_prices_in_another_currency_are_not_held_against_the_budget(
    deliver: Deliver, agent: Actor, settings: Settings
) -> None:
    prices = {"Netherlands": {"utility": Decimal(5)}}
    dollars = Tariff(day=LONG_AGO, currency="USD", prices=prices)
    settings.TARIFFS = Tariffs(tariffs=(dollars,), groupings=settings.TARIFFS.groupings)
    deliver("utility")
    set_budget(agent, Decimal(1))

    assert costs_of(localdate()).total.amount == Decimal(5)
    assert find_budget_warning() is None


def test_a_stranger_is_not_warned_of_it(
    deliver: Deliver, agent: Actor, other_municipality: Organisation
) -> None:
    deliver("utility")
    set_budget(agent, Decimal("0.01"))

    with scope(other_municipality.id):
        assert find_budget_warning() is None


def test_a_budget_can_be_taken_away(agent: Actor) -> None:
    set_budget(agent, Decimal(100))
    set_budget(agent, None)

    assert costs_of(localdate()).budget is None


@pytest.mark.parametrize("amount", ["0", "-1", "NaN", "Infinity", "10000000"])
def test_a_budget_is_an_amount_above_zero(agent: Actor, amount: str) -> None:
    with pytest.raises(BudgetWrong):
        set_budget(agent, Decimal(amount))


def test_only_an_administrator_sets_the_budget(bob: Person) -> None:
    with pytest.raises(NotAllowed):
        set_budget(actor_of(bob), Decimal(1))
