"""Bringing the lists of conversations to the pages that have them open, after each change.

Two hundred agents look at some ten lists. Each is made once for all of them, and so seldom that
making them takes half of one core at most.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

import psycopg
from asgiref.sync import sync_to_async
from django.db import DatabaseError, InterfaceError, connection

from bode.organisations.tenancy import scope

from .desk.lists import Made, Wanted, make_lists

if TYPE_CHECKING:
    from .live import Subscription

GATHER = 0.05  # seconds: what one transaction leads to is shown together
PAUSE = 0.3  # seconds: the most often that lists are made anew
RETRY = 1.0  # seconds, while the database can't be reached

log = logging.getLogger(__name__)

_LOST = (DatabaseError, InterfaceError, psycopg.OperationalError)


class Lists:
    """The lists of the open pages of one process, by organisation."""

    def __init__(self, pages_of: Callable[[str | None], Sequence[Subscription]]) -> None:
        self._pages_of = pages_of
        self._changed: dict[str, set[str]] = {}
        self._made: dict[str, dict[Wanted, Made]] = {}
        self._makers: dict[str, asyncio.Task[None]] = {}

    def change(self, organisation_id: str, conversation_ids: Collection[str]) -> None:
        """These conversations changed: the lists of this organisation are made anew, soon.

        None named: someone opened a list.
        """
        self._changed.setdefault(organisation_id, set()).update(conversation_ids)
        if organisation_id not in self._makers:
            maker = asyncio.create_task(self._make(organisation_id))
            self._makers[organisation_id] = maker

    def forget(self) -> None:
        """What changed is not known: every list that is open is made anew."""
        self._made.clear()
        for organisation_id in {each.organisation_id for each in self._pages_of(None)}:
            self.change(organisation_id, ())

    async def _make(self, organisation_id: str) -> None:
        loop = asyncio.get_running_loop()
        try:
            await asyncio.sleep(GATHER)
            while (changed := self._changed.pop(organisation_id, None)) is not None:
                began = loop.time()
                try:
                    await self._make_once(organisation_id, changed)
                except _LOST:
                    log.warning("lists can't be made anew: the database can't be reached")
                    self._changed.setdefault(organisation_id, set()).update(changed)
                    await asyncio.sleep(RETRY)
                await asyncio.sleep(max(PAUSE, loop.time() - began))
        finally:
            del self._makers[organisation_id]

    async def _make_once(self, organisation_id: str, changed: set[str]) -> None:
        pages = [each for each in self._pages_of(organisation_id) if each.wanted is not None]
        wanted = {each.wanted for each in pages if each.wanted is not None}
        if not wanted:
            self._made.pop(organisation_id, None)
            return
        before = self._made.get(organisation_id, {})
        made = await sync_to_async(_make_in_scope, thread_sensitive=False)(
            UUID(organisation_id), wanted, changed, before
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
