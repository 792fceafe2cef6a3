"""What messages cost the municipality, month by month, beside its budget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bode.conversations.budgets import set_budget
from bode.conversations.costs import Cost, Costs, costs_of
from bode.conversations.errors import BudgetWrong
from bode.conversations.models import Conversation
from bode.conversations.queries import list_by_id

from .access import ActingRequest, allow


class BudgetForm(forms.Form):
    """What may be spent in a month; empty for no budget."""

    amount = forms.DecimalField(
        required=False,
        localize=True,
        max_digits=9,
        decimal_places=2,
        label=gettext_lazy("Budget per maand, in euro’s"),
        help_text=gettext_lazy("Bode waarschuwt bij 80%. Er worden geen berichten tegengehouden."),
    )


@dataclass(frozen=True, kw_only=True)
class Dear:
    """A conversation that cost much."""

    conversation: Conversation
    cost: Cost


@require_http_methods(["GET", "POST"])
@allow("administrator")
def costs(request: ActingRequest) -> HttpResponse:
    """The costs of a month, by purpose and by conversation; and the budget."""
    if request.method == "GET":
        return _page(request)
    form = BudgetForm(request.POST)
    if form.is_valid():
        try:
            set_budget(request.actor, form.cleaned_data["amount"])
        except BudgetWrong:
            form.add_error("amount", _("Vul een bedrag in dat hoger is dan 0."))
        else:
            messages.success(request, _("Het budget is bewaard."))
            return redirect("costs")
    return _page(request, form, status=422)


def _page(
    request: ActingRequest, form: BudgetForm | None = None, *, status: int = 200
) -> HttpResponse:
    month = _month(request.GET.get("month", ""))
    found = costs_of(month)
    context: dict[str, Any] = {
        "costs": found,
        "dear": _dear(found),
        "form": form or BudgetForm(initial={"amount": found.budget}),
        "percent": round(found.share * 100) if found.share is not None else None,
        "former": month - timedelta(days=1),
        "next": next_ if (next_ := month + timedelta(days=31)) <= timezone.localdate() else None,
        "may_read": request.actor.has("agent"),
    }
    return render(request, "costs.html", context, status=status)


def _month(text: str) -> date:
    """The first day of the month in the address; this month for what is none."""
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        asked = timezone.localdate()
    return min(max(asked, date(2021, 1, 1)), timezone.localdate()).replace(day=1)


def _dear(found: Costs) -> list[Dear]:
    cost = dict(found.by_conversation)
    conversations = {each.id: each for each in list_by_id(list(cost))}
    return [Dear(conversation=conversations[id_], cost=each) for id_, each in cost.items()]
