"""Putting the simulator together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette

from bode.simulator import control, due, graph, phones, rising
from bode.simulator.config import SimulatorConfig
from bode.simulator.dialog360 import Relay
from bode.simulator.faults import Faults
from bode.simulator.mailing import MailServer
from bode.simulator.notify import Notify
from bode.simulator.platform import Platform
from bode.simulator.serving import App, Simulator


def create_app(config: SimulatorConfig, faults: Faults | None = None) -> App:
    """Return the simulator as an ASGI application; its lifespan opens and closes the journal.

    Whoever gives `faults` switches them on and off from within the same process.
    """
    platform = Platform(config, faults)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await platform.start()
        post = MailServer(platform)
        if config.smtp_port:
            await post.open(config.smtp_port)
        tasks = [
            asyncio.create_task(due.keep_doing(do, platform, every))
            for do, every in (
                (due.do_what_is_due, due.EVERY_SECONDS),
                (rising.raise_earned, rising.EVERY_SECONDS),
            )
        ]
        yield
        post.close()
        for task in tasks:
            task.cancel()
        await platform.stop()

    routes = [*control.routes(platform), *graph.routes(platform), *phones.routes(platform)]
    door = Simulator(platform, Starlette(routes=routes, lifespan=lifespan))
    return Relay(platform, Notify(platform, door))
