"""Answering a search: what was said that holds all words, the latest first, and with whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from bode.organisations.tenancy import organisation_in_scope

from ..listing import Listed, list_rows
from ..models import Contact, Conversation, Message, SearchEntry
from ..queries import Cursor, as_sql, latest_first
from ..states import Direction, Findable, MessageStatus
from .wanting import Wanted

_NEWEST = 4_000
"""Of what was said, where several words are looked for first."""

_AMONG = """
SELECT * FROM ({newest}) AS newest WHERE lexemes @@ %s::tsquery ORDER BY at DESC, id DESC LIMIT %s
"""

Narrowing = Callable[[QuerySet[Conversation]], QuerySet[Conversation]]
"""Takes conversations, and leaves those that a room above this one asks for."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which of what was said is looked at; what is empty makes no difference."""

    kind: Findable | None = None
    since: datetime | None = None
    until: datetime | None = None
    """From then on no more."""
    direction: Direction | None = None
    has_file: bool = False
    has_failed: bool = False
    purpose: str = ""
    team: UUID | None = None
    assignee: UUID | None = None
    status: str = ""
    narrow: Narrowing | None = None

    @property
    def is_of_messages(self) -> bool:
        """Whether it can hold for messages alone."""
        return bool(self.direction or self.has_file or self.has_failed)

    @property
    def needs_words(self) -> bool:
        """Whether it says something only of what words are found in."""
        return bool(self.kind) or self.is_of_messages

    def conversations(self, found: QuerySet[Conversation]) -> QuerySet[Conversation]:
        """Of these conversations those that it is about."""
        asked = {
            "purpose": self.purpose,
            "team_id": self.team,
            "assignee_id": self.assignee,
            "status": self.status,
        }
        found = found.filter(**{name: value for name, value in asked.items() if value})
        return self.narrow(found) if self.narrow else found

    @property
    def is_of_conversations(self) -> bool:
        """Whether it asks something of conversations as a whole."""
        return bool(self.purpose or self.team or self.assignee or self.status or self.narrow)

    @property
    def may_lie_apart(self) -> bool:
        """Whether the newest of it may reach back through all that was ever said."""
        return bool(self.kind or self.has_failed or self.is_of_conversations)


def find_said(
    wanted: Wanted, choice: Choice, *, before: Cursor | None = None, limit: int = 50
) -> list[SearchEntry]:
    """The messages and notes that hold all words, the latest first."""
    kinds = {Findable.MESSAGE} if choice.is_of_messages else {Findable.MESSAGE, Findable.NOTE}
    if choice.kind:
        kinds &= {choice.kind}
    found = _entries().filter(kind__in=kinds)
    found = _narrow(found, choice)
    if before is not None:
        at, key = before
        found = found.filter(at__lte=at).filter(Q(at__lt=at) | Q(id__lt=key))
    facts = [f"#{choice.direction}"] if choice.direction else []
    facts += ["#file"] if choice.has_file else []
    found = found.order_by("-at", "-id")
    if len(wanted.words) > 1 and not choice.may_lie_apart:
        latest = _find_among_newest(found, wanted, facts, limit)
        if len(latest) == limit:
            return latest
    with _seeking(wanted, *facts):
        return list(found[:limit])


def _find_among_newest(
    found: QuerySet[SearchEntry], wanted: Wanted, facts: Sequence[str], limit: int
) -> list[SearchEntry]:
    """What holds all words among the newest: enough, when the words often stand together.

    The index of words would first gather all that hold them, and PostgreSQL can't foresee how many
    those are: it takes words to come independently of each other.
    """
    newest, known = as_sql(found.defer(None)[:_NEWEST])
    sought = wanted.tsquery(_municipality(), facts)
    among = _AMONG.format(newest=newest)
    return list(SearchEntry.objects.raw(among, [*known, sought, limit]))


def list_chosen(choice: Choice, *, before: Cursor | None = None, limit: int = 50) -> list[Listed]:
    """The conversations that a choice without words is about, the latest message first."""
    found = choice.conversations(latest_first().filter(is_quiet=False))
    if choice.since:
        found = found.filter(last_message_at__gte=choice.since)
    if choice.until:
        found = found.filter(last_message_at__lt=choice.until)
    if before is not None:
        at, key = before
        found = found.filter(Q(last_message_at__lt=at) | Q(last_message_at=at, id__lt=key))
    return list_rows(found[:limit])


def find_contacts(wanted: Wanted, *, limit: int = 6) -> list[Contact]:
    """The citizens who are called so, or have such a number, the newest first."""
    named = _entries().filter(kind=Findable.CONTACT).order_by("-at", "-id")
    with _seeking(wanted):
        ids = [each.id for each in named[:limit]]
    found = Contact.objects.prefetch_related("identities").in_bulk(ids)
    return [found[each] for each in ids if each in found]


def list_messages_found(ids: list[UUID]) -> dict[UUID, Message]:
    """These messages, with their conversations and citizens."""
    found = Message.objects.select_related("conversation__contact").only(
        "direction", "text", "author_name", "at", "conversation__contact"
    )
    return found.prefetch_related("conversation__contact__identities").in_bulk(ids)


def _entries() -> QuerySet[SearchEntry]:
    # Row security says the same, but leaves an index that starts with it unused.
    found = SearchEntry.objects.defer("lexemes")
    return found.filter(municipality_id=organisation_in_scope())


def _narrow(found: QuerySet[SearchEntry], choice: Choice) -> QuerySet[SearchEntry]:
    if choice.since:
        found = found.filter(at__gte=choice.since)
    if choice.until:
        found = found.filter(at__lt=choice.until)
    if choice.has_failed:
        failed = Message.objects.filter(id=OuterRef("id"), status=MessageStatus.FAILED)
        found = found.filter(Exists(failed))
    if choice.is_of_conversations:
        own = Conversation.objects.filter(id=OuterRef("conversation_id"))
        found = found.filter(Exists(choice.conversations(own)))
    return found


@contextmanager
def _seeking(wanted: Wanted, *facts: str) -> Iterator[None]:
    """Let entries be those that hold all this (see `keeping`); outside of it they all are there."""
    sought = wanted.tsquery(_municipality(), facts)
    with transaction.atomic():
        _seek(sought)
        yield
        _seek("")


def _municipality() -> UUID:
    municipality_id = organisation_in_scope()
    assert municipality_id, "people search in the scope of their own municipality"
    return municipality_id


def _seek(tsquery: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('bode.sought', %s, true)", [tsquery])
