"""What a municipality means to spend on messages in a month, and how near it is to that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from bode.organisations.actors import Actor
from bode.organisations.tenancy import organisation_in_scope

from .costs import BUDGET_CURRENCY, Costs, costs_of
from .errors import BudgetWrong
from .kept import Kept
from .models import Budget

_LARGEST = Decimal("9999999.99")
_latest: Kept[tuple[UUID | None, date], Costs] = Kept()  # of a municipality and month


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

    For every page, so what was spent may be some minutes old. The budget is today's.
    """
    budget = Budget.objects.first()
    if budget is None:
        return None
    costs = replace(_lately(), budget=budget.amount)
    return costs if costs.warns else None


def _lately() -> Costs:
    month = localdate().replace(day=1)
    return _latest.count((organisation_in_scope(), month), lambda: costs_of(month))
