"""Pages are made a few at a time; who comes when all are busy waits, and is not sent away.

After a restart every open page asks for all it may have missed at the same moment. More at once
would not be quicker: they would share the same processor, and run out of database connections.
A turn is over once the answer begins, so that nobody keeps one by reading slowly; what brings
something along takes none, as it may be long in coming.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack
from typing import Any

AT_ONCE = 12  # fewer than there are database connections: streams and lists need some too

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class Turns:
    """An ASGI application that makes so many answers at once."""

    def __init__(self, application: Application, *, at_once: int = AT_ONCE) -> None:
        self._application = application
        self._free = asyncio.Semaphore(at_once)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            await self._application(scope, receive, send)
            return
        await self._free.acquire()
        with ExitStack() as turn:
            turn.callback(self._free.release)

            async def send_on(message: Mapping[str, Any]) -> None:
                turn.close()
                await send(message)

            await self._application(scope, receive, send_on)
