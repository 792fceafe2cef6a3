"""What messages cost: as the platform says it charges each, times the tariff of the month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection

from bode.licensing.standing import month_of
from bode.whatsapp.tariffs import SERVICE, PriceList

from .models import Budget

DEAREST = 10  # conversations on the page
BUDGET_CURRENCY = "EUR"
WARN_AT = Decimal("0.8")  # of the budget, or of the free answers
LONGEST_WAY = timedelta(days=32)  # from when a message is written until it is delivered

# The free answers of a number are the first ones of its month. Those that the platform itself
# calls free count as well. A citizen's market follows from their latest number, or else user id.
DELIVERED = """
WITH delivered AS (
  SELECT message.purpose, message.price_category, message.price_type, message.conversation_id,
         conversation.contact_id,
         row_number() OVER (PARTITION BY conversation.number_id, message.price_category
                            ORDER BY coalesce(delivered_at, read_at), message.id) AS place
  FROM conversations_message AS message
  JOIN conversations_conversation AS conversation ON conversation.id = message.conversation_id
  WHERE message.direction = 'out' AND price_category <> ''
    AND message.created_at >= %(written)s AND message.created_at < %(until)s
    AND coalesce(delivered_at, read_at) >= %(since)s AND coalesce(delivered_at, read_at) < %(until)s
), counted AS (
  SELECT purpose, price_category, conversation_id, contact_id, count(*) AS delivered,
         count(*) FILTER (WHERE price_type NOT LIKE 'free%%'
                            AND (price_category <> %(service)s OR place > %(free)s)) AS charged
  FROM delivered
  GROUP BY purpose, price_category, conversation_id, contact_id
), reached AS (
  SELECT DISTINCT ON (contact_id) contact_id, left(value, 8) AS address
  FROM conversations_contactidentity
  WHERE kind IN ('phone', 'user_id') AND contact_id IN (SELECT contact_id FROM counted)
  ORDER BY contact_id, kind = 'phone' DESC, id DESC
)
SELECT purpose, price_category, conversation_id, coalesce(address, ''), delivered, charged
FROM counted LEFT JOIN reached USING (contact_id)
"""


class _Counted(NamedTuple):
    """The fields stand in the order of `DELIVERED`."""

    purpose: str
    category: str
    conversation_id: UUID
    address: str
    """How a number or user id begins."""
    delivered: int
    charged: int


class _Priced(NamedTuple):
    """Messages of one kind to one market."""

    delivered: int
    charged: int
    price: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Of some messages: how many arrived, how many are charged, and what those cost."""

    delivered: int
    charged: int
    at_least: Decimal
    """What those cost of which the price is known."""
    unpriced: int = 0
    """How many are charged of which it is not."""

    @property
    def amount(self) -> Decimal | None:
        """None when a price is not known: then any sum would be a guess."""
        return None if self.unpriced else self.at_least


@dataclass(frozen=True, kw_only=True)
class Costs:
    """A month of one municipality."""

    month: date
    """Its first day."""
    currency: str
    are_invented: bool
    """The prices are an example, and nobody's."""
    by_purpose: dict[tuple[str, str], Cost]
    """By purpose and the platform's category."""
    by_market: dict[str, Cost]
    """By the platform's name of the market; empty where it is not known."""
    by_conversation: tuple[tuple[UUID, Cost], ...]
    """The dearest ones first, and no more than `DEAREST`."""
    total: Cost
    budget: Decimal | None

    @property
    def share(self) -> Decimal | None:
        """How much of the budget is spent at least; 1 is all of it.

        None without a budget, and where prices are not in its currency.
        """
        if not self.budget or self.currency != BUDGET_CURRENCY:
            return None
        return self.total.at_least / self.budget

    @property
    def warns(self) -> bool:
        """Whether the budget is almost spent, or more than that."""
        return self.share is not None and self.share >= WARN_AT


def costs_of(month: date) -> Costs:
    """What the municipality in scope spends in the month in which this day lies."""
    first = month.replace(day=1)
    prices = settings.TARIFFS.on(first)
    budget = Budget.objects.first()
    purposes, markets, conversations = defaultdict(list), defaultdict(list), defaultdict(list)
    everything = []
    for row in _count(first, prices.free_service_messages):
        market = prices.market_of(row.address)
        priced = _Priced(row.delivered, row.charged, prices.price_of(market, row.category))
        everything.append(priced)
        purposes[row.purpose, row.category].append(priced)
        markets[market].append(priced)
        conversations[row.conversation_id].append(priced)
    dear = [(id_, _sum(rows)) for id_, rows in conversations.items()]
    dear.sort(key=lambda each: (each[1].at_least, each[1].charged), reverse=True)
    return Costs(
        month=first,
        currency=prices.currency,
        are_invented=prices.are_invented,
        by_purpose={key: _sum(rows) for key, rows in sorted(purposes.items())},
        by_market={key: _sum(rows) for key, rows in sorted(markets.items())},
        by_conversation=tuple(dear[:DEAREST]),
        total=_sum(everything),
        budget=budget.amount if budget else None,
    )


def expect(prices: PriceList, category: str, addresses: Mapping[str, int]) -> Cost:
    """What messages of a category will cost if all arrive: by how an address begins, how many."""
    rows = []
    for address, count in addresses.items():
        price = prices.price_of(prices.market_of(address), category)
        rows.append(_Priced(count, count, price))
    return _sum(rows)


def _count(first: date, free: int) -> list[_Counted]:
    since = month_of(datetime(first.year, first.month, 1, 12, tzinfo=UTC))
    until = month_of(since + timedelta(days=32))
    with connection.cursor() as cursor:
        cursor.execute(
            DELIVERED,
            {
                "service": SERVICE,
                "free": free,
                "written": since - LONGEST_WAY,
                "since": since,
                "until": until,
            },
        )
        return [_Counted._make(row) for row in cursor.fetchall()]


def _sum(rows: Sequence[_Priced]) -> Cost:
    return Cost(
        delivered=sum(row.delivered for row in rows),
        charged=sum(row.charged for row in rows),
        at_least=sum((row.charged * (row.price or Decimal(0)) for row in rows), Decimal(0)),
        unpriced=sum(row.charged for row in rows if row.price is None),
    )
