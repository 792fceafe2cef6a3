"""How soon a message shows on the pages of 200 agents, while 50 come in each second.

Everything runs: webhook door, worker, web process and PostgreSQL, and the browsers' side of 200
pages besides, all on one machine. Each agent has a list open, and beside it a conversation.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from statistics import quantiles
from typing import TYPE_CHECKING, Any
from uuid import UUID

import aiohttp
import orjson

from bode.whatsapp import HEADER, sign

from .dispatch import worker
from .table import Row, row
from .webhooks import free_port, running
from .world import APP_SECRET, PHONE_NUMBER_ID, PROVIDER, WABA_ID

if TYPE_CHECKING:
    from .crowd.rows import Desk

PAGES = 200
CITIZENS = 1_000
"""Who write, each in turn; with every fifth a conversation is open on some page."""
PER_SECOND = 50
SECONDS = 20
WORD = re.compile(rb"meting (\d+)")
LISTS = ("", "?queue=unassigned", "?queue=mine")
_numbers = count(time.time_ns() // 1_000_000)  # another run, other messages


@dataclass(kw_only=True)
class Page:
    """What the browser of one agent holds, and when it first saw each message."""

    session: str
    query: str
    conversation: UUID
    in_list: dict[int, float] = field(default_factory=dict)
    in_thread: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Citizen:
    """Someone who writes, in a conversation that runs."""

    conversation: UUID
    phone: str
    name: str


def measure(desk: Desk, rounds: int) -> list[Row]:
    """The rows of the table; the crowd is in the database."""
    pages, citizens = _arrange(desk)
    lists: list[float] = []
    threads: list[float] = []
    port = free_port()
    with running(["-m", "bode.cli", "web"], port, door(port)), worker():
        for _ in range(rounds):
            in_list, in_thread = asyncio.run(_watch(port, pages, citizens))
            lists.append(quantiles(in_list, n=100)[94])
            threads.append(quantiles(in_thread, n=100)[94])
    return [
        row("a message shows in the lists of 200 open pages, p95", "s", lists),
        row("a message shows in the conversation that is open, p95", "s", threads),
    ]


def door(port: int) -> str:
    """Where the platform brings what citizens write."""
    return f"http://127.0.0.1:{port}/webhooks/whatsapp/{PROVIDER}"


def _arrange(desk: Desk) -> tuple[list[Page], list[Citizen]]:
    """Let the agents sign in, and find who may write to them."""
    from bode.conversations.models import ContactIdentity, Conversation
    from bode.organisations.tenancy import scope

    with scope(desk.municipality):
        latest = Conversation.objects.filter(number=desk.number).order_by("-last_message_at")
        running_ones = list(latest.exclude(status="closed").select_related("contact")[:CITIZENS])
        phones = dict(
            ContactIdentity.objects.filter(
                kind="phone", contact__in=[each.contact_id for each in running_ones]
            ).values_list("contact_id", "value")
        )
    citizens = [
        Citizen(conversation=each.id, phone=phones[each.contact_id], name=each.contact.name)
        for each in running_ones
        if each.contact_id in phones
    ]
    pages = [
        Page(
            session=sign_in(person_id),
            query=LISTS[n % len(LISTS)],
            conversation=citizens[n * len(citizens) // PAGES].conversation,
        )
        for n, (person_id, _name) in enumerate(desk.agents[:PAGES])
    ]
    return pages, citizens


def sign_in(person_id: UUID) -> str:
    """The session of someone who signed in."""
    from django.conf import settings
    from django.test import Client

    from bode.organisations.models import Person

    browser = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    browser.force_login(Person.objects.get(id=person_id), backend)
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


async def _watch(
    port: int, pages: Sequence[Page], citizens: Sequence[Citizen]
) -> tuple[list[float], list[float]]:
    """Seconds until each message stood in each of the lists of all, and on the page that shows
    its conversation."""
    for page in pages:
        page.in_list.clear()
        page.in_thread.clear()
    async with aiohttp.ClientSession(
        f"http://127.0.0.1:{port}", connector=aiohttp.TCPConnector(limit=0)
    ) as browser:
        streams = [asyncio.create_task(_read(browser, page, port)) for page in pages]
        await asyncio.sleep(10)  # until all have caught up
        sent = await _write(browser, citizens)
        await asyncio.sleep(5)
        for stream in streams:
            if stream.done():
                stream.result()  # it should not have ended
            stream.cancel()
        await asyncio.gather(*streams, return_exceptions=True)
    open_on = {page.conversation: page for page in pages}
    everywhere = [page for page in pages if not page.query]
    in_list = [
        page.in_list.get(number, float("inf")) - at
        for number, (at, _conversation) in sent.items()
        for page in everywhere
    ]
    in_thread = [
        open_on[conversation].in_thread.get(number, float("inf")) - at
        for number, (at, conversation) in sent.items()
        if conversation in open_on
    ]
    return in_list, in_thread


async def _read(browser: aiohttp.ClientSession, page: Page, port: int) -> None:
    """Follow the stream of a page, and fetch the conversation whenever it changes."""
    headers = {"Cookie": f"bode_session_{port}={page.session}"}
    changed = f"event: {page.conversation}\n".encode()
    fetching: asyncio.Task[None] | None = None
    again = asyncio.Event()
    async with browser.get(f"/live/{page.query}", headers=headers, timeout=None) as stream:
        assert stream.status == 200, stream.status
        kept = b""
        async for piece in stream.content.iter_any():
            kept += piece
            whole, separator, kept = kept.rpartition(b"\n\n")
            events = whole + separator
            _note(events, page.in_list)
            if changed in events:
                again.set()
                if fetching is None or fetching.done():
                    fetching = asyncio.create_task(_fetch(browser, page, headers, again))


async def _fetch(
    browser: aiohttp.ClientSession, page: Page, headers: dict[str, str], again: asyncio.Event
) -> None:
    headers = {**headers, "HX-Request": "true"}
    while again.is_set():
        again.clear()
        async with browser.get(f"/desk/{page.conversation}/thread/", headers=headers) as answer:
            assert answer.status == 200, answer.status
            _note(await answer.read(), page.in_thread)


def _note(html: bytes, seen: dict[int, float]) -> None:
    at = time.monotonic()
    for number in WORD.findall(html):
        seen.setdefault(int(number), at)


async def _write(
    browser: aiohttp.ClientSession, citizens: Sequence[Citizen]
) -> dict[int, tuple[float, UUID]]:
    """Let another citizen write every 20 ms; returns when, and where, for each message."""
    sent = {}
    begins = time.monotonic()
    writing = []
    for n in range(PER_SECOND * SECONDS):
        await asyncio.sleep(max(0.0, begins + n / PER_SECOND - time.monotonic()))
        citizen, number = citizens[n % len(citizens)], next(_numbers)
        sent[number] = (time.monotonic(), citizen.conversation)
        writing.append(asyncio.create_task(_post(browser, _webhook(citizen, number))))
    await asyncio.gather(*writing)
    return sent


async def _post(browser: aiohttp.ClientSession, body: bytes) -> None:
    headers = {HEADER: sign(body, APP_SECRET), "Content-Type": "application/json"}
    door = f"/webhooks/whatsapp/{PROVIDER}"
    async with browser.post(door, data=body, headers=headers) as answer:
        assert answer.status == 200, answer.status


def _webhook(citizen: Citizen, number: int) -> bytes:
    message: dict[str, Any] = {
        "from": citizen.phone,
        "id": f"wamid.bench{number}",
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": f"meting {number}"},
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "31850000091", "phone_number_id": PHONE_NUMBER_ID},
        "contacts": [{"wa_id": citizen.phone, "profile": {"name": citizen.name}}],
        "messages": [message],
    }
    entry = {"id": WABA_ID, "changes": [{"field": "messages", "value": value}]}
    return orjson.dumps({"object": "whatsapp_business_account", "entry": [entry]})
