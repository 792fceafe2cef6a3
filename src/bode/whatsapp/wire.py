"""Posting over kept-alive connections, for thousands of messages a second.

A send is one kind of request, with a short answer. aiohttp can do so much more that it takes three
times as long over it, in the one thread that all of a worker's sends share. What is HTTP is read
here by llhttp too (`httptools`, as in the web server); what a failure means is in `transport`.
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, NamedTuple, cast

import httptools
from aiohappyeyeballs import start_connection
from aiohappyeyeballs.types import AddrInfoType
from yarl import URL

from bode.whatsapp.deadlines import Deadlines
from bode.whatsapp.errors import AnswerLost, Unreachable
from bode.whatsapp.gateways import Headers

KEEP_ALIVE_SECONDS = 4.0
"""Shorter than servers keep an idle connection (often 5 s), so that no send meets its closing."""
_RESOLVED_SECONDS = 10.0
_NEXT_ADDRESS_SECONDS = 0.25
"""So long one address has for itself before the next is tried beside it (RFC 8305)."""
_NOT_IN_A_HEADER = re.compile(r"[\0\r\n]")
_INTERIM = 200  # below it stands no answer: that still comes

Answer = tuple[int, bytes]


class Route(NamedTuple):
    """Where to, and the request's head up to its length. Made once, for many requests."""

    origin: URL
    head: bytes

    @classmethod
    def to(cls, url: URL, headers: Headers) -> Route:
        """A head with these headers; one that would be more than a header raises ValueError."""
        fields = {"Host": url.host_port_subcomponent, **headers}
        lines = [f"POST {url.raw_path_qs} HTTP/1.1", *(f"{k}: {v}" for k, v in fields.items())]
        if any(_NOT_IN_A_HEADER.search(line) for line in lines):
            raise ValueError("a header holds the end of a line")
        return cls(url.origin(), "\r\n".join([*lines, "Content-Length: "]).encode())


class Connection(asyncio.Protocol):
    """One connection: one request at a time, each answered before the next."""

    def __init__(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._answer: asyncio.Future[Answer] | None = None
        self._expect()
        self.idle_since = 0.0

    @property
    def is_open(self) -> bool:
        """Whether another request may go along it."""
        return not self._transport.is_closing()

    def ask(self, request: bytes) -> asyncio.Future[Answer]:
        """Write a request; its answer is the status and the body. Raises AnswerLost."""
        self._answer = asyncio.get_running_loop().create_future()
        self._expect()
        self._transport.write(request)
        return self._answer

    def close(self) -> None:
        """Nothing goes along it any more; an answer that still comes is nobody's."""
        self._answer = None
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as odd:
            self._lose(odd)

    def connection_lost(self, why: Exception | None) -> None:
        if self._status and not self._tells_its_end and why is None:
            self._end()  # that the line closes is what tells the end of such a body
        else:
            self._lose(why or EOFError())

    def on_message_begin(self) -> None:
        if self._answer is None:
            self.close()  # nobody asked

    def on_header(self, name: bytes, _value: bytes) -> None:
        if name.lower() in (b"content-length", b"transfer-encoding"):
            self._tells_its_end = True

    def on_headers_complete(self) -> None:
        self._status = self._parser.get_status_code()

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        if self._status < _INTERIM:
            self._expect()
            return
        if not self._parser.should_keep_alive():
            self._transport.close()
        self._end()

    def _expect(self) -> None:
        """An answer, from its beginning."""
        self._status, self._tells_its_end = 0, False
        self._body: list[bytes] = []

    def _end(self) -> None:
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_result((self._status, b"".join(self._body)))

    def _lose(self, why: Exception) -> None:
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_exception(AnswerLost(type(why).__name__))
        self._transport.abort()


class Wire:
    """A pool of such connections, to any number of hosts."""

    def __init__(self, deadlines: Deadlines, *, connect_seconds: float, connections: int) -> None:
        self._deadlines = deadlines
        self._connect_seconds = connect_seconds
        self._room = asyncio.Semaphore(connections)
        self._idle: defaultdict[URL, list[Connection]] = defaultdict(list)
        self._resolved: dict[URL, tuple[float, asyncio.Task[Sequence[AddrInfoType]]]] = {}
        self._closing: asyncio.TimerHandle | None = None
        self._is_closed = False

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    async def post(self, route: Route, body: bytes, on_wire: Callable[[], None]) -> Answer:
        """Post once, never again by itself; call `on_wire` just before. Follows no redirect.

        Raises Unreachable when nothing was written, and AnswerLost when the request was, or a part.
        """
        connection = await self._take(route.origin)
        try:
            on_wire()
            with self._deadlines.each():
                answer = await connection.ask(b"%b%d\r\n\r\n%b" % (route.head, len(body), body))
        except TimeoutError as late:
            connection.close()
            raise AnswerLost(type(late).__name__) from late
        except BaseException:
            connection.close()
            raise
        finally:
            self._room.release()
        if self._is_closed:
            connection.close()
        elif connection.is_open:
            self._keep(route.origin, connection)
        return answer

    def close(self) -> None:
        """Close what stands idle, and what comes back from now on."""
        self._is_closed = True
        if self._closing is not None:
            self._closing.cancel()
        for idle in self._idle.values():
            while idle:
                idle.pop().close()

    async def _take(self, origin: URL) -> Connection:
        """A connection, and room to use it."""
        if not self._room.locked() and (connection := self._find_idle(origin)):
            await self._room.acquire()  # there is room: this does not wait
            return connection
        try:
            async with asyncio.timeout(self._connect_seconds):
                await self._room.acquire()
                try:
                    return self._find_idle(origin) or await self._open(origin)
                except BaseException:
                    self._room.release()
                    raise
        except (OSError, RuntimeError) as error:  # uvloop has the latter for some of the former
            raise Unreachable(type(error).__name__) from error

    def _find_idle(self, origin: URL) -> Connection | None:
        """The one that was used last: the others close by and by, when fewer are needed."""
        idle = self._idle[origin]
        while idle:
            connection = idle.pop()
            if connection.is_open:
                return connection
        return None

    def _keep(self, origin: URL, connection: Connection) -> None:
        connection.idle_since = asyncio.get_running_loop().time()
        self._idle[origin].append(connection)
        if self._closing is None:
            self._look_soon()

    def _look_soon(self) -> None:
        loop = asyncio.get_running_loop()
        self._closing = loop.call_later(KEEP_ALIVE_SECONDS / 4, self._close_idle)

    def _close_idle(self) -> None:
        at = asyncio.get_running_loop().time()
        longest = at - KEEP_ALIVE_SECONDS * 3 / 4  # by the next look it would be too long
        for idle in self._idle.values():
            while idle and idle[0].idle_since < longest:
                idle.pop(0).close()
        self._closing = None
        if any(self._idle.values()):
            self._look_soon()

    async def _open(self, origin: URL) -> Connection:
        addresses = await self._resolve(origin)
        line = await start_connection(addresses, happy_eyeballs_delay=_NEXT_ADDRESS_SECONDS)
        is_secret = origin.scheme == "https"
        _, connection = await asyncio.get_running_loop().create_connection(
            Connection,
            sock=line,
            ssl=self._tls if is_secret else None,
            server_hostname=origin.host if is_secret else None,
        )
        if not connection.is_open:  # shut again at once: nothing can be written any more
            raise ConnectionResetError
        return connection

    async def _resolve(self, origin: URL) -> Sequence[AddrInfoType]:
        """Look a host up once for all that want to know at the same time, and shortly after."""
        loop = asyncio.get_running_loop()
        until, looking = self._resolved.get(origin, (0.0, None))
        if looking is None or loop.time() > until or _has_failed(looking):
            asked = loop.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM)
            looking = loop.create_task(cast("Any", asked))
            self._resolved[origin] = (loop.time() + _RESOLVED_SECONDS, looking)
        return await asyncio.shield(looking)


def _has_failed(looking: asyncio.Task[Any]) -> bool:
    return looking.done() and (looking.cancelled() or looking.exception() is not None)
