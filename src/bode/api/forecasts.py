"""What to expect of a broadcast before it leaves."""

from __future__ import annotations

from uuid import UUID

from ninja import Router
from pydantic import BaseModel, ConfigDict, Field

from bode.broadcasts import queries
from bode.broadcasts.foreseeing import Expected, expect_of
from bode.organisations.models import TokenScope

from .access import Call, Token

router = Router(tags=["broadcasts"])


class CostExpected(BaseModel):
    """What it costs at most, by the price list of the day."""

    currency: str
    amount: str | None = Field(
        description="A decimal number, such as 12.50; null when a price is not known."
    )
    unpriced: int = Field(description="Of how many messages the price is not known.")
    invented: bool = Field(description="The prices are an example, and nobody's.")


class ForecastShown(BaseModel):
    """What becomes of it if it starts now and nothing else is sent meanwhile."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "total": 31000,
                    "at_once": 8000,
                    "within_24_hours": 8000,
                    "days": 4,
                    "plan": [8000, 8000, 8000, 7000],
                    "seconds": 388,
                    "daily_limit": 8000,
                    "daily_limit_known": True,
                    "daily_limit_left": 8000,
                    "cost": {
                        "currency": "EUR",
                        "amount": "1395.00",
                        "unpriced": 0,
                        "invented": False,
                    },
                }
            ]
        }
    )

    total: int = Field(description="Who waits for it and wants such messages.")
    at_once: int = Field(description="How many of them the platform's limit lets through now.")
    within_24_hours: int
    days: int | None = Field(description="Until everybody has it; null when the limit is 0.")
    plan: list[int] = Field(
        description="How many get it on each of the first seven days; a day is 24 hours from the "
        "start on."
    )
    seconds: int = Field(description="How long the number is busy with it, at its pace.")
    daily_limit: int | None = Field(
        description="To how many citizens you may write first in 24 hours, with all your numbers; "
        "null when that is any number, or not known."
    )
    daily_limit_known: bool
    daily_limit_left: int | None
    cost: CostExpected


@router.get(
    "/broadcasts/{broadcast_id}/forecast",
    auth=Token(TokenScope.BROADCASTS),
    response=ForecastShown,
    summary="Read what to expect of a broadcast",
)
def get_forecast(request: Call, broadcast_id: UUID) -> ForecastShown:  # noqa: ARG001
    """How many it reaches and when, and what it costs; a crisis message is never held back."""
    return _show(expect_of(queries.access_broadcast(broadcast_id)))


def _show(expected: Expected) -> ForecastShown:
    forecast, limit, amount = expected.forecast, expected.limit, expected.cost.amount
    return ForecastShown(
        total=forecast.total,
        at_once=forecast.at_once,
        within_24_hours=forecast.within_a_day,
        days=forecast.days,
        plan=list(forecast.plan),
        seconds=forecast.seconds,
        daily_limit=limit.citizens,
        daily_limit_known=limit.is_known,
        daily_limit_left=limit.left,
        cost=CostExpected(
            currency=expected.currency,
            amount=None if amount is None else str(amount),
            unpriced=expected.cost.unpriced,
            invented=expected.prices_are_invented,
        ),
    )
