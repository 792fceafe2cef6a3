"""One HTTP exchange with the platform, and its three ways to fail.

Sends go along `wire`, all else by aiohttp; no error of either passes this seam. What may be tried
again depends on how far a request got, so each failure is sorted by that:

- no connection (refused, no such host, no TLS, no connection in time): `Unreachable`;
- anything after: `AnswerLost`, because the platform may have acted on the request;
- an answer that says no: `Refused`.

aiohttp by itself repeats a request whose kept-alive connection turned out closed, but only for
idempotent methods (`IDEMPOTENT_METHODS` in its client.py); a POST never is, nor is a send here.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import TracebackType

import aiohttp
import msgspec
from msgspec import structs
from yarl import URL

from bode.whatsapp.deadlines import Deadlines
from bode.whatsapp.errors import AnswerLost, Refused, Unreachable
from bode.whatsapp.gateways import Headers
from bode.whatsapp.values import mend_text, read_error
from bode.whatsapp.wire import KEEP_ALIVE_SECONDS, Route, Wire

CONNECT_SECONDS_MAX = 10.0
_BROKEN, _BUSY = 500, 503
"""From 500 on, and without the platform's own error, something on the way there gave up: the
platform may have acted all the same. Who says to be busy has not begun."""
_UNAUTHORISED = 401
_BAD_TOKEN = 190
"""The platform's code for it. Whoever passes requests on refuses a key in words of their own."""

# Given once: for aiohttp to leave its own ones out costs more than these.
OURS = {"User-Agent": "Bode", "Accept": "*/*", "Accept-Encoding": "identity"}

_NOT_CONNECTED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)

Body = bytes | aiohttp.FormData


class _ErrorBody(msgspec.Struct):
    error: dict[str, object]


_error_body = msgspec.json.Decoder(_ErrorBody)


class Transport:
    """A pool of kept-alive connections. Opened and closed as an async context manager."""

    def __init__(self, *, timeout_seconds: float, connections: int) -> None:
        connect_seconds = min(CONNECT_SECONDS_MAX, timeout_seconds / 2)
        self._timeout = aiohttp.ClientTimeout(total=timeout_seconds, connect=connect_seconds)
        self._only_connecting = aiohttp.ClientTimeout(total=None, connect=connect_seconds)
        self._deadlines = Deadlines(timeout_seconds)
        self._connections = connections
        self._wire = Wire(self._deadlines, connect_seconds=connect_seconds, connections=connections)

    async def __aenter__(self) -> Transport:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=self._connections, keepalive_timeout=KEEP_ALIVE_SECONDS
            ),
            timeout=self._timeout,
            headers=OURS,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._wire.close()
        await self._session.close()

    async def send(self, route: Route, body: bytes, on_wire: Callable[[], None]) -> bytes:
        """Post a message once, and return the body of a 2xx answer; `on_wire` is called just
        before: until then nothing can happen."""
        status, answer = await self._wire.post(route, body, on_wire)
        return _accepted(status, answer)

    async def post(self, url: URL, headers: Headers, body: Body) -> bytes:
        """Post once, never again by itself; return the body of a 2xx answer."""
        return await self._change("POST", url, headers, body)

    async def delete(self, url: URL, headers: Headers) -> bytes:
        """Delete, and return the body of a 2xx answer."""
        return await self._change("DELETE", url, headers, b"")

    async def get(self, url: URL, headers: Headers) -> bytes:
        """Get, and return the body of a 2xx answer."""
        async with self.stream(url, headers) as response:
            return await response.read()

    @asynccontextmanager
    async def stream(self, url: URL, headers: Headers) -> AsyncIterator[aiohttp.ClientResponse]:
        """Get, and hand out a 2xx answer to be read piece by piece. Follows no redirect."""
        try:
            async with self._session.get(url, headers=headers, allow_redirects=False) as response:
                if not 200 <= response.status < 300:
                    raise _refusal(response.status, await response.read())
                yield response
        except _NOT_CONNECTED as error:
            raise Unreachable(type(error).__name__) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise AnswerLost(type(error).__name__) from error

    async def _change(self, method: str, url: URL, headers: Headers, body: Body) -> bytes:
        try:
            with self._deadlines.each():
                response = await self._session.request(
                    method,
                    url,
                    data=body,
                    headers=headers,
                    allow_redirects=False,
                    timeout=self._only_connecting,
                )
                answer = await response.read()
        except _NOT_CONNECTED as error:
            raise Unreachable(type(error).__name__) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise AnswerLost(type(error).__name__) from error
        return _accepted(response.status, answer)


def _accepted(status: int, answer: bytes) -> bytes:
    if not 200 <= status < 300:
        raise _refusal(status, answer)
    return answer


def _refusal(status: int, answer: bytes) -> Refused | AnswerLost:
    try:
        body = _error_body.decode(mend_text(answer))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        body = _ErrorBody(error={})
    error = read_error(body.error)
    if error.code is None and status >= _BROKEN and status != _BUSY:
        return AnswerLost(f"HTTP {status} without an error of the platform")
    if error.code is None and status == _UNAUTHORISED:
        error = structs.replace(error, code=_BAD_TOKEN)
    return Refused(error, status)
