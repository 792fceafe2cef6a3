"""Pages are made a few at a time; who comes when all are busy waits, and is not sent away.

After a restart every open page asks for all it may have missed at the same moment. More at once
would not be quicker: they would share the same processor, and run out of database connections.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

AT_ONCE = 12  # fewer than there are connections: streams and lists need some too

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class Turns:
    """An ASGI application that answers so many requests at once; for `besides` nobody waits."""

    def __init__(self, application: Application, *, besides: str, at_once: int = AT_ONCE) -> None:
        self._application = application
        self._besides = besides
        self._free = asyncio.Semaphore(at_once)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == self._besides:  # a stream: it lasts, and mostly does nothing
            await self._application(scope, receive, send)
            return
        async with self._free:
            await self._application(scope, receive, send)
