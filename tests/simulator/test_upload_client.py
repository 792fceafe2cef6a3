"""Bode's own client gives example files to the simulator, also over lines that break."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tests.simulator.running import ACCOUNT, NUMBER, TOKEN, World

from bode.whatsapp import Access, Client

OURS = Access(number_id=NUMBER, account_id=ACCOUNT, token=TOKEN)
PICTURE = b"\x89PNG" + bytes(1_000_000)


@asynccontextmanager
async def line_to(address: str, breaks_after: list[int]) -> AsyncIterator[str]:
    """A line to a server. It breaks when so many bytes have passed, once for each number."""
    host, port = address.removeprefix("http://").split(":")

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, most: int) -> None:
        with suppress(ConnectionError):
            while most > 0 and (data := await reader.read(4096)):
                most -= len(data)
                writer.write(data)
                await writer.drain()
        writer.close()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        theirs, ours = await asyncio.open_connection(host, int(port))
        most = breaks_after.pop(0) if breaks_after else sys.maxsize
        with suppress(asyncio.CancelledError):  # the test is over
            await asyncio.gather(carry(reader, ours, most), carry(theirs, writer, sys.maxsize))

    server = await asyncio.start_server(connect, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_an_example_file_gets_a_handle_that_a_profile_takes(world: World) -> None:
    async with Client(world.address) as client:
        handle = await client.upload_example(OURS, "wapen & vlag.png", "image/png", PICTURE)
        changed = world.graph.post(
            f"/{NUMBER}/whatsapp_business_profile",
            json={"messaging_product": "whatsapp", "profile_picture_handle": handle},
        )

    assert changed.status_code == 200


async def test_an_upload_goes_on_where_the_line_broke(world: World) -> None:
    breaks = [300_000, 200_000]
    async with line_to(world.address, breaks) as address, Client(address) as client:
        handle = await client.upload_example(OURS, "wapen.png", "image/png", PICTURE)

    assert handle.startswith("4::")
    assert breaks == []
