"""The lists of many open pages, made at once after a change: what they share is made once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from uuid import UUID

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import override

from bode.conversations.queues import list_assignees
from bode.organisations.teams import list_teams_by_person

from .rows import Filter, Queues, View, list_queues, list_rows, read_view, row_html

QUEUES_KEPT = 2_000  # as HTML
DIFFERENCES_KEPT = 100  # between one list and the next: all who look at a list are at the same


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The list that someone has open: its query string, and the language of the page."""

    person_id: UUID
    query: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The rows of a list as HTML, and by which version each conversation stands in it."""

    html: str
    versions: Mapping[str, int] = field(default_factory=dict, compare=False)
    each: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The row of each conversation, as it stands in `html`."""

    def beside(self, known: Rows | None) -> bytes:
        """The event that brings them to a page which has those that are known."""
        return _event("rows", self.html if known is None else _without(self, known))


@dataclass(frozen=True, kw_only=True)
class Made:
    """A list, and around it the queues as a server-sent event."""

    rows: Rows
    queues: bytes = b""


def make_lists(
    wanted: Iterable[Wanted], changed: Collection[str], before: Mapping[Wanted, Made]
) -> dict[Wanted, Made]:
    """Each of these lists of the organisation in scope, as it is now these conversations changed.

    Of one that is of a person alone the rows stay as they were made `before` when no
    conversation that changed is theirs, or stood there.
    """
    concerned = list_assignees([UUID(each) for each in changed])
    by_language: dict[str, list[Wanted]] = defaultdict(list)
    for each in wanted:
        by_language[each.language].append(each)
    made: dict[Wanted, Made] = {}
    for language, those in by_language.items():
        with override(language):
            made |= _make_in_language(those, changed, concerned, before)
    return made


def _make_in_language(
    wanted: Iterable[Wanted],
    changed: Collection[str],
    concerned: Collection[UUID],
    before: Mapping[Wanted, Made],
) -> dict[Wanted, Made]:
    views = {each: read_view(each.person_id, QueryDict(each.query)) for each in wanted}
    theirs: dict[UUID, list[View]] = defaultdict(list)
    for each, view in views.items():
        theirs[each.person_id].append(view)
    queues = list_queues(theirs, list_teams_by_person())
    rows_of = cache(_make_rows)  # of each list once, however many look at it
    made = {}
    for each, view in views.items():
        may_stay = view.is_personal and each.person_id not in concerned
        rows = before[each].rows if may_stay and each in before else None
        if rows is None or not rows.versions.keys().isdisjoint(changed):
            rows = rows_of(view)
        around = _queues_event(queues[each.person_id, view], each.language)
        made[each] = Made(rows=rows, queues=around)
    return made


def _make_rows(view: View) -> Rows:
    listing = list_rows(view)
    return Rows(
        html=render_to_string("desk/rows.html", {"listing": listing}),
        versions={str(row.id): row.version for row in listing.rows},
        each={str(row.id): row_html(row, listing.query, is_open=False) for row in listing.rows},
    )


@lru_cache(maxsize=DIFFERENCES_KEPT)
def _without(rows: Rows, known: Rows) -> str:
    """The rows, of which those that the page has already only say where they stand."""
    html = rows.html
    for key, version in rows.versions.items():
        if known.versions.get(key) == version:
            same = f'<li id="row-{key}" data-version="{version}" data-same></li>'
            html = html.replace(rows.each[key], same)
    return html


def _queues_event(queues: Queues, language: str) -> bytes:
    """What is of one person, and beside it what is the same for all: that changes more often."""
    filters = _filters_html(queues.filters, language)
    return _event(
        "queues", filters + _outside_html(queues.unread, queues.for_second_person, language)
    )


@lru_cache(maxsize=QUEUES_KEPT)
def _filters_html(filters: tuple[Filter, ...], _language: str) -> str:
    return render_to_string("desk/queues.html", {"filters": filters})


@lru_cache(maxsize=QUEUES_KEPT)
def _outside_html(unread: int, for_second_person: int, _language: str) -> str:
    shown = {"unread": unread, "for_second_person": for_second_person}
    return render_to_string("desk/outside.html", shown)


def _event(name: str, html: str) -> bytes:
    lines = (line.strip() for line in html.splitlines())
    data = "".join(f"data: {line}\n" for line in lines if line)
    return f"event: {name}\n{data}\n".encode()
