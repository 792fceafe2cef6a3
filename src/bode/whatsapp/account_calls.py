"""Where an account's webhooks go."""

from __future__ import annotations

import orjson

from bode.whatsapp.access import Access
from bode.whatsapp.calls import JSON, Calls


class AccountCalls(Calls):
    """Calls about an account."""

    async def subscribe(self, access: Access, callback_uri: str, verify_token: str) -> None:
        """Have the webhooks sent to `callback_uri`, where `verify_token` shows who calls."""
        gateway = await self._manage(access)
        url, body = gateway.subscription(access, callback_uri, verify_token)
        await self._transport.post(url, gateway.headers(access, JSON), orjson.dumps(body))
