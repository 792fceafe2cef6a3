"""Webhooks as the platform would send them, and a small server that answers as it is told."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from bode.whatsapp import Client, Event, parse_webhook

ACCOUNT = "400000000000001"
NUMBER = "300000000000001"
CITIZEN = "31600000001"
MOMENT = 1_795_500_000

Json = dict[str, Any]


class Webhooks:
    """Builds bodies; every part can be replaced, and left out by giving None."""

    def message(self, **members: Any) -> Json:
        return _without_none(
            {"from": CITIZEN, "id": "wamid.M1", "timestamp": str(MOMENT), "type": "text"} | members
        )

    def status(self, **members: Any) -> Json:
        return _without_none(
            {
                "id": "wamid.S1",
                "status": "sent",
                "timestamp": str(MOMENT),
                "recipient_id": CITIZEN,
            }
            | members
        )

    def value(self, **members: Any) -> Json:
        metadata = {"display_phone_number": "31850000091", "phone_number_id": NUMBER}
        return _without_none({"messaging_product": "whatsapp", "metadata": metadata} | members)

    def change(self, value: object, name: str = "messages") -> Json:
        return {"field": name, "value": value}

    def entry(self, *changes: object, account: str = ACCOUNT) -> Json:
        return {"id": account, "changes": list(changes)}

    def body(self, *entries: object) -> bytes:
        return json.dumps({"object": "whatsapp_business_account", "entry": list(entries)}).encode()

    def read(self, *, field: str = "messages", **members: Any) -> list[Event]:
        """The events of a webhook with one value that holds these members."""
        return parse_webhook(self.body(self.entry(self.change(self.value(**members), field))))

    def read_one(self, *, field: str = "messages", **members: Any) -> Any:
        """The one event of such a webhook."""
        [event] = self.read(field=field, **members)
        return event

    def read_message(self, **members: Any) -> Any:
        """The event of a single message."""
        return self.read_one(messages=[self.message(**members)])

    def read_status(self, **members: Any) -> Any:
        """The event of a single status."""
        return self.read_one(statuses=[self.status(**members)])


@pytest.fixture(scope="session")
def webhooks() -> Webhooks:
    return Webhooks()


Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Platform:
    """A real HTTP server. It gives the answers in `answers`, in turn; the last one for ever."""

    url: str = ""
    answers: list[Answer] = field(default_factory=list)
    requests: list[web.Request] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    def will_answer(self, status: int, content: object) -> None:
        """Answer with this content: as JSON, unless it is text or bytes."""
        raw = content if isinstance(content, str | bytes) else json.dumps(content)

        async def answer(_request: web.Request) -> web.StreamResponse:
            body = raw if isinstance(raw, bytes) else raw.encode()
            return web.Response(status=status, body=body, content_type="application/json")

        self.answers.append(answer)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        self.bodies.append(await request.read())
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return await answer(request)


@pytest.fixture
async def platform() -> AsyncIterator[Platform]:
    platform = Platform()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", platform._serve)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    platform.url = f"http://{host}:{port}"
    yield platform
    await runner.cleanup()


@pytest.fixture
async def client(platform: Platform) -> AsyncIterator[Client]:
    async with Client(platform.url, version="v23.0", timeout_seconds=2) as client:
        yield client


def _without_none(members: Json) -> Json:
    return {name: value for name, value in members.items() if value is not None}
