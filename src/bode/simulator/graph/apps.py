"""The app: tokens, and where the webhooks of all accounts go."""

from __future__ import annotations

import hmac
from typing import Any

from starlette.requests import Request

from bode.simulator.fields import get_link, get_text
from bode.simulator.graph.requests import read_parameters
from bode.simulator.graph.subscriptions import prove_callback
from bode.simulator.platform import Platform
from bode.simulator.records import Subscription
from bode.simulator.refusals import Refusal, invalid


def give_token(platform: Platform, request: Request) -> dict[str, Any]:
    """Give a token to who knows the app's secret: ours, whatever code is shown."""
    config, asked = platform.config, request.query_params
    secret = asked.get("client_secret", "")
    known = hmac.compare_digest(secret.encode(), config.app_secret.encode())
    if asked.get("client_id") != config.app_id or not known:
        raise Refusal(1, "Error validating client secret.")
    return {"access_token": config.access_token, "token_type": "bearer"}


async def subscribe(platform: Platform, request: Request) -> dict[str, Any]:
    """Send webhooks to another address, when it passes the handshake."""
    body = await read_parameters(request)
    if body.get("object") != "whatsapp_business_account":
        raise invalid("Param object must be whatsapp_business_account.")
    url = get_link(body, "callback_url", "")
    await prove_callback(platform, url, get_text(body, "verify_token", ""))
    subscription = Subscription(waba=platform.config.app_id, override=url)
    platform.world.store(subscription, flush=True)
    return {"success": True}
