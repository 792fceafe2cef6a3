"""How fast the desk answers where 100,000 conversations hold 1,000,000 messages.

Each page is asked for over HTTP, of the web process as it runs: the time is the server's, with the
wire on the same machine. The queries are timed by themselves, in PostgreSQL and on the way to it,
while messages come in on another connection.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import count
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from random import Random
from statistics import quantiles
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from . import open_pages, painting
from .table import Row, row
from .webhooks import free_port, running

if TYPE_CHECKING:  # models may only be imported once the world is there
    from .crowd.rows import Desk

PAGES = 100
"""Asked for in each round."""
QUERIES = 1_000
PER_SECOND = 50
SEED = 20
_asked = count()  # each time another conversation, as agents open them
WORDS = (
    "wespennest", "Kievitdreef", "traplift kapot", "Öztürk", "vergunning", "afspraak verzetten",
    "kapverg", "grofvuil Noord", "paspoort ophalen", "riool ruikt",
)  # fmt: skip


def measure(rounds: int) -> list[Row]:
    """Fill the database with the crowd, once, and look at the desk of its largest municipality."""
    from .crowd.writing import fill

    began = time.perf_counter()
    desk = fill()
    filled = time.perf_counter() - began
    return [
        row("the crowd: 1,000,000 messages written", "s", [filled]),
        *measure_pages(desk, rounds),
        *measure_queries(desk, rounds),
        *painting.measure(desk, rounds),
        *open_pages.measure(desk, rounds),
    ]


def measure_pages(desk: Desk, rounds: int) -> list[Row]:
    """How long the server takes for each page."""
    port = free_port()
    web = running(["-m", "bode.cli", "web"], port, open_pages.door(port))
    with web, _open_page(desk, port):
        pages = _pages(desk, port)
        took: dict[str, list[float]] = {name: [] for name in pages}
        for _ in range(rounds):
            for name, ask in pages.items():
                took[name].append(_slow(ask, PAGES, 95))
    return [row(f"desk, {name} page, p95", "ms", each) for name, each in took.items()]


def measure_queries(desk: Desk, rounds: int) -> list[Row]:
    """How long the statements behind the pages take, while messages come in."""
    queries = _queries(desk.municipality)
    took: dict[str, list[float]] = {name: [] for name in queries}
    gc.collect()
    gc.freeze()  # as the web process does
    for _ in range(rounds):
        with _writing(desk):
            for name, ask in queries.items():
                took[name].append(_slow(ask, QUERIES, 99))
    return [
        row(f"desk, {name}, p99 while messages come", "ms", each) for name, each in took.items()
    ]


Asks = dict[str, Callable[[int], float]]
"""Each asks once, for what the number tells apart from other times, and returns seconds."""


@contextmanager
def _open_page(desk: Desk, port: int) -> Iterator[None]:
    """Someone is at work: their page hears what changes."""
    server = HTTPConnection("127.0.0.1", port)
    session = open_pages.sign_in(desk.agents[1][0])
    server.request("GET", "/live/", headers={"Cookie": f"bode_session_{port}={session}"})
    assert server.getresponse().status == 200
    try:
        yield
    finally:
        server.close()


def _pages(desk: Desk, port: int) -> Asks:
    """How a browser asks for each page."""
    from bode.conversations.queries import list_conversations
    from bode.organisations.tenancy import scope

    server = HTTPConnection("127.0.0.1", port)
    cookie = f"bode_session_{port}={open_pages.sign_in(desk.agents[0][0])}"
    with scope(desk.municipality):
        latest = [each.id for each in list_conversations(limit=PAGES * 5)]

    def get(path: str, *, into: str = "") -> float:
        headers = {"HX-Request": "true", "HX-Target": into} if into else {}
        began = time.perf_counter()
        server.request("GET", path, headers={"Cookie": cookie, **headers})
        answer = server.getresponse()
        answer.read()
        took = time.perf_counter() - began
        assert answer.status == 200, (path, answer.status)
        return took

    def address(n: int) -> str:
        return f"/desk/{latest[n % len(latest)]}/"

    def search(n: int) -> str:
        return "/desk/search/?" + urlencode({"q": WORDS[n % len(WORDS)]})

    return {
        "inbox": lambda _n: get("/desk/"),
        "conversation": lambda n: get(address(n)),
        "conversation, from the list": lambda n: get(address(n), into="pane"),
        "search": lambda n: get(search(n)),
    }


def _queries(municipality: UUID) -> Asks:
    from bode.conversations.queries import list_conversations, list_latest_messages
    from bode.conversations.queues import Asked, Queue, list_queue
    from bode.conversations.search.finding import Choice, find_said
    from bode.conversations.search.wanting import read
    from bode.organisations.tenancy import scope
    from bode.web.desk.searching import PAGE

    everything = Asked(queue=Queue.ALL)
    with scope(municipality):
        latest = [each.id for each in list_conversations(limit=PAGES)]

    def within(ask: Callable[[int], object]) -> Callable[[int], float]:
        def asked(n: int) -> float:
            with scope(municipality), _in_database() as took:
                ask(n)
            return sum(took)

        return asked

    return {
        "list": within(lambda _n: list_queue(everything)),
        "conversation": within(lambda n: list_latest_messages(latest[n % len(latest)], limit=50)),
        "search": within(lambda n: find_said(read(WORDS[n % len(WORDS)]), Choice(), limit=PAGE)),
    }


@contextmanager
def _in_database() -> Iterator[list[float]]:
    """The seconds that each statement takes until its rows are there, without Django's own part."""
    from django.db import connection

    took: list[float] = []

    def execute(execute: Callable[..., Any], *of: Any) -> Any:
        began = time.perf_counter()
        answer = execute(*of)
        took.append(time.perf_counter() - began)
        return answer

    with connection.execute_wrapper(execute):
        yield took


def _slow(ask: Callable[[int], float], times: int, percent: int) -> float:
    """In ms, what this percentage of the asks stays under."""
    for _ in WORDS:
        ask(next(_asked))  # a first time, for what is only done once
    took = [ask(next(_asked)) * 1000 for _ in range(times)]
    return quantiles(took, n=100)[percent - 1]


@contextmanager
def _writing(desk: Desk) -> Iterator[None]:
    """Let citizens of the largest municipality go on writing meanwhile: 50 messages a second.

    In a process of its own: threads of one would wait for each other.
    """
    spawning = get_context("spawn")
    writes = spawning.Event()
    writer = spawning.Process(target=_write, args=(desk.municipality, writes))
    writer.start()
    try:
        assert writes.wait(30)
        yield
    finally:
        writer.terminate()
        writer.join()


def _write(municipality: UUID, writes: Event) -> None:
    from bode.processes.starting import set_up_django

    set_up_django(os.environ["BODE_DATABASE_URL"])
    from bode.basics import now
    from bode.conversations.models import Conversation, Message
    from bode.organisations.tenancy import scope

    from .crowd import sayings

    random = Random(SEED)
    with scope(municipality):
        some = list(Conversation.objects.order_by("-last_message_at")[:PAGES])
        while True:
            time.sleep(1 / PER_SECOND)
            Message.objects.create(
                municipality_id=municipality,
                conversation=random.choice(some),
                direction="in",
                type="text",
                text=sayings.say(random, ours=False),
                content={},
                status="received",
                at=now(),
            )
            writes.set()
