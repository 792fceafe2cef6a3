"""The list of conversations, as the desk shows it."""

from __future__ import annotations

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
from bode.conversations import queries
from bode.conversations.models import Conversation
from bode.conversations.queues import (
    MOST_COUNTED,
    Asked,
    Queue,
    count_queues,
    cursor_of,
    list_first,
    list_queue,
)
from bode.licensing.queries import find_licence, find_number
from bode.licensing.states import LicenceStatus
from bode.organisations.teams import list_teams_of
from bode.organisations.tenancy import organisation_in_scope

from .contacts import Citizen, show_citizen
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
class Listing:
    """A page of the list; `query` keeps the choice of filter, `older` leads to the next page.

    `obstacle` says why there can be no conversations at all, and what to do about it.
    `unread` counts all conversations with something unread, listed or not, and
    `for_second_person` the messages about which a second person has yet to decide.
    """

    rows: list[Row]
    filters: list[Filter]
    query: str
    phone: str
    older: str
    obstacle: str
    unread: int
    for_second_person: int


def list_rows(person_id: UUID | None, chosen: QueryDict) -> Listing:
    """The conversations that the query string asks for, as this agent sees them."""
    asked, phone = _read(person_id, chosen), chosen.get("phone", "").strip()
    before = _cursor(chosen.get("before", ""))
    earlier = queries.list_earlier_owners(phone) if phone else {}
    found = (
        [*_search(phone), *queries.list_of_contacts(earlier, limit=PAGE)]
        if phone
        else list_queue(asked, before=before, limit=PAGE)
    )
    more = not phone and len(found) == PAGE
    first = [] if phone or before else list_first(asked, limit=PAGE)
    failed = queries.list_failed(each.id for each in (*first, *found))
    return Listing(
        rows=[
            show_row(each, failed=each.id in failed, had_until=earlier.get(each.contact_id))
            for each in (*first, *found)
        ],
        filters=_filters(person_id, None if phone else asked),
        query=_query(phone=phone) if phone else _query_of(asked),
        phone=phone,
        older=_query_of(asked, before=_text(cursor_of(asked, found[-1]))) if more else "",
        obstacle="" if first or found or phone else _obstacle(),
        unread=queries.count_unread(),
        for_second_person=queries.count_overrides_waiting(),
    )


def _read(person_id: UUID | None, chosen: QueryDict) -> Asked:
    """Which list is asked for; one that there isn't is that of everything."""
    name = chosen.get("queue", "")
    queue = Queue(name) if name in set(Queue) else Queue.ALL
    try:
        team_id = UUID(chosen.get("team", "")) if queue is Queue.TEAM else None
    except ValueError:
        team_id = None
    return Asked(queue=queue, of=person_id if queue in _PERSONAL else None, team_id=team_id)


def _filters(person_id: UUID | None, asked: Asked | None) -> list[Filter]:
    """Every list in which this agent works, with how much waits there."""
    teams = list_teams_of(person_id) if person_id is not None else []
    counts = count_queues(person_id, [team.id for team in teams])
    lists = [(_(title), Asked(queue=queue)) for queue, title in TITLES.items()]
    of_teams = [(team.name, Asked(queue=Queue.TEAM, team_id=team.id)) for team in teams]
    return [
        Filter(
            title=title,
            query=_query_of(each),
            is_current=asked is not None
            and (each.queue, each.team_id) == (asked.queue, asked.team_id),
            count=counts.get((each.queue, each.team_id), 0),
        )
        for title, each in (*lists[:3], *of_teams, *lists[3:])
    ]


def row_html(row: Row, query: str, *, is_open: bool) -> SafeString:
    """A row as it stands in the list; most stay the same from one look at the list to the next."""
    return _row_html(row, query, is_open, get_language())


@lru_cache(maxsize=ROWS_KEPT)
def _row_html(row: Row, query: str, is_open: bool, _language: str) -> SafeString:
    shown = {"row": row, "query": query, "is_open": is_open}
    return render_to_string("desk/row.html", shown)


def show_row(
    conversation: Conversation, *, failed: bool = False, had_until: datetime | None = None
) -> Row:
    """One conversation, ready for the list; `had_until`: of a number that was searched."""
    return Row(
        id=conversation.id,
        citizen=show_citizen(conversation.contact),
        preview=_had_number(had_until) if had_until else _preview(conversation),
        at=conversation.last_message_at,
        unread=conversation.unread_count,
        status=conversation.status,
        window_open=is_window_open(conversation.last_inbound_at, now()),
        assignee=conversation.assignee.name if conversation.assignee else "",
        team=conversation.team.name if conversation.team else "",
        urgent=conversation.urgent_since is not None,
        attention=conversation.attention,
        snoozed_until=conversation.snoozed_until,
        failed=failed,
        day=timezone.localdate().isoformat(),
    )


def _search(written: str) -> list[Conversation]:
    """The conversations with a phone number, or with a username: that one has a letter."""
    if any(each.isalpha() or each == "@" for each in written):
        return queries.find_by_username(written, limit=PAGE)
    return queries.find_conversations(phone=written, limit=PAGE)


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


def _preview(conversation: Conversation) -> str:
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


def _text(cursor: queries.Cursor) -> str:
    at, key = cursor
    return f"{at.isoformat()}_{key}"


def _cursor(text: str) -> queries.Cursor | None:
    """Where the page before ended; what can't be read starts from the top."""
    at, _separator, key = text.partition("_")
    try:
        return datetime.fromisoformat(at), UUID(key)
    except ValueError:
        return None
