"""Putting the simulator together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette

from bode.simulator import control, graph, phones
from bode.simulator.config import SimulatorConfig
from bode.simulator.dialog360 import Relay
from bode.simulator.due import keep_up
from bode.simulator.platform import Platform
from bode.simulator.rising import keep_raising
from bode.simulator.serving import App, Simulator


def create_app(config: SimulatorConfig) -> App:
    """Return the simulator as an ASGI application; its lifespan opens and closes the journal."""
    platform = Platform(config)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await platform.start()
        tasks = [asyncio.create_task(keep(platform)) for keep in (keep_raising, keep_up)]
        yield
        for task in tasks:
            task.cancel()
        await platform.stop()

    routes = [*control.routes(platform), *graph.routes(platform), *phones.routes(platform)]
    return Relay(platform, Simulator(platform, Starlette(routes=routes, lifespan=lifespan)))
