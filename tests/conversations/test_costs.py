"""What messages cost: counted as the platform charges them, priced by the tariff of the month."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings
from tests.conversations.street import Citizen, Deliver, report

from bode.conversations import queries
from bode.conversations.costs import Cost, costs_of
from bode.conversations.sending import Outgoing, send
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import scope
from bode.whatsapp import Grouping, Tariff, Tariffs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
NOVEMBER = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def tariffs(settings: Settings) -> None:
    dutch = {"utility": Decimal("0.05"), "service": Decimal("0.04")}
    prices = {"Netherlands": dutch, "Germany": {"utility": Decimal("0.07")}}
    autumn = Tariff(day=date(2026, 10, 1), currency="EUR", prices=prices, free_service_messages=2)
    winter = Tariff(
        day=date(2027, 1, 1), currency="EUR", prices={"Netherlands": {"utility": Decimal("0.06")}}
    )
    countries = {"Netherlands": ["NL"], "Germany": ["DE"], "Rest of Western Europe": ["BE"]}
    markets = Grouping(day=date(2026, 1, 1), countries=countries)
    settings.TARIFFS = Tariffs(tariffs=(autumn, winter), groupings=(markets,))


@pytest.fixture
def deliver(agent: Actor, citizen: Citizen) -> Deliver:
    citizen.write()
    return Deliver(agent, citizen, NOON)


def answer(conversation_id: UUID, purpose: str) -> Outgoing:
    return Outgoing(
        type="text", content={"body": "Dag"}, purpose=purpose, conversation_id=conversation_id
    )


def test_each_delivered_message_costs_the_price_of_its_category(deliver: Deliver) -> None:
    deliver("utility")
    deliver("utility", purpose="appointments")
    deliver("utility", purpose="appointments")

    costs = costs_of(date(2026, 11, 25))

    assert costs.by_purpose == {
        ("appointments", "utility"): Cost(delivered=2, charged=2, at_least=Decimal("0.10")),
        ("permits", "utility"): Cost(delivered=1, charged=1, at_least=Decimal("0.05")),
    }
    assert (costs.total.amount, costs.currency) == (Decimal("0.15"), "EUR")


def test_the_first_answers_of_a_number_in_a_month_are_free(deliver: Deliver) -> None:
    for minute in range(5):
        deliver("service", at=NOON + timedelta(minutes=minute))

    assert costs_of(NOVEMBER).total == Cost(delivered=5, charged=3, at_least=Decimal("0.12"))


def test_what_the_platform_calls_free_costs_nothing(deliver: Deliver) -> None:
    deliver("utility", "free_customer_service")

    assert costs_of(NOVEMBER).total == Cost(delivered=1, charged=0, at_least=Decimal(0))


def test_without_a_known_price_no_amount_is_told(deliver: Deliver) -> None:
    deliver("utility")
    deliver("marketing")

    costs = costs_of(NOVEMBER)

    assert costs.total == Cost(delivered=2, charged=2, at_least=Decimal("0.05"), unpriced=1)
    assert costs.total.amount is None
    assert costs.by_purpose["permits", "utility"].amount == Decimal("0.05")


@pytest.mark.parametrize(
    ("citizen", "market", "amount"),
    [
        (Citizen("31612345678"), "Netherlands", "0.05"),
        (Citizen("4915112345678"), "Germany", "0.07"),
        (Citizen("32470123456"), "Rest of Western Europe", None),
        (Citizen("597612345"), "", None),  # Suriname: in no market that we know
        (Citizen(None, user_id="DE.8f3a"), "Germany", "0.07"),
        (Citizen("31612345678", user_id="DE.8f3a"), "Netherlands", "0.05"),
    ],
)
def test_a_message_costs_what_it_does_in_the_citizens_market(
    deliver: Deliver, market: str, amount: str | None
) -> None:
    deliver("utility")

    [(told, cost)] = costs_of(NOVEMBER).by_market.items()

    assert (told, cost.delivered) == (market, 1)
    assert cost.amount == (Decimal(amount) if amount else None)


def test_a_price_changes_with_the_first_day_of_a_quarter_in_the_accounts_month(
    deliver: Deliver,
) -> None:
    deliver("utility", at=datetime(2026, 12, 31, 22, 59, 58, tzinfo=UTC))  # 23:59:59 there
    deliver("utility", at=datetime(2026, 12, 31, 23, 0, tzinfo=UTC))

    assert costs_of(date(2026, 12, 31)).total.amount == Decimal("0.05")
    assert costs_of(date(2027, 1, 1)).total.amount == Decimal("0.06")


def test_a_message_counts_in_the_dutch_month_in_which_it_arrived(deliver: Deliver) -> None:
    deliver("utility", at=datetime(2026, 11, 30, 22, 59, 58, tzinfo=UTC))  # 23:59:59 there
    deliver("utility", at=datetime(2026, 11, 30, 23, 0, tzinfo=UTC))

    assert costs_of(NOVEMBER).total.delivered == 1
    assert costs_of(date(2026, 12, 1)).total.delivered == 1


def test_what_never_arrived_costs_nothing(deliver: Deliver, agent: Actor) -> None:
    [conversation] = queries.list_conversations()
    sent = send(agent, answer(conversation.id, "permits"))
    report("wamid.LOST", "sent", NOON, sent.id, pricing={"category": "utility", "type": "regular"})

    assert costs_of(NOVEMBER).total.delivered == 0


def test_each_conversation_has_its_costs(deliver: Deliver) -> None:
    message = deliver("utility")

    [(conversation, cost)] = costs_of(NOVEMBER).by_conversation

    assert (conversation, cost.amount) == (message.conversation_id, Decimal("0.05"))


def test_a_stranger_sees_nothing_of_it(
    deliver: Deliver, charlie: Person, other_municipality: Organisation
) -> None:
    deliver("utility")

    with scope(other_municipality.id):
        assert costs_of(NOVEMBER).total.delivered == 0
