"""Server-sent events: an open page hears at once that something changed, and fetches it.

One PostgreSQL listener serves all pages of a process. Events carry ids alone, never content;
each page hears of its own organisation alone.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

import psycopg
from asgiref.sync import sync_to_async
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from bode.conversations.live import CHANNEL
from bode.conversations.overriding import MAY_DECIDE
from bode.desk.presence import keep_line
from bode.organisations.actors import find_actor
from bode.organisations.connecting import connect_for_everyone
from bode.organisations.models import Person
from bode.organisations.tenancy import scope

from . import sharing
from .access import actor_of

GATHER = 0.05  # seconds: what one transaction leads to is told together
PAUSE = 0.3  # seconds: the most often that a page is sent to fetch
BEAT = 15.0  # seconds: by this the page knows that the line is alive
LIFE = 600.0  # seconds: then the page connects anew, and is asked again who it is
RECONNECT = 1.0  # seconds between attempts to reach the database

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Subscription:
    """What one open page has yet to hear."""

    organisation_id: str
    person_id: str = ""
    is_called: bool = False  # something waits for this person alone
    changed: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)  # who is there too, and the like
    missed: bool = True  # what happened before the page listened is not known
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, conversation_ids: list[str]) -> None:
        """These conversations changed; none named means that any may have."""
        self.changed.update(conversation_ids)
        self.missed = self.missed or not conversation_ids
        self.woken.set()

    def tell_beside(self, conversation_id: str) -> None:
        """Something beside this conversation changed; what was said in it did not."""
        self.beside.add(conversation_id)
        self.woken.set()

    def call(self) -> None:
        """Something waits for whoever looks at the page."""
        self.is_called = True
        self.woken.set()

    def take(self) -> bytes:
        """Everything that was told since the last time, as server-sent events."""
        names = ["everything"] if self.missed else []
        if self.changed and not self.missed:
            names = ["list", *sorted(self.changed)]
        if self.beside and not self.missed:
            names += [f"beside-{each}" for each in sorted(self.beside)]
        if self.is_called:
            names.append("mentions")
        self.changed.clear()
        self.beside.clear()
        self.missed = self.is_called = False
        self.woken.clear()
        return b"".join(f"event: {name}\ndata:\n\n".encode() for name in names)


class Hub:
    """Passes PostgreSQL's notifications on to the open pages of this process."""

    def __init__(self) -> None:
        self._open: set[Subscription] = set()
        self._listening: asyncio.Task[None] | None = None

    @contextmanager
    def subscribe(
        self, organisation_id: UUID, person_id: UUID | None = None
    ) -> Iterator[Subscription]:
        """Hear of this organisation's conversations, and of what waits for this person."""
        subscription = Subscription(organisation_id=str(organisation_id), person_id=str(person_id))
        self._open.add(subscription)
        if self._listening is None or self._listening.done():
            self._listening = asyncio.create_task(self._listen())
        try:
            yield subscription
        finally:
            self._open.discard(subscription)

    async def _listen(self) -> None:
        while True:
            try:
                async with await connect_for_everyone("bode web live") as listener:
                    await listener.execute(f"LISTEN {CHANNEL}")
                    sharing.listening(True)
                    self._pass_on({"c": []})  # whatever happened while nobody listened
                    async for notification in listener.notifies():
                        self._pass_on(json.loads(notification.payload))
            except psycopg.OperationalError:
                log.warning("open pages hear nothing: the database can't be reached")
            finally:
                sharing.listening(False)
            await asyncio.sleep(RECONNECT)

    def _pass_on(self, told: dict[str, Any]) -> None:
        if "p" in told:
            self._call(told)
            return
        if "b" in told:
            for page in self._of(told["m"]):
                page.tell_beside(told["b"])
            return
        sharing.changed(str(told.get("m")))
        for page in self._of(told.get("m")):
            page.tell(told["c"])

    def _call(self, told: dict[str, Any]) -> None:
        for page in self._of(told["m"]):
            if page.person_id in told["p"]:
                page.call()

    def _of(self, organisation_id: str | None) -> list[Subscription]:
        """The open pages of an organisation; of none named, all."""
        return [each for each in self._open if organisation_id in (None, each.organisation_id)]


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


async def live(request: HttpRequest) -> HttpResponseBase:
    """The stream of changes for the desk of whoever asks."""
    actor = await sync_to_async(actor_of)(request)
    if actor is None or not actor.has(*live.rights):  # type: ignore[attr-defined]
        return HttpResponse(status=403)
    assert actor.person_id is not None  # programs have no session
    return StreamingHttpResponse(
        _stream(actor.person_id, actor.organisation_id),
        content_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


live.rights = MAY_DECIDE  # type: ignore[attr-defined] # as `access.allow` says it for others


async def _stream(person_id: UUID, organisation_id: UUID) -> AsyncIterator[bytes]:
    # The request lasts for minutes: a connection that it kept would be missing from the pool.
    await sync_to_async(_give_connection_back)()
    loop = asyncio.get_running_loop()
    ends_at = loop.time() + LIFE
    with _hubs.setdefault(loop, Hub()).subscribe(organisation_id, person_id) as page:
        yield page.take()
        asked_at = loop.time()
        while loop.time() < ends_at:
            if loop.time() - asked_at >= BEAT:
                if not await sync_to_async(_may_still_listen)(person_id, organisation_id):
                    return
                asked_at = loop.time()
            try:
                async with asyncio.timeout(BEAT):
                    await page.woken.wait()
            except TimeoutError:
                yield b"event: beat\ndata:\n\n"
                continue
            await asyncio.sleep(GATHER)
            yield page.take()
            await asyncio.sleep(PAUSE)


def _may_still_listen(person_id: UUID, organisation_id: UUID) -> bool:
    """Whether the page may go on listening: someone may have been removed meanwhile."""
    person = Person.objects.filter(id=person_id).first()
    actor = find_actor(person, organisation_id) if person is not None else None
    if actor is not None and actor.has("agent"):
        with scope(organisation_id):
            keep_line(organisation_id, person_id)
    _give_connection_back()
    return actor is not None and actor.has(*live.rights)  # type: ignore[attr-defined]


def _give_connection_back() -> None:
    connection.close()  # a wrapper belongs to the thread in which it is first named
