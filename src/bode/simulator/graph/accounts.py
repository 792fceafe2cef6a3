"""Accounts and the portfolios that own them."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from bode.simulator.accounts import portfolio_id_of
from bode.simulator.graph import nodes
from bode.simulator.graph.requests import page, read_parameters, select_fields
from bode.simulator.platform import Platform
from bode.simulator.refusals import invalid

_LATER = "disable_marketing_messages_on_cloud_api", "degrees_of_freedom_spec"


def describe(platform: Platform, waba: str) -> dict[str, Any]:
    """Return an account as the platform shows it."""
    number = platform.world.accounts.waba_numbers(waba)[0]
    owner = {"id": portfolio_id_of(number.portfolio), "name": number.portfolio}
    return {
        "id": waba,
        "name": number.portfolio,
        "timezone_id": "1",
        "message_template_namespace": f"namespace_{waba}",
        "currency": "EUR",
        "country": "NL",
        "status": "ACTIVE",
        "ownership_type": "CLIENT_OWNED",
        "business_verification_status": "verified",
        "account_review_status": "APPROVED",
        "owner_business_info": owner,
        "is_enabled_for_insights": False,
    }


def show(platform: Platform, waba: str, request: Request) -> dict[str, Any]:
    """Return one account."""
    return select_fields(request, describe(platform, waba), nodes.ACCOUNT)


async def change(_: Platform, _waba: str, request: Request) -> dict[str, Any]:
    """Take settings that change nothing here."""
    body = await read_parameters(request)
    if not any(name in body for name in _LATER):
        raise invalid(f"One of the parameters {', '.join(_LATER)} is required.")
    return {"success": True}


def owned(platform: Platform, portfolio: str, request: Request) -> dict[str, Any]:
    """Return the accounts of a portfolio."""
    wabas = platform.world.accounts.wabas(portfolio)
    return page(
        request, [select_fields(request, describe(platform, waba), nodes.ACCOUNT) for waba in wabas]
    )


def shared(_: Platform, _portfolio: str, request: Request) -> dict[str, Any]:
    """Return the accounts that others share with a portfolio: none."""
    return page(request, [])
