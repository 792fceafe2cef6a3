"""Where an account's webhooks go."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from bode.simulator.fields import get_link, get_text
from bode.simulator.graph.requests import read_parameters
from bode.simulator.platform import Platform
from bode.simulator.records import Subscription
from bode.simulator.refusals import Refusal


async def prove_callback(platform: Platform, url: str, verify_token: str) -> None:
    """Raise Refusal unless a receiver passes the handshake."""
    problem = await platform.deliveries.find_handshake_problem(url, verify_token)
    if problem:
        raise Refusal(2200, f"Callback verification failed with the following errors: {problem}")


def show(platform: Platform, waba: str, _: Request) -> dict[str, Any]:
    """Return the subscribed apps: ours, or none."""
    subscription = platform.world.accounts.subscriptions.get(waba, Subscription(waba=waba))
    if not subscription.active:
        return {"data": []}
    app: dict[str, Any] = {
        "whatsapp_business_api_data": {
            "id": platform.config.app_id,
            "name": "Simulator",
            "link": "https://simulator.example/app",
        }
    }
    if subscription.override:
        app["override_callback_uri"] = subscription.override
    return {"data": [app]}


async def subscribe(platform: Platform, waba: str, request: Request) -> dict[str, Any]:
    """Send webhooks, to another address when one is given that passes the handshake."""
    body = await read_parameters(request)
    override = None
    if body.get("override_callback_uri"):
        override = get_link(body, "override_callback_uri", "")
        await prove_callback(platform, override, get_text(body, "verify_token", ""))
    platform.world.store(Subscription(waba=waba, override=override), flush=True)
    return {"success": True}


def unsubscribe(platform: Platform, waba: str, _: Request) -> dict[str, Any]:
    """Send no webhooks any more."""
    platform.world.store(Subscription(waba=waba, active=False), flush=True)
    return {"success": True}
