"""The worker process: reads the webhook log, sends what is in the outbox, runs jobs."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Collection
from threading import Event
from typing import Any

import structlog
import uvloop

from bode.settings.environment import Environment

from .errors import ComponentEnded
from .starting import started

_log = structlog.get_logger(__name__)


def run() -> None:
    """Work until SIGTERM; what is on the wire is finished then.

    Raises `ComponentEnded` when one of its parts breaks, so that whoever started it starts anew.
    """
    with started("worker") as environment:
        uvloop.run(_work(environment))


async def _work(environment: Environment) -> None:
    from bode.background.running import run_jobs
    from bode.broadcasts.loop import feed_until
    from bode.intake.loop import process_until
    from bode.intake.queries import heard_until
    from bode.licensing.reaching import open_client
    from bode.outbox.dispatcher import Dispatcher

    from .drills import keep_drills_until
    from .warming import keep_what_is_loaded

    keep_what_is_loaded(20_000)
    stopping = Event()
    async with open_client() as client:
        dispatcher = Dispatcher(
            client,
            settle_seconds=environment.settle_seconds,
            wire_logs=environment.data_dir / "outbox",
            heard_until=heard_until,
            citizen_burst=environment.citizen_burst,
            sent_seconds=environment.sent_seconds,
        )
        intake = asyncio.create_task(asyncio.to_thread(process_until, stopping))
        broadcasts = asyncio.create_task(asyncio.to_thread(feed_until, stopping))
        drills = asyncio.create_task(
            asyncio.to_thread(keep_drills_until, stopping, environment.data_dir)
        )
        outbox = asyncio.create_task(dispatcher.run())
        jobs = asyncio.create_task(run_jobs())
        parts = {
            "intake": intake,
            "broadcasts": broadcasts,
            "drills": drills,
            "outbox": outbox,
            "jobs": jobs,
        }
        was_told = await _wait_for_the_end(parts.values())
        broken = [name for name, part in parts.items() if part.done()]
        stopping.set()
        dispatcher.stop()
        jobs.cancel()
        await asyncio.gather(*parts.values(), return_exceptions=True)
    if not was_told:
        for name in broken:
            _log.critical("worker.part_ended", part=name, exc_info=_error(parts[name]))
        raise ComponentEnded(f"Part of the worker ended by itself: {', '.join(broken)}.")


async def _wait_for_the_end(parts: Collection[asyncio.Task[None]]) -> bool:
    """Wait for a signal to stop, or for a part that ends; says whether it was the signal."""
    told = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, told.set)
    telling = asyncio.create_task(told.wait())
    await asyncio.wait({telling, *parts}, return_when=asyncio.FIRST_COMPLETED)
    telling.cancel()
    return told.is_set()


def _error(part: asyncio.Task[Any]) -> BaseException | None:
    return None if part.cancelled() else part.exception()
