"""The street before the door: a real server, a real database, and signed webhooks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import orjson
from django.db import connection

from bode.intake.door import PREFIX, Door
from bode.intake.models import Webhook
from bode.intake.providers import Providers
from bode.intake.store import Store
from bode.whatsapp import HEADER, sign

SECRET = "proef-app-secret"
TOKEN = "proef-verify-token"
ADDRESS = f"{PREFIX}proefbode"


class Entrance:
    """The door with what it needs to live, as in Bode's web process."""

    def __init__(self) -> None:
        self.door = Door(Providers(PREFIX), Store())

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await self.door(scope, receive, send)

    @property
    def _is_ready(self) -> bool:
        return self.door.providers.known and self.door.store.is_connected

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        providing = asyncio.create_task(self.door.providers.run())
        storing = asyncio.create_task(self.door.store.run())
        async with asyncio.timeout(10):
            while not self._is_ready:  # noqa: ASYNC110 - neither of them gives an event
                await asyncio.sleep(0.01)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        providing.cancel()
        storing.cancel()
        await asyncio.gather(providing, storing, return_exceptions=True)
        await send({"type": "lifespan.shutdown.complete"})


def outside(act: Callable[[], object]) -> None:
    """Act on the database outside the test's transaction, so that the door sees it."""

    def act_and_close() -> None:
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as another_thread:
        another_thread.submit(act_and_close).result()


def signed(body: bytes) -> dict[str, str]:
    return {HEADER: sign(body, SECRET)}


def post(street: httpx.Client, body: bytes) -> httpx.Response:
    return street.post(ADDRESS, content=body, headers=signed(body))


def kept() -> list[bytes]:
    """The bodies in the log, in the order of their arrival."""
    return [bytes(webhook.body) for webhook in Webhook.objects.order_by("id")]


def message(wamid: str = "wamid.1", text: str = "Hallo", number: str = "300000000000001") -> bytes:
    """A webhook with one message of a citizen."""
    told = {
        "from": "31612345678",
        "id": wamid,
        "timestamp": "1764000000",
        "type": "text",
        "text": {"body": text},
    }
    contact = {"profile": {"name": "Noor"}, "wa_id": "31612345678"}
    return _webhook(number, contacts=[contact], messages=[told])


def status(wamid: str = "wamid.1", number: str = "300000000000001") -> bytes:
    """A webhook with one status of a message to a citizen."""
    told = {
        "id": wamid,
        "status": "delivered",
        "timestamp": "1764000000",
        "recipient_id": "31612345678",
    }
    return _webhook(number, statuses=[told])


def _webhook(number: str, **items: list[dict[str, Any]]) -> bytes:
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "31850000091", "phone_number_id": number},
    } | items
    return orjson.dumps(
        {
            "object": "whatsapp_business_account",
            "entry": [
                {"id": "400000000000001", "changes": [{"field": "messages", "value": value}]}
            ],
        }
    )
