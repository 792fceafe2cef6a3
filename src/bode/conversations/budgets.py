"""What a municipality means to spend on messages in a month, and how near it is to that."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from bode.organisations.actors import Actor
from bode.organisations.tenancy import organisation_in_scope

from .costs import BUDGET_CURRENCY, Costs, costs_of
from .errors import BudgetWrong
from .models import Budget

KEPT = 60.0  # seconds at least, and as many times as long as counting the month took:
SPARING = 100
_LARGEST = Decimal("9999999.99")
_latest: dict[UUID | None, tuple[float, Costs]] = {}
"""Until when a municipality's costs need no new count, and these costs. One entry for each."""


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
        defaults={"amount": round(amount, 2), "currency": BUDGET_CURRENCY},
    )


def find_budget_warning() -> Costs | None:
    """This month's costs once the budget is almost spent, or more than that; None before.

    For every page, so what was spent may be some minutes old: to count 120,000 messages took five
    seconds on a busy machine. The budget is today's.
    """
    budget = Budget.objects.first()
    if budget is None:
        return None
    costs = replace(_lately(), budget=budget.amount)
    return costs if costs.warns else None


def _lately() -> Costs:
    municipality, month = organisation_in_scope(), localdate().replace(day=1)
    begun = time.monotonic()
    until, costs = _latest.get(municipality, (begun, None))
    if costs is None or costs.month != month or until <= begun:
        costs = costs_of(month)
        ended = time.monotonic()
        _latest[municipality] = ended + max(KEPT, SPARING * (ended - begun)), costs
    return costs
