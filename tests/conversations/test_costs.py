"""What messages cost: counted as the platform charges them, priced by the tariff of the month."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings
from tests.conversations.street import Citizen, report
from tests.people import actor_of

from bode.conversations import queries
from bode.conversations.costs import Cost, costs_of, set_budget
from bode.conversations.errors import BudgetWrong
from bode.conversations.models import Message
from bode.conversations.sending import Outgoing, send
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import scope
from bode.whatsapp import Tariff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
NOVEMBER = date(2026, 11, 1)
_ids = count(1)


@pytest.fixture(autouse=True)
def tariffs(settings: Settings) -> None:
    prices = {"utility": Decimal("0.05"), "service": Decimal("0.04")}
    autumn = Tariff(day=date(2026, 10, 1), currency="EUR", prices=prices, free_service_messages=2)
    settings.TARIFFS = (autumn, Tariff(day=date(2027, 1, 1), currency="EUR"))


@pytest.fixture
def deliver(agent: Actor, citizen: Citizen) -> Deliver:
    citizen.write()
    return Deliver(agent)


def answer(conversation_id: UUID, purpose: str) -> Outgoing:
    return Outgoing(
        type="text", content={"body": "Dag"}, purpose=purpose, conversation_id=conversation_id
    )


class Deliver:
    """Sends an answer, and has the platform report that it arrived."""

    def __init__(self, agent: Actor) -> None:
        self._agent = agent

    def __call__(
        self,
        category: str = "service",
        kind: str = "regular",
        *,
        purpose: str = "permits",
        at: datetime = NOON,
    ) -> Message:
        [conversation] = queries.list_conversations()
        content = {"body": "Uw vergunning is klaar"}
        message = send(
            self._agent,
            Outgoing(
                type="text", content=content, purpose=purpose, conversation_id=conversation.id
            ),
        )
        Message.objects.filter(id=message.id).update(created_at=at)
        wamid, pricing = f"wamid.PAID{next(_ids)}", {"category": category, "type": kind}
        report(wamid, "sent", at, message.id, pricing=pricing)
        report(wamid, "delivered", at + timedelta(seconds=1), message.id, pricing=pricing)
        return message


def test_each_delivered_message_costs_the_price_of_its_category(deliver: Deliver) -> None:
    deliver("utility")
    deliver("utility", purpose="appointments")
    deliver("utility", purpose="appointments")

    costs = costs_of(date(2026, 11, 25))

    assert costs.by_purpose == {
        ("appointments", "utility"): Cost(delivered=2, charged=2, amount=Decimal("0.10")),
        ("permits", "utility"): Cost(delivered=1, charged=1, amount=Decimal("0.05")),
    }
    assert (costs.total.amount, costs.currency) == (Decimal("0.15"), "EUR")


def test_the_first_answers_of_a_number_in_a_month_are_free(deliver: Deliver) -> None:
    for minute in range(5):
        deliver("service", at=NOON + timedelta(minutes=minute))

    assert costs_of(NOVEMBER).total == Cost(delivered=5, charged=3, amount=Decimal("0.12"))


def test_what_the_platform_calls_free_costs_nothing(deliver: Deliver) -> None:
    deliver("utility", "free_customer_service")

    assert costs_of(NOVEMBER).total == Cost(delivered=1, charged=0, amount=Decimal(0))


def test_without_a_known_price_no_amount_is_told(deliver: Deliver) -> None:
    deliver("utility")
    deliver("marketing")

    costs = costs_of(NOVEMBER)

    assert costs.total == Cost(delivered=2, charged=2, amount=None)
    assert costs.by_purpose["permits", "utility"].amount == Decimal("0.05")


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


def test_a_budget_that_is_almost_spent_warns(deliver: Deliver, agent: Actor) -> None:
    for _ in range(3):
        deliver("utility")
    set_budget(agent, Decimal("0.20"))
    assert not costs_of(NOVEMBER).warns

    deliver("utility")

    costs = costs_of(NOVEMBER)
    assert (costs.share, costs.warns) == (Decimal(1), True)


def test_a_budget_can_be_taken_away(agent: Actor) -> None:
    set_budget(agent, Decimal(100))
    set_budget(agent, None)

    assert costs_of(NOVEMBER).budget is None


@pytest.mark.parametrize("amount", ["0", "-1", "NaN", "Infinity", "10000000"])
def test_a_budget_is_an_amount_above_zero(agent: Actor, amount: str) -> None:
    with pytest.raises(BudgetWrong):
        set_budget(agent, Decimal(amount))


def test_only_an_administrator_sets_the_budget(bob: Person) -> None:
    with pytest.raises(NotAllowed):
        set_budget(actor_of(bob), Decimal(1))


def test_a_stranger_sees_nothing_of_it(
    deliver: Deliver, charlie: Person, other_municipality: Organisation
) -> None:
    deliver("utility")

    with scope(other_municipality.id):
        assert costs_of(NOVEMBER).total.delivered == 0
