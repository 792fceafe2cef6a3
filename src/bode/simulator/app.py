"""Putting the simulator together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette

from bode.simulator import control, graph, phones
from bode.simulator.config import SimulatorConfig
from bode.simulator.dialog360 import Relay
from bode.simulator.platform import Platform
from bode.simulator.rising import keep_raising
from bode.simulator.serving import App, Simulator


def create_app(config: SimulatorConfig) -> App:
    """Return the simulator as an ASGI application; its lifespan opens and closes the journal."""
    platform = Platform(config)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await platform.start()
        raising = asyncio.create_task(keep_raising(platform))
        yield
        raising.cancel()
        await platform.stop()

    routes = [*control.routes(platform), *graph.routes(platform), *phones.routes(platform)]
    return Relay(platform, Simulator(platform, Starlette(routes=routes, lifespan=lifespan)))
