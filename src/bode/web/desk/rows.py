"""The list of conversations, as the desk shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlencode
from uuid import UUID
from zlib import crc32

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from bode.basics import is_window_open, now
from bode.conversations import listing, queries
from bode.conversations.listing import Listed
from bode.conversations.queues import (
    MOST_COUNTED,
    Asked,
    Queue,
    count_queues,
    list_queue,
)
from bode.conversations.states import ConversationStatus
from bode.licensing.queries import find_licence, find_number
from bode.licensing.states import LicenceStatus
from bode.organisations.models import Team
from bode.organisations.tenancy import organisation_in_scope
from bode.reports.queries import DueSoon, list_due

from .contacts import Citizen, name_citizen
from .paging import read_cursor, write_cursor
from .saying import in_one_line

PAGE = 50
ROWS_KEPT = 5_000  # as HTML, of a kilobyte each

TITLES = {
    Queue.ALL: gettext_noop("Alle"),
    Queue.MINE: gettext_noop("Van mij"),
    Queue.UNASSIGNED: gettext_noop("Van niemand"),
    Queue.WAITING: gettext_noop("Wacht op inwoner"),
    Queue.SNOOZED: gettext_noop("Later"),
    Queue.CLOSED: gettext_noop("Afgehandeld"),
}
"""The lists besides those of teams, in the order in which they are shown."""
_PERSONAL = (Queue.MINE, Queue.WAITING, Queue.SNOOZED)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One conversation in the list."""

    id: UUID
    citizen: Citizen
    preview: str
    at: datetime
    unread: int
    status: str
    window_open: bool
    assignee: str
    team: str
    urgent: bool
    attention: str
    snoozed_until: datetime | None
    failed: bool  # the latest message of ours
    due: DueSoon | None  # what is to be done of it, and by when, where that is soon
    day: str  # the day on which it is shown: "gisteren" changes at midnight

    @property
    def version(self) -> int:
        """Another number when anything to be seen has changed."""
        return crc32(repr(self).encode())


@dataclass(frozen=True, kw_only=True)
class Filter:
    title: str
    query: str
    is_current: bool
    count: int = 0
    """How many wait there, up to `MOST_COUNTED`; of the lists in which agents work."""

    @property
    def code(self) -> str:
        """What names it on the page."""
        return self.query.removeprefix("?").replace("=", "-").replace("&", "-") or "all"

    @property
    def counted(self) -> str:
        """Its count as it is shown."""
        return f"{MOST_COUNTED - 1}+" if self.count >= MOST_COUNTED else str(self.count or "")


@dataclass(frozen=True, kw_only=True)
class View:
    """Which list someone looks at: a queue, from where on, or whoever has this number or name."""

    asked: Asked
    before: str = ""
    phone: str = ""

    @property
    def is_personal(self) -> bool:
        """Whether nobody else has this list."""
        return self.asked.of is not None


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A page of a list; `query` keeps the choice of it, `older` leads to the next page.

    `obstacle` says why there can be no conversations at all, and what to do about it.
    """

    rows: list[Row]
    query: str
    here: str
    """As `query`, with where this page of it begins."""
    phone: str
    older: str
    obstacle: str


@dataclass(frozen=True, kw_only=True)
class Queues:
    """The lists in which an agent works, and what waits outside of them.

    `unread` counts all conversations with something unread, listed or not, and
    `for_second_person` the messages about which a second person has yet to decide.
    """

    filters: tuple[Filter, ...]
    unread: int
    for_second_person: int


def read_view(person_id: UUID | None, chosen: QueryDict) -> View:
    """Which list the query string asks for; one that there isn't is that of everything."""
    name = chosen.get("queue", "")
    queue = Queue(name) if name in set(Queue) else Queue.ALL
    try:
        team_id = UUID(chosen.get("team", "")) if queue is Queue.TEAM else None
    except ValueError:
        team_id = None
    of = person_id if queue in _PERSONAL else None
    return View(
        asked=Asked(queue=queue, of=of, team_id=team_id),
        before=chosen.get("before", ""),
        phone=chosen.get("phone", "").strip(),
    )


def list_rows(view: View) -> Listing:
    """The conversations of a list."""
    if view.phone:
        return _list_found(view.phone)
    queued = list_queue(view.asked, before=read_cursor(view.before), limit=PAGE)
    older = _query_of(view.asked, before=write_cursor(*queued.older)) if queued.older else ""
    return Listing(
        rows=_show_rows(queued.rows, {}),
        query=_query_of(view.asked),
        here=_query_of(view.asked, before=view.before),
        phone="",
        older=older,
        obstacle="" if queued.rows else _obstacle(),
    )


def _list_found(phone: str) -> Listing:
    """The conversations of whoever has this number or username, or had the number."""
    earlier = queries.list_earlier_owners(phone)
    found = [*_search(phone), *listing.list_of_contacts(earlier, limit=PAGE)]
    query = _query(phone=phone)
    rows = _show_rows(found, earlier)
    return Listing(rows=rows, query=query, here=query, phone=phone, older="", obstacle="")


def _show_rows(found: Sequence[Listed], earlier: Mapping[UUID, datetime]) -> list[Row]:
    due = list_due(each.id for each in found)
    return [
        show_row(each, due=due.get(each.id), had_until=earlier.get(each.contact_id))
        for each in found
    ]


def list_queues(
    views: Mapping[UUID, Iterable[View]], teams: Mapping[UUID, Sequence[Team]]
) -> dict[tuple[UUID, View], Queues]:
    """Of each of these people, at each of the lists that they look at, in which they work.

    `teams` are those of each person.
    """
    asked = {team.id for person_id in views for team in teams.get(person_id, ())}
    counted = count_queues(views.keys(), asked)
    return {
        (person_id, view): Queues(
            filters=_filters(person_id, view, teams.get(person_id, ()), counted.queues),
            unread=counted.unread,
            for_second_person=counted.for_second_person,
        )
        for person_id, theirs in views.items()
        for view in theirs
    }


def _filters(
    person_id: UUID,
    view: View,
    teams: Iterable[Team],
    counts: Mapping[tuple[Queue, UUID | None], int],
) -> tuple[Filter, ...]:
    current = None if view.phone else (view.asked.queue, view.asked.team_id)
    lists = [
        (_(title), Asked(queue=queue), person_id if queue in _PERSONAL else None)
        for queue, title in TITLES.items()
    ]
    of_teams = [(team.name, Asked(queue=Queue.TEAM, team_id=team.id), team.id) for team in teams]
    return tuple(
        Filter(
            title=title,
            query=_query_of(each),
            is_current=(each.queue, each.team_id) == current,
            count=counts.get((each.queue, of), 0),
        )
        for title, each, of in (*lists[:3], *of_teams, *lists[3:])
    )


def row_html(row: Row, query: str, *, is_open: bool) -> SafeString:
    """A row as it stands in the list; most stay the same from one look at the list to the next."""
    return _row_html(row, query, is_open, get_language())


@lru_cache(maxsize=ROWS_KEPT)
def _row_html(row: Row, query: str, is_open: bool, _language: str) -> SafeString:
    shown = {"row": row, "query": query, "is_open": is_open}
    return render_to_string("desk/row.html", shown)


def show_row(
    conversation: Listed,
    *,
    due: DueSoon | None = None,
    had_until: datetime | None = None,
) -> Row:
    """One conversation, ready for the list; `had_until`: of a number that was searched."""
    return Row(
        id=conversation.id,
        citizen=_citizen(conversation),
        preview=_had_number(had_until) if had_until else _preview(conversation),
        at=conversation.last_message_at,
        unread=conversation.unread_count,
        status=conversation.status,
        window_open=is_window_open(conversation.last_inbound_at, now()),
        assignee=conversation.assignee_name or "",
        team=conversation.team_name or "",
        urgent=conversation.urgent_since is not None,
        attention=conversation.attention,
        snoozed_until=conversation.snoozed_until,
        failed=conversation.has_failed,
        due=due if conversation.status != ConversationStatus.CLOSED else None,
        day=timezone.localdate().isoformat(),
    )


def _citizen(conversation: Listed) -> Citizen:
    return name_citizen(
        conversation.contact_id,
        name=conversation.citizen,
        username=conversation.username,
        phone=conversation.phone,
    )


def _search(written: str) -> list[Listed]:
    """The conversations with a phone number, or with a username: that one has a letter."""
    if any(each.isalpha() or each == "@" for each in written):
        return listing.find_by_username(written, limit=PAGE)
    return listing.find_by_phone(written, limit=PAGE)


def _obstacle() -> str:
    municipality_id = organisation_in_scope()
    licence = find_licence(municipality_id) if municipality_id else None
    if licence is None:
        return _(
            "Uw gemeente heeft nog geen vergunning voor WhatsApp. Daarom komen hier nog geen "
            "berichten binnen. Vraag een beheerder van uw gemeente om een vergunning aan te vragen."
        )
    if licence.status != LicenceStatus.ACTIVE:
        return _(
            "De vergunning van uw gemeente voor WhatsApp geldt nu niet. Vraag een beheerder van "
            "uw gemeente wat er aan de hand is."
        )
    if find_number(licence) is None:
        return _(
            "Er is nog geen telefoonnummer verbonden met de vergunning van uw gemeente. Daarom "
            "komen hier nog geen berichten binnen. Vraag een beheerder van uw gemeente om het "
            "nummer te laten verbinden."
        )
    return ""


def _preview(conversation: Listed) -> str:
    """What was said last; of a message without words the type stands in for it."""
    return in_one_line(conversation.preview_type, conversation.preview)


def _had_number(until: datetime) -> str:
    day = formats.date_format(timezone.localtime(until), "j F Y")
    return _("Had dit nummer tot %(day)s.") % {"day": day}


def _query(**values: str) -> str:
    kept = {key: value for key, value in values.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def _query_of(asked: Asked, **more: str) -> str:
    queue = "" if asked.queue is Queue.ALL else str(asked.queue)
    return _query(queue=queue, team=str(asked.team_id or ""), **more)
