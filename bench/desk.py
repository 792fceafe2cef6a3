"""How fast the desk answers where 100,000 conversations hold 1,000,000 messages.

Each page is asked for as a browser does, through Django with everything that stands in its way but
without the wire: the time is the server's. The queries are timed by themselves, with the reading of
what they find, while messages come in on another connection.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from random import Random
from statistics import quantiles
from threading import Event, Thread
from typing import TYPE_CHECKING
from uuid import UUID

from . import open_pages, painting
from .table import Row, row

if TYPE_CHECKING:  # models may only be imported once the world is there
    from .crowd.rows import Desk

PAGES = 100
"""Asked for in each round."""
QUERIES = 200
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
    pages = _pages(desk.municipality, desk.agents[0][0])
    queries = _queries(desk.municipality)
    pages_took: dict[str, list[float]] = {name: [] for name in pages}
    queries_took: dict[str, list[float]] = {name: [] for name in queries}
    for _ in range(rounds):
        for name, ask in pages.items():
            pages_took[name].append(_slow(ask, PAGES, 95))
        with _writing(desk):
            for name, ask in queries.items():
                queries_took[name].append(_slow(ask, QUERIES, 99))
    return [
        row("the crowd: 1,000,000 messages written", "s", [filled]),
        *(row(f"desk, {name} page, p95", "ms", took) for name, took in pages_took.items()),
        *(
            row(f"desk, {name}, p99 while messages come", "ms", took)
            for name, took in queries_took.items()
        ),
        *painting.measure(desk, rounds),
        *open_pages.measure(desk, rounds),
    ]


Asks = dict[str, Callable[[int], object]]


def _pages(municipality: UUID, agent: UUID) -> Asks:
    """How a browser asks for each page; the number tells one time from another."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from bode.conversations.queries import list_conversations
    from bode.organisations.tenancy import scope

    settings.ALLOWED_HOSTS = ["*"]
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = open_pages.sign_in(agent)
    with scope(municipality):
        latest = [each.id for each in list_conversations(limit=PAGES * 5)]

    def get(path: str, given: dict[str, str] | None = None, *, into: str = "") -> None:
        headers = {"HX-Request": "true", "HX-Target": into} if into else {}
        answer = browser.get(path, given, headers=headers)
        assert answer.status_code == 200, path

    def address(n: int) -> str:
        return reverse("conversation", args=[latest[n % len(latest)]])

    return {
        "inbox": lambda _n: get(reverse("desk")),
        "conversation": lambda n: get(address(n)),
        "conversation, from the list": lambda n: get(address(n), into="pane"),
        "search": lambda n: get(reverse("search"), {"q": WORDS[n % len(WORDS)]}),
    }


def _queries(municipality: UUID) -> Asks:
    from bode.conversations.queries import list_conversations, list_latest_messages
    from bode.conversations.queues import Asked, Queue, list_first, list_queue
    from bode.conversations.search.finding import Choice, find_said
    from bode.conversations.search.wanting import read
    from bode.organisations.tenancy import scope

    everything = Asked(queue=Queue.ALL)
    with scope(municipality):
        latest = [each.id for each in list_conversations(limit=PAGES)]

    def within(ask: Callable[[int], object]) -> Callable[[int], object]:
        def asked(n: int) -> object:
            with scope(municipality):
                return ask(n)

        return asked

    return {
        "list": within(lambda _n: (list_first(everything), list_queue(everything))),
        "conversation": within(lambda n: list_latest_messages(latest[n % len(latest)], limit=50)),
        "search": within(lambda n: find_said(read(WORDS[n % len(WORDS)]), Choice())),
    }


def _slow(ask: Callable[[int], object], times: int, percent: int) -> float:
    """In ms, what this percentage of the asks stays under."""
    for _ in WORDS:
        ask(next(_asked))  # a first time, for what is only done once
    took = []
    for _ in range(times):
        began = time.perf_counter()
        ask(next(_asked))
        took.append((time.perf_counter() - began) * 1000)
    return quantiles(took, n=100)[percent - 1]


@contextmanager
def _writing(desk: Desk) -> Iterator[None]:
    """Let citizens of the largest municipality go on writing meanwhile: 50 messages a second."""
    over = Event()
    writer = Thread(target=_write, args=(desk, over))
    writer.start()
    try:
        yield
    finally:
        over.set()
        writer.join()


def _write(desk: Desk, over: Event) -> None:
    from django.db import connection

    from bode.basics import now
    from bode.conversations.models import Conversation, Message
    from bode.organisations.tenancy import scope

    from .crowd import sayings

    random = Random(SEED)
    with scope(desk.municipality):
        some = list(Conversation.objects.order_by("-last_message_at")[:PAGES])
        while not over.wait(1 / PER_SECOND):
            Message.objects.create(
                municipality_id=desk.municipality,
                conversation=random.choice(some),
                direction="in",
                type="text",
                text=sayings.say(random, ours=False),
                content={},
                status="received",
                at=now(),
            )
    connection.close()
