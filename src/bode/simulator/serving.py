"""The ASGI application: the busy address and its faults first, the rest behind it."""

from __future__ import annotations

import asyncio
import hmac
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import orjson
from starlette.datastructures import QueryParams
from starlette.requests import Request

from bode.simulator.forms import is_form, read_form, token_in
from bode.simulator.platform import Platform
from bode.simulator.refusals import Refusal, asked_for, bad_token, missing_object
from bode.simulator.sending import read_body, take_request

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

REQUEST_BYTES_MAX = 1024 * 1024
_SCHEMES = ("Bearer", "OAuth")
_GRAPH = re.compile(r"/v\d+\.\d+/.")
_MESSAGES = re.compile(r"/v\d+\.\d+/([0-9A-Za-z_]+)/messages/?")


class Simulator:
    """The whole simulator as one ASGI application."""

    def __init__(self, platform: Platform, rest: App) -> None:
        self.platform = platform
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the application's life."""
        if scope["type"] != "http" or not _GRAPH.match(scope["path"]):
            await self._rest(scope, receive, send)
            return
        try:
            if await self._has_trouble(receive, send):
                return
        except Refusal as refusal:
            await self._refuse(send, refusal)
            return
        match = _MESSAGES.fullmatch(scope["path"])
        if match and scope["method"] == "POST":
            await self._take_message(match[1], scope, receive, send)
        else:
            await self._rest(scope, receive, send)

    async def _take_message(
        self, number_id: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        try:
            token = self.platform.config.access_token
            request = Request(scope, receive)
            if not has_token(scope, token) and not is_token(await token_in(request), token):
                raise bad_token()
            accounts = self.platform.world.accounts
            number = accounts.numbers.get(number_id)
            if number is None or not accounts.standing(number.waba_id).connected:
                raise missing_object(number_id)
            body = await read_form(request) if is_form(request) else read_body(await _read(receive))
            answer = take_request(self.platform, number, body)
        except Refusal as refusal:
            await self._refuse(send, refusal)
            return
        if "messages" in answer and self.platform.faults.find_struck("accept_then_drop"):
            await cut(receive, send)
            return
        await _respond(send, 200, answer)

    async def _has_trouble(self, receive: Receive, send: Send) -> bool:
        """Let the faults of requests strike; True when the request is over."""
        faults = self.platform.faults
        if faults.find_struck("http_500"):
            raise Refusal(131016, "A fault was asked for.", http_status=500)
        if faults.find_struck("http_429"):
            raise Refusal(130429, "A fault was asked for.", http_status=429)
        if refuse := faults.find_struck("refuse"):
            raise asked_for(refuse.code)
        if timeout := faults.find_struck("timeout"):
            await asyncio.sleep(timeout.seconds)
            await cut(receive, send)
            return True
        return False

    async def _refuse(self, send: Send, refusal: Refusal) -> None:
        self.platform.rejected[refusal.code] += 1
        await _respond(send, refusal.http_status, refusal.body())


async def cut(receive: Receive, send: Send) -> None:
    """Break the TCP connection off, without a word. Knows how uvicorn holds it."""
    transport: asyncio.Transport = getattr(send, "__self__").transport  # noqa: B009
    transport.abort()
    # Until uvicorn has noticed, it would complain that there was no answer.
    while (await receive())["type"] != "http.disconnect":
        pass


def has_token(scope: Scope, token: str) -> bool:
    """Say whether a request shows the access token, in its header or its address."""
    for name, value in scope["headers"]:
        if name == b"authorization":
            scheme, _, given = value.decode("latin-1").partition(" ")
            return scheme in _SCHEMES and is_token(given, token)
    given = QueryParams(scope["query_string"]).get("access_token", "")
    return is_token(given, token)


def is_token(given: str, token: str) -> bool:
    """Say whether this is the access token."""
    return hmac.compare_digest(given.encode(), token.encode())


async def _read(receive: Receive) -> bytes:
    body: bytes = b""
    while True:
        event = await receive()
        if event["type"] == "http.disconnect":
            raise Refusal(100, "The connection was closed.")
        body += event.get("body", b"")
        if len(body) > REQUEST_BYTES_MAX:
            raise Refusal(100, f"The body is larger than {REQUEST_BYTES_MAX} bytes.")
        if not event.get("more_body", False):
            return body


async def _respond(send: Send, status: int, body: dict[str, Any]) -> None:
    data = orjson.dumps(body)
    headers = [
        (b"content-type", b"application/json; charset=UTF-8"),
        (b"content-length", str(len(data)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": data})
