"""How many messages a second one worker claims, sends and settles, beside bare clients.

All send to the same platform with a canned answer, in a process of its own, with PostgreSQL on
the same machine. Rounds are interleaved: what slows the machine slows all.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import uvloop
from pywa_async import WhatsApp

from .table import Row, row
from .webhooks import free_port
from .world import EMPTY, PHONE_NUMBER_ID, TOKEN

MESSAGES = 20_000
LONGEST_SECONDS = 120
PYWA_MESSAGES = 3_000
PYWA_IN_FLIGHT = 8  # where it is fastest
SENT = "messages claimed, sent and settled by one worker"
BARE = "the bare HTTP client in a loop"
PYWA = "pywa_async's send_message"


@contextmanager
def platform() -> Iterator[str]:
    """A platform with a canned answer; its address."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "bench.canned", str(port)])
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def measure(rounds: int, graph_url: str) -> list[Row]:
    """The rows of the table; inside `world(graph_url)` and `platform()`."""
    runs: dict[str, list[float]] = {SENT: [], BARE: [], PYWA: []}
    memory: list[float] = []
    gc.collect()
    gc.freeze()  # as the worker does
    with worker() as process:
        measure_worker()  # a first time, for what is only done once
        for _ in range(rounds):
            runs[SENT].append(measure_worker())
            memory.append(megabytes(process.pid))
            process.send_signal(signal.SIGSTOP)  # while the others are measured
            runs[BARE].append(uvloop.run(measure_bare(graph_url)))
            runs[PYWA].append(uvloop.run(measure_pywa(graph_url)))
            process.send_signal(signal.SIGCONT)
    return [
        row(SENT, "messages/s", runs[SENT], BARE, runs[BARE]),
        row(BARE, "messages/s", runs[BARE]),
        row(f"{SENT} (beside pywa)", "messages/s", runs[SENT], PYWA, runs[PYWA]),
        row(PYWA, "messages/s", runs[PYWA]),
        row(f"{SENT}: its memory, after each {MESSAGES:,}", "MB", memory),
    ]


@contextmanager
def worker() -> Iterator[subprocess.Popen[bytes]]:
    """A worker of Bode, as it runs."""
    process = subprocess.Popen([sys.executable, "-m", "bode.cli", "worker"])
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(15)


def measure_worker() -> float:
    """Messages a second from queue to settled, by the worker that runs."""
    began = fill(MESSAGES)
    while (seconds := time.perf_counter() - began) < LONGEST_SECONDS:
        if not find("SELECT EXISTS (SELECT FROM outbox_sending)"):
            settled = find("SELECT count(*) FROM conversations_message WHERE wamid IS NOT NULL")
            assert settled == MESSAGES, "not every message was settled"
            return MESSAGES / seconds
        time.sleep(0.02)
    raise AssertionError("the worker did not send everything")


async def measure_bare(graph_url: str) -> float:
    """Messages a second with nothing around the client: no queue, no rules, no database."""
    from bode.outbox.dispatcher import IN_FLIGHT

    address = f"{graph_url}/v23.0/{PHONE_NUMBER_ID}/messages"
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=IN_FLIGHT)) as session:

        async def send(number: int) -> None:
            async with session.post(address, data=body_of(number), headers=headers) as answer:
                assert orjson.loads(await answer.read())["messages"][0]["id"]

        return await _per_second(send, MESSAGES, IN_FLIGHT)


async def measure_pywa(graph_url: str) -> float:
    """Messages a second through another client library."""
    client = WhatsApp(phone_id=PHONE_NUMBER_ID, token=TOKEN)
    client.api._session.base_url = graph_url + "/v23.0"

    async def send(number: int) -> None:
        await client.send_message(to=f"316{number:08}", text="Uw vergunning is klaar.")

    return await _per_second(send, PYWA_MESSAGES, PYWA_IN_FLIGHT)


async def _per_second(
    send: Callable[[int], Awaitable[None]], messages: int, in_flight: int
) -> float:
    numbers = iter(range(messages))

    async def send_on() -> None:
        for number in numbers:
            await send(number)

    began = time.perf_counter()
    await asyncio.gather(*(send_on() for _ in range(in_flight)))
    return messages / (time.perf_counter() - began)


def body_of(number: int) -> bytes:
    return orjson.dumps(
        {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "type": "text",
            "text": {"body": "Uw vergunning is klaar."},
            "to": f"316{number:08}",
            "biz_opaque_callback_data": f"019ab5c2-7d1e-7c3a-9f10-{number:012}",
        }
    )


def find(query: str) -> Any:
    from django.db import connection

    from bode.organisations.tenancy import every_tenant

    with every_tenant("the benchmark's world"), connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def megabytes(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024**2


FILL = """
{empty}
INSERT INTO conversations_contact (id, municipality_id, name, username)
SELECT uuidv7(), municipality_id, 'Inwoner ' || n, ''
FROM licensing_phonenumber, generate_series(1, {messages}) AS n;
INSERT INTO conversations_conversation
  (id, municipality_id, contact_id, number_id, status, purpose, purpose_from, preview,
   preview_type, unread_count)
SELECT uuidv7(), contact.municipality_id, contact.id, number.id, 'waiting', 'permits', 'program',
       '', '', 0
FROM conversations_contact AS contact, licensing_phonenumber AS number;
INSERT INTO conversations_message
  (id, municipality_id, conversation_id, direction, type, text, content, purpose, author_name,
   status, error_code, at)
SELECT uuidv7(), municipality_id, id, 'out', 'text', 'Uw vergunning is klaar.',
       '{{"body": "Uw vergunning is klaar."}}', 'permits', 'Zaaksysteem', 'queued', '', now()
FROM conversations_conversation;
INSERT INTO outbox_sending
  (message_id, municipality_id, number_id, lane, purpose, recipient, payload, state, attempts,
   error_code)
SELECT message.id, message.municipality_id, number.id, 2, 'permits',
       '316' || to_char({first} + n, 'FM00000000'),
       convert_to(json_build_object(
         'messaging_product', 'whatsapp', 'recipient_type', 'individual', 'type', 'text',
         'text', json_build_object('body', message.text),
         'to', '316' || to_char({first} + n, 'FM00000000'),
         'biz_opaque_callback_data', message.id)::text, 'UTF8'),
       'queued', 0, ''
FROM (SELECT *, row_number() OVER () AS n FROM conversations_message) AS message,
     licensing_phonenumber AS number;
"""


_times = itertools.count()


def fill(messages: int) -> float:
    """Queue this many messages, each to another citizen; return the moment of the commit.

    To others each time: whoever was just written to, gets the next message only once it is known
    that the first was sent, and here nobody tells.
    """
    from django.db import connection, transaction

    from bode.organisations.tenancy import every_tenant

    with every_tenant("the benchmark's world"), connection.cursor() as cursor:
        with transaction.atomic():
            cursor.execute(
                FILL.format(empty=EMPTY, messages=messages, first=next(_times) * messages)
            )
        return time.perf_counter()


if __name__ == "__main__":
    from .table import show
    from .world import world

    with platform() as address, world(address):
        print(show(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 3, address)))
