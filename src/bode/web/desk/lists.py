"""The lists of many open pages, made at once after a change: what they share is made once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import get_language, override

from bode.conversations.queues import list_assignees

from .rows import Queues, View, list_queues, list_rows, read_view

QUEUES_KEPT = 2_000  # as HTML


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The list that someone has open: its query string, and the language of the page."""

    person_id: UUID
    query: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Made:
    """A list as server-sent events, and which conversations stand in it."""

    rows: bytes
    queues: bytes = b""
    ids: frozenset[str] = frozenset()


def make_lists(
    wanted: Iterable[Wanted], changed: Collection[str], before: Mapping[Wanted, Made]
) -> dict[Wanted, Made]:
    """Each of these lists of the organisation in scope, as it is now these conversations changed.

    Of one that is of a person alone the rows stay as they were made `before` when no
    conversation that changed is theirs, or stood there.
    """
    views = {each: read_view(each.person_id, QueryDict(each.query)) for each in wanted}
    theirs: dict[UUID, list[View]] = defaultdict(list)
    for each, view in views.items():
        theirs[each.person_id].append(view)
    queues = list_queues(theirs)
    concerned = list_assignees([UUID(each) for each in changed])
    shared: dict[tuple[View, str], Made] = {}
    made = {}
    for each, view in views.items():
        with override(each.language):
            old = before.get(each)
            stays = view.is_personal and old and each.person_id not in concerned
            if old is not None and stays and old.ids.isdisjoint(changed):
                rows = old
            elif (rows_made := shared.get((view, each.language))) is not None:
                rows = rows_made
            else:
                rows = shared[view, each.language] = _make_rows(view)
            around = _queues_event(queues[each.person_id, view], get_language())
        made[each] = Made(rows=rows.rows, queues=around, ids=rows.ids)
    return made


def _make_rows(view: View) -> Made:
    listing = list_rows(view)
    html = render_to_string("desk/rows.html", {"listing": listing})
    return Made(rows=_event("rows", html), ids=frozenset(str(row.id) for row in listing.rows))


@lru_cache(maxsize=QUEUES_KEPT)
def _queues_event(queues: Queues, _language: str) -> bytes:
    return _event("queues", render_to_string("desk/queues.html", {"queues": queues}))


def _event(name: str, html: str) -> bytes:
    lines = (line.strip() for line in html.splitlines())
    data = "".join(f"data: {line}\n" for line in lines if line)
    return f"event: {name}\n{data}\n".encode()
