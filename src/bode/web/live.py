"""Server-sent events: an open page hears at once that something changed, and fetches it.

One PostgreSQL listener serves all pages of a process. Events carry ids; only its list of
conversations is sent to a page as it is. Each page hears of its own organisation alone.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

import psycopg
from asgiref.sync import sync_to_async
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language

from bode.background.states import Part
from bode.basics import now
from bode.conversations.live import CHANNEL
from bode.conversations.overriding import MAY_DECIDE
from bode.desk.presence import keep_line
from bode.organisations.actors import find_actor
from bode.organisations.connecting import connect_for_everyone
from bode.organisations.models import Person
from bode.organisations.tenancy import scope

from . import sharing, workers
from .access import actor_of
from .desk.lists import Made, Wanted
from .pushing import Lists

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
    wanted: Wanted | None = None  # the list that stands on it
    listed: Made | None = None  # that list as it is
    sent: Made | None = None  # and as the page has it
    is_called: bool = False  # something waits for this person alone
    is_alarmed: bool = False  # what stands above every page changed
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

    def show(self, made: Made) -> None:
        """The list that stands on the page is like this now."""
        self.listed = made
        if made != self.sent:
            self.woken.set()

    def _take_list(self) -> list[bytes]:
        """What of its list the page does not have yet."""
        new, old, self.sent = self.listed, self.sent, self.listed
        if new is None:
            return []
        known = old.rows if old is not None else None
        rows = [] if known == new.rows else [new.rows.beside(known)]
        queues = [] if old is not None and old.queues == new.queues else [new.queues]
        return [*queues, *rows]

    def call(self) -> None:
        """Something waits for whoever looks at the page."""
        self.is_called = True
        self.woken.set()

    def alarm(self) -> None:
        """What demands attention above every page is other than it was."""
        self.is_alarmed = True
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
        if self.is_alarmed and not self.missed:
            names.append("attention")
        self.changed.clear()
        self.beside.clear()
        self.missed = self.is_called = self.is_alarmed = False
        self.woken.clear()
        events = [f"event: {name}\ndata:\n\n".encode() for name in names]
        return b"".join([*events, *self._take_list()])


class Hub:
    """Passes PostgreSQL's notifications on to the open pages of this process."""

    def __init__(self) -> None:
        self._open: set[Subscription] = set()
        self._lists = Lists(self._of)
        self._listening: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None
        self._still: frozenset[Part] = frozenset()

    @contextmanager
    def subscribe(
        self,
        organisation_id: UUID,
        person_id: UUID | None = None,
        wanted: Wanted | None = None,
    ) -> Iterator[Subscription]:
        """Hear of this organisation's conversations, of what waits for this person, and get the
        list that they have open whenever it changes."""
        subscription = Subscription(
            organisation_id=str(organisation_id), person_id=str(person_id), wanted=wanted
        )
        self._open.add(subscription)
        if wanted is not None:
            self._lists.open(subscription.organisation_id)
        if self._listening is None or self._listening.done():
            self._listening = asyncio.create_task(self._listen())
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
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

    async def _look(self) -> None:
        """While a page is open, look whether workers work, and tell all pages when that changes."""
        try:
            while self._open:
                # That the database is away is said in other ways.
                with suppress(DatabaseError, InterfaceError, psycopg.OperationalError):
                    self._tell(await sync_to_async(_look, thread_sensitive=False)())
                await asyncio.sleep(workers.LOOK_SECONDS)
        finally:
            workers.forget()

    def _tell(self, still: frozenset[Part]) -> None:
        if still != self._still:
            self._still = still
            for page in self._open:
                page.alarm()

    def _pass_on(self, told: dict[str, Any]) -> None:
        if "p" in told:
            self._call(told)
            return
        if "b" in told:
            for page in self._of(told["m"]):
                page.tell_beside(told["b"])
            return
        sharing.changed(str(told.get("m")))
        pages = self._of(told.get("m"))
        for page in pages:
            page.tell(told["c"])
        if told["c"]:
            self._lists.change(told["m"], told["c"])
        else:
            self._lists.forget(told.get("m"))
            sharing.anything_changed(told.get("m"))

    def _call(self, told: dict[str, Any]) -> None:
        for page in self._of(told["m"]):
            if page.person_id in told["p"]:
                page.call()

    def _of(self, organisation_id: str | None) -> list[Subscription]:
        """The open pages of an organisation; of none named, all."""
        return [each for each in self._open if organisation_id in (None, each.organisation_id)]


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


async def live(request: HttpRequest) -> HttpResponseBase:
    """The stream of changes for the desk of whoever asks; `list=none`: their page has no list."""
    actor = await sync_to_async(actor_of)(request)
    if actor is None or not actor.has(*live.rights):  # type: ignore[attr-defined]
        return HttpResponse(status=403)
    assert actor.person_id is not None  # programs have no session
    wanted = Wanted(
        person_id=actor.person_id, query=request.GET.urlencode(), language=get_language()
    )
    has_list = actor.has("agent") and request.GET.get("list") != "none"
    return StreamingHttpResponse(
        _stream(actor.person_id, actor.organisation_id, wanted if has_list else None),
        content_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


live.rights = MAY_DECIDE  # type: ignore[attr-defined] # as `access.allow` says it for others


async def _stream(
    person_id: UUID, organisation_id: UUID, wanted: Wanted | None
) -> AsyncIterator[bytes]:
    # The request lasts for minutes: a connection that it kept would be missing from the pool.
    await sync_to_async(_give_connection_back)()
    loop = asyncio.get_running_loop()
    ends_at = loop.time() + LIFE
    with _hubs.setdefault(loop, Hub()).subscribe(organisation_id, person_id, wanted) as page:
        yield page.take()
        asked_at = loop.time()
        while loop.time() < ends_at:
            if loop.time() - asked_at >= BEAT:  # also while there is news again and again
                if not await sync_to_async(_may_still_listen)(person_id, organisation_id):
                    return
                asked_at = loop.time()
                yield f"event: beat\ndata: {now().timestamp()}\n\n".encode()  # for its clock
            try:
                async with asyncio.timeout_at(asked_at + BEAT):
                    await page.woken.wait()
            except TimeoutError:
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


def _look() -> frozenset[Part]:
    try:
        return workers.look()
    finally:
        _give_connection_back()  # this thread may never be asked again


def _give_connection_back() -> None:
    connection.close()  # a wrapper belongs to the thread in which it is first named
