"""What messages cost: as the platform says it charges each, times the tariff of the month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.timezone import get_default_timezone

from bode.organisations.actors import Actor
from bode.whatsapp import Tariff, tariff_on
from bode.whatsapp.tariffs import SERVICE

from .errors import BudgetWrong
from .models import Budget

DEAREST = 10  # conversations on the page
WARN_AT = Decimal("0.8")  # of the budget
_LONGEST_WAY = timedelta(days=32)  # from when a message is written until it is delivered
_LARGEST = Decimal("9999999.99")

# The free answers of a number are the first ones of its month. Those that the platform itself
# calls free count as well.
DELIVERED = """
SELECT purpose, price_category, conversation_id, count(*),
       count(*) FILTER (WHERE price_type NOT LIKE 'free%%'
                          AND (price_category <> %(service)s OR place > %(free)s))
FROM (
  SELECT message.purpose, message.price_category, message.price_type, message.conversation_id,
         row_number() OVER (PARTITION BY conversation.number_id, message.price_category
                            ORDER BY coalesce(delivered_at, read_at), message.id) AS place
  FROM conversations_message AS message
  JOIN conversations_conversation AS conversation ON conversation.id = message.conversation_id
  WHERE message.direction = 'out' AND price_category <> ''
    AND message.created_at >= %(written)s AND message.created_at < %(until)s
    AND coalesce(delivered_at, read_at) >= %(since)s AND coalesce(delivered_at, read_at) < %(until)s
) AS delivered
GROUP BY purpose, price_category, conversation_id
"""


class _Counted(NamedTuple):
    """The fields stand in the order of `DELIVERED`."""

    purpose: str
    category: str
    conversation_id: UUID
    delivered: int
    charged: int


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Of some messages: how many arrived, how many are charged, and what those cost."""

    delivered: int
    charged: int
    amount: Decimal | None
    """None when a price is not known: then any sum would be a guess."""


@dataclass(frozen=True, kw_only=True)
class Costs:
    """A month of one municipality."""

    month: date
    """Its first day."""
    currency: str
    by_purpose: dict[tuple[str, str], Cost]
    """By purpose and the platform's category."""
    by_conversation: tuple[tuple[UUID, Cost], ...]
    """The dearest ones first, and no more than `DEAREST`."""
    total: Cost
    budget: Decimal | None

    @property
    def share(self) -> Decimal | None:
        """How much of the budget is spent; 1 is all of it. None without a budget or a price."""
        if not self.budget or self.total.amount is None:
            return None
        return self.total.amount / self.budget

    @property
    def warns(self) -> bool:
        """Whether the budget is almost spent, or more than that."""
        return self.share is not None and self.share >= WARN_AT


def costs_of(month: date) -> Costs:
    """What the municipality in scope spends in the month in which this day lies."""
    first = month.replace(day=1)
    tariff = tariff_on(settings.TARIFFS, first)
    counted = _count(first, tariff.free_service_messages if tariff else 0)
    budget = Budget.objects.first()
    purposes, conversations = defaultdict(list), defaultdict(list)
    for row in counted:
        purposes[row.purpose, row.category].append(row)
        conversations[row.conversation_id].append(row)
    dear = [(id_, _sum(rows, tariff)) for id_, rows in conversations.items()]
    dear.sort(key=lambda each: (each[1].amount or 0, each[1].charged), reverse=True)
    return Costs(
        month=first,
        currency=tariff.currency if tariff else "EUR",
        by_purpose={key: _sum(rows, tariff) for key, rows in sorted(purposes.items())},
        by_conversation=tuple(dear[:DEAREST]),
        total=_sum(counted, tariff),
        budget=budget.amount if budget else None,
    )


@transaction.atomic
def set_budget(actor: Actor, amount: Decimal | None) -> None:
    """Say what the municipality means to spend in a month; None: it has no budget any more.

    Raises `NotAllowed`, and `BudgetWrong` for an amount that is none.
    """
    actor.require("administrator")
    if amount is None:
        Budget.objects.filter(municipality_id=actor.organisation_id).delete()
        return
    if not (amount.is_finite() and 0 < amount <= _LARGEST):
        raise BudgetWrong
    Budget.objects.update_or_create(
        municipality_id=actor.organisation_id,
        defaults={"amount": round(amount, 2), "currency": "EUR"},
    )


def _count(first: date, free: int) -> list[_Counted]:
    clock = get_default_timezone()  # by which the platform counts a Dutch account's months too
    since = datetime(first.year, first.month, 1, tzinfo=clock)
    until = datetime(first.year + first.month // 12, first.month % 12 + 1, 1, tzinfo=clock)
    with connection.cursor() as cursor:
        cursor.execute(
            DELIVERED,
            {
                "service": SERVICE,
                "free": free,
                "written": since - _LONGEST_WAY,
                "since": since,
                "until": until,
            },
        )
        return [_Counted._make(row) for row in cursor.fetchall()]


def _sum(rows: Sequence[_Counted], tariff: Tariff | None) -> Cost:
    return Cost(
        delivered=sum(row.delivered for row in rows),
        charged=sum(row.charged for row in rows),
        amount=_amount(rows, tariff),
    )


def _amount(rows: Iterable[_Counted], tariff: Tariff | None) -> Decimal | None:
    total = Decimal(0)
    for row in rows:
        price = tariff.prices.get(row.category) if tariff else None
        if row.charged and price is None:
            return None
        total += row.charged * (price or Decimal(0))
    return total
