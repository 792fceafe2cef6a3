"""One ASGI application: webhooks go straight to their door, what is no file goes to Django."""

from __future__ import annotations

import asyncio
import signal
from threading import Event

import structlog
from django.conf import settings
from django.core.asgi import get_asgi_application

_django = get_asgi_application()

from bode.broadcasts.crisis_pages import publish_until  # noqa: E402
from bode.intake.door import PREFIX  # noqa: E402  (Django must know its models first)

from . import crisis  # noqa: E402
from .door import door  # noqa: E402
from .files import Files  # noqa: E402
from .turns import Receive, Scope, Send, Turns  # noqa: E402
from .warming import keep_what_is_loaded, load_templates  # noqa: E402

_pages = Turns(_django)
_crisis_pages = crisis.CrisisPages(settings.CRISIS_PAGES)
_files = Files()

_log = structlog.get_logger(__name__)

_LOOK_EVERY = 0.01  # seconds
_LOOKS = 300


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer HTTP, and run what the door needs as long as the server lives."""
    if scope["type"] == "http":
        if scope["path"].startswith(PREFIX):
            await door(scope, receive, send)
        elif crisis.leads_here(scope["path"]):
            await _crisis_pages(scope, receive, send)
        elif _files.has(scope["path"]):
            await _files(scope, receive, send)
        else:
            await _pages(scope, receive, send)
    elif scope["type"] == "lifespan":
        await _live(receive, send)


async def _live(receive: Receive, send: Send) -> None:
    await receive()  # lifespan.startup
    running = [asyncio.create_task(door.providers.run()), asyncio.create_task(door.store.run())]
    for task in running:
        task.add_done_callback(_end_process)
    stopping = Event()
    publishing = asyncio.create_task(asyncio.to_thread(publish_until, stopping))
    await _find_database()
    load_templates()
    _files.make_ready()
    # The garbage of two pages: that of twelve would hold up the next one for 9 ms.
    keep_what_is_loaded(3_000, 20, 10)
    await send({"type": "lifespan.startup.complete"})
    await receive()  # lifespan.shutdown
    stopping.set()
    for task in running:
        task.cancel()
    await asyncio.gather(*running, publishing, return_exceptions=True)
    await send({"type": "lifespan.shutdown.complete"})


async def _find_database() -> None:
    """A moment to connect: whoever knocks meanwhile waits, instead of being sent away."""
    for _ in range(_LOOKS):
        if door.store.is_connected and door.providers.known:
            return
        await asyncio.sleep(_LOOK_EVERY)


def _end_process(task: asyncio.Task[None]) -> None:
    """Without this task no webhook is stored: end, so that whoever started us starts anew."""
    if not task.cancelled():
        _log.critical("intake.door_broke", exc_info=task.exception())
        signal.raise_signal(signal.SIGINT)  # ends as SIGTERM does, with a status that tells
