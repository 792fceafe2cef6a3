"""The line between Bode and the platform, which can be cut."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress

from tests.processes.running import free_port


class Line:
    """Passes everything on to a port of this machine, unless it is cut."""

    def __init__(self, to: int) -> None:
        self.port = free_port()
        self._to = to
        self._is_cut = False
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()
        self._ready.wait(10)

    def cut(self) -> None:
        """What is on its way is lost, and nobody comes through."""
        self._is_cut = True
        self._loop.call_soon_threadsafe(self._drop)

    def mend(self) -> None:
        self._is_cut = False

    def _drop(self) -> None:
        for each in self._open:
            each.transport.abort()

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._pass_on, "127.0.0.1", self.port)
        self._ready.set()
        await server.serve_forever()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        with suppress(OSError):
            if self._is_cut:
                raise ConnectionError
            there, back = await asyncio.open_connection("127.0.0.1", self._to)
            self._open.add(back)
            await asyncio.gather(_pump(reader, back), _pump(there, writer), return_exceptions=True)
            back.close()
            self._open.discard(back)
        self._open.discard(writer)
        writer.close()


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while data := await source.read(65_536):
        sink.write(data)
        await sink.drain()
    sink.close()
