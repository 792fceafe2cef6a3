"""Bringing the lists of conversations to the pages that have them open, after each change.

Two hundred agents look at some ten lists. Each is made once for all of them, and so seldom that
making them takes half of one core at most.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from asgiref.sync import sync_to_async
from django.db import connection

from bode.organisations.tenancy import scope

from .desk.lists import Made, Wanted, make_lists

if TYPE_CHECKING:
    from .live import Subscription

GATHER = 0.05  # seconds: what one transaction leads to is shown together
PAUSE = 0.2  # seconds: the most often that lists are made anew
RETRY = 2.0  # seconds, while the database can't be reached

log = logging.getLogger(__name__)


@dataclass
class _Change:
    """What is to be shown next: these conversations changed, or any may have."""

    conversation_ids: set[str] = field(default_factory=set)
    is_unknown: bool = False


class Lists:
    """The lists of the open pages of one process, by organisation."""

    def __init__(self, pages_of: Callable[[str | None], Sequence[Subscription]]) -> None:
        self._pages_of = pages_of
        self._changes: dict[str, _Change] = {}
        self._made: dict[str, dict[Wanted, Made]] = {}
        self._makers: dict[str, asyncio.Task[None]] = {}

    def open(self, organisation_id: str) -> None:
        """A page of this organisation opened a list: it gets it soon."""
        self._next(organisation_id)

    def change(self, organisation_id: str, conversation_ids: Collection[str]) -> None:
        """These conversations changed: the lists of this organisation are made anew, soon."""
        self._next(organisation_id).conversation_ids.update(conversation_ids)

    def forget(self, organisation_id: str | None) -> None:
        """What changed is not known: every list of this organisation, or of all, is made anew."""
        for each in {page.organisation_id for page in self._pages_of(organisation_id)}:
            self._next(each).is_unknown = True

    def _next(self, organisation_id: str) -> _Change:
        if organisation_id not in self._makers:
            maker = asyncio.create_task(self._make(organisation_id))
            self._makers[organisation_id] = maker
        return self._changes.setdefault(organisation_id, _Change())

    async def _make(self, organisation_id: str) -> None:
        loop = asyncio.get_running_loop()
        try:
            await asyncio.sleep(GATHER)
            while change := self._changes.pop(organisation_id, None):
                began = loop.time()
                pause = PAUSE if await self._tried(organisation_id, change) else RETRY
                await asyncio.sleep(max(pause, loop.time() - began))
        finally:
            del self._makers[organisation_id]

    async def _tried(self, organisation_id: str, change: _Change) -> bool:
        """Whether the lists were made; else all of them are tried again, and pages say so."""
        try:
            await self._make_once(organisation_id, change)
        except Exception as failure:  # whatever it was, open pages must not go on as if nothing was
            log.warning("lists can't be made anew", exc_info=failure)
            for page in self._pages_of(organisation_id):
                page.tell([])  # each asks for what it shows, and tells when that fails too
            self.forget(organisation_id)
            return False
        return True

    async def _make_once(self, organisation_id: str, change: _Change) -> None:
        pages = [each for each in self._pages_of(organisation_id) if each.wanted is not None]
        wanted = {each.wanted for each in pages if each.wanted is not None}
        before = self._made.pop(organisation_id, {})
        if not wanted:
            return
        made = await sync_to_async(_make_in_scope, thread_sensitive=False)(
            UUID(organisation_id),
            wanted,
            change.conversation_ids,
            {} if change.is_unknown else before,
        )
        self._made[organisation_id] = made
        for page in pages:
            if page.wanted is not None:
                page.show(made[page.wanted])


def _make_in_scope(
    organisation_id: UUID,
    wanted: Iterable[Wanted],
    changed: Collection[str],
    before: Mapping[Wanted, Made],
) -> dict[Wanted, Made]:
    try:
        with scope(organisation_id):
            return make_lists(wanted, changed, before)
    finally:
        connection.close()  # this thread may never be asked again
