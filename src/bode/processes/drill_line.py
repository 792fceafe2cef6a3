"""The line between a drill and its stand-in for WhatsApp: on this machine, and it can be cut."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from types import TracebackType
from typing import Any

import uvicorn
from uvicorn.lifespan.on import LifespanOn

_HOST = "127.0.0.1"


class Place:
    """A port of this machine that stays ours, also while nobody listens: no other program can take
    it and be sent something."""

    def __enter__(self) -> Place:
        self._kept = _bound(0)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._kept.close()

    @property
    def port(self) -> int:
        return int(self._kept.getsockname()[1])

    @property
    def address(self) -> str:
        return f"http://{_HOST}:{self.port}"

    def listen(self) -> socket.socket:
        """A socket that takes connections there."""
        listening = _bound(self.port)
        listening.listen(2048)
        return listening


class Line:
    """Serves an application there, unless the line is cut."""

    def __init__(self, place: Place, application: Any) -> None:
        self.address = place.address
        self._place = place
        self._config = uvicorn.Config(
            application,
            http="httptools",
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
        )
        self._config.load()
        self._server: uvicorn.Server | None = None

    async def mend(self) -> None:
        """Take connections, if that is not so yet."""
        if self._server is None:
            self._server = uvicorn.Server(self._config)
            self._server.lifespan = self._config.lifespan_class(self._config)
            await self._server.startup(sockets=[self._place.listen()])

    async def cut(self) -> None:
        """What is on its way is lost, and nobody comes through."""
        server, self._server = self._server, None
        if server is not None:
            for each in server.servers:
                each.close()
            for connection in list(server.server_state.connections):
                connection.transport.abort()


@asynccontextmanager
async def living(application: Any) -> AsyncIterator[None]:
    """An ASGI application lives while this lasts, whether or not it is served."""
    life = LifespanOn(uvicorn.Config(application, lifespan="on", log_config=None))
    await life.startup()
    try:
        yield
    finally:
        await life.shutdown()


@asynccontextmanager
async def open_door() -> AsyncIterator[Any]:
    """The door for webhooks, with what it needs."""
    from .door import door

    running = [asyncio.create_task(door.providers.run()), asyncio.create_task(door.store.run())]
    try:
        yield door
    finally:
        for task in running:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*running, return_exceptions=True)


def _bound(port: int) -> socket.socket:
    """Several of ours may have it at once, and nobody else's."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    bound.bind((_HOST, port))
    return bound
