"""A platform that accepts whatever it gets, as fast as it can: `python -m bench.canned PORT`.

It reads no more of a request than where it ends. Every message gets an id of its own, as Bode
would notice when two had the same; and no number, as Bode would notice that it is another.
`GET /came` is answered with how many messages came in each hundredth of a second; that is forgotten
then.
"""

from __future__ import annotations

import asyncio
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Sequence
from itertools import count
from typing import cast

import orjson
import uvloop

_ids = count(1)
_BODY = (
    b'{"messaging_product":"whatsapp","contacts":[{"input":"31600000001","user_id":"NL.600001"}],'
    b'"messages":[{"id":"wamid.HBgLMzE2MDAwMDAwMDEVAgARGBI5Q%020d","message_status":"accepted"}]}'
)
_HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\n"
    b"Content-Length: %d\r\n\r\n"
)
_ACCEPTED = _HEAD % len(_BODY % 0)
SECOND = 100  # hundredths
_came: Counter[int] = Counter()


class Canned(asyncio.Protocol):
    """One connection, kept open; requests may come in pieces."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._buffer = b""

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            start = self._buffer.lower().find(b"content-length:", 0, end)
            told = self._buffer[start + 15 : self._buffer.find(b"\r\n", start)]
            length = int(told) if start >= 0 else 0
            if len(self._buffer) < end + 4 + length:
                return
            is_asked, is_message = self._buffer[:10] == b"GET /came ", self._buffer[:4] == b"POST"
            self._buffer = self._buffer[end + 4 + length :]
            if is_asked:
                self._transport.write(_told())
                continue
            if is_message:
                _came[int(time.time() * SECOND)] += 1
            self._transport.write(_ACCEPTED + _BODY % next(_ids))


def read_came(graph_url: str) -> list[tuple[int, int]]:
    """What came since this was asked last: hundredths of a second, and how many in each."""
    with urllib.request.urlopen(f"{graph_url}/came") as answer:
        return [tuple(each) for each in orjson.loads(answer.read())]


def rate_of(came: Sequence[tuple[int, int]]) -> float:
    """Messages a second, from the first to the last."""
    return sum(count for _, count in came) / ((came[-1][0] - came[0][0] + 1) / SECOND)


def _told() -> bytes:
    body = orjson.dumps(sorted(_came.items()))
    _came.clear()
    return _HEAD % len(body) + body


async def main(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Canned, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
