"""The list of conversations, as the desk shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID
from zlib import crc32

from django.http import QueryDict
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.basics import is_window_open, now
from bode.conversations import queries
from bode.conversations.models import Conversation
from bode.conversations.states import ConversationStatus
from bode.licensing.queries import find_licence, find_number
from bode.licensing.states import LicenceStatus
from bode.organisations.tenancy import organisation_in_scope

from .contacts import Citizen, show_citizen
from .saying import in_one_line

PAGE = 50

FILTERS = (
    ("", gettext_noop("Alle")),
    (ConversationStatus.OPEN, gettext_noop("Open")),
    (ConversationStatus.WAITING, gettext_noop("Wacht op inwoner")),
    (ConversationStatus.CLOSED, gettext_noop("Afgehandeld")),
)


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


def list_rows(chosen: QueryDict) -> Listing:
    """The conversations that the query string asks for."""
    status, phone = chosen.get("status", ""), chosen.get("phone", "").strip()
    if status not in set(ConversationStatus):
        status = ""
    before = _cursor(chosen.get("before", ""))
    earlier = queries.list_earlier_owners(phone) if phone else {}
    found = (
        [*_search(phone), *queries.list_of_contacts(earlier, limit=PAGE)]
        if phone
        else queries.list_conversations(status=status or None, before=before, limit=PAGE)
    )
    failed = queries.list_failed(conversation.id for conversation in found)
    more = not phone and len(found) == PAGE
    return Listing(
        rows=[
            show_row(each, failed=each.id in failed, had_until=earlier.get(each.contact_id))
            for each in found
        ],
        filters=[
            Filter(
                title=_(title),
                query=_query(status=str(code)),
                is_current=not phone and code == status,
            )
            for code, title in FILTERS
        ],
        query=_query(status=status, phone=phone),
        phone=phone,
        older=_query(status=status, before=_text(found[-1])) if more else "",
        obstacle="" if found or phone else _obstacle(),
        unread=queries.count_unread(),
        for_second_person=queries.count_overrides_waiting(),
    )


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


def _text(conversation: Conversation) -> str:
    return f"{conversation.last_message_at.isoformat()}_{conversation.id}"


def _cursor(text: str) -> queries.Cursor | None:
    """Where the page before ended; what can't be read starts from the top."""
    at, _separator, key = text.partition("_")
    try:
        return datetime.fromisoformat(at), UUID(key)
    except ValueError:
        return None
