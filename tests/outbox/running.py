"""A dispatcher that really runs, against a simulated platform that really answers."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from asgiref.sync import sync_to_async
from django.db import connections
from tests.simulator.running import Receiver, World, configure, serve

from bode.licensing.models import PhoneNumber
from bode.outbox.dispatcher import Dispatcher
from bode.simulator import SimulatedNumber, SimulatedTemplate, create_app
from bode.whatsapp import Client

# One folder for all dispatchers, as on one machine.
_FOLDER = TemporaryDirectory(prefix="bode-tests-wire-")
WIRE_LOGS = Path(_FOLDER.name)
GREETING = SimulatedTemplate(
    name="groet",
    language="nl",
    category="UTILITY",
    components=({"type": "BODY", "text": "Goedendag."},),
)


@contextmanager
def simulate(*numbers: PhoneNumber, **limits: int) -> Iterator[World]:
    """A platform that knows these numbers, and a receiver of its webhooks."""
    receiver = Receiver()
    with serve(receiver) as callbacks:
        simulated = tuple(
            SimulatedNumber(
                phone_number_id=number.platform_id,
                display_number=number.display_number,
                waba_id=number.account_id,
                verified_name="Gemeente Proefstad",
                callback_url=callbacks,
            )
            for number in numbers
        )
        config = configure(callbacks, numbers=simulated)
        config = replace(config, templates=(*config.templates, GREETING), **limits)
        with serve(create_app(config)) as address:
            yield World(address, receiver)


class Running:
    """A dispatcher in a thread of its own, as in a worker process of its own."""

    def __init__(
        self, address: str, *, timeout_seconds: float = 5, dialog360_url: str = "", **options: Any
    ) -> None:
        self._address, self._timeout = address, timeout_seconds
        self._dialog360_url = dialog360_url or address
        # Nobody here hears that a message was sent, so none waits for the one before.
        standard = {"settle_seconds": 60.0, "wire_logs": WIRE_LOGS, "sent_seconds": 0.0}
        self._options = standard | options
        self._started = threading.Event()
        self._thread = threading.Thread(target=asyncio.run, args=[self._run()], daemon=True)

    def start(self) -> None:
        self._thread.start()
        assert self._started.wait(10)

    def stop(self) -> None:
        """End as on SIGTERM: what is on the wire is finished and settled."""
        self._loop.call_soon_threadsafe(self._dispatcher.stop)
        self._thread.join(15)

    def die(self) -> None:
        """End as on SIGKILL: nothing is finished, nothing is settled."""
        self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(15)

    @property
    def is_running(self) -> bool:
        return self._thread.is_alive()

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        client = Client(
            self._address, dialog360_url=self._dialog360_url, timeout_seconds=self._timeout
        )
        async with client:
            self._dispatcher = Dispatcher(client, **self._options)
            self._task = asyncio.create_task(self._dispatcher.run())
            self._started.set()
            await asyncio.wait([self._task])
        await sync_to_async(connections.close_all)()


@contextmanager
def dispatching(address: str, **options: Any) -> Iterator[Running]:
    """Run a dispatcher until the block ends."""
    running = Running(address, **options)
    running.start()
    try:
        yield running
    except BaseException:
        running.die()
        raise
    if running.is_running:
        running.stop()
    assert not running.is_running
