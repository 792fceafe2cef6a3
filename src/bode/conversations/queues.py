"""The lists in which agents work: what waits for them, for others, or for later.

Each reads by an index of its own, so that a page of it costs as much in a hundred thousand
conversations as in a hundred. Counts stop at `MOST_COUNTED`: nobody needs to know more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet

from bode.basics import now
from bode.organisations.planning import planned_once
from bode.organisations.tenancy import organisation_in_scope

from .listing import Listed, list_parts, list_rows
from .models import Conversation
from .queries import Cursor, latest_first
from .states import Attention, ConversationStatus

MOST_COUNTED = 100


class Queue(StrEnum):
    MINE = "mine"  # the citizen waits for me
    UNASSIGNED = "unassigned"  # the citizen waits, and nobody has it
    TEAM = "team"  # the citizen waits for one of a team
    WAITING = "waiting"  # we wait for the citizen
    SNOOZED = "snoozed"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which list someone looks at: `of` a person, or of everyone (None)."""

    queue: Queue
    of: UUID | None = None
    team_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Queued:
    """A page of a queue; `older` is where the next one begins, if there may be one."""

    rows: list[Listed]
    older: Cursor | None


@planned_once()
def list_queue(asked: Asked, *, before: Cursor | None = None, limit: int = 50) -> Queued:
    """A page of a queue: what comes before all others, then the latest message first.

    Of what is snoozed, the first to come back. `before` is the end of the page before.
    """
    first: list[Listed] = []
    if asked.queue in (Queue.SNOOZED, Queue.CLOSED):
        others = list_rows(_all(asked, before)[:limit])
    elif before:
        others = list_rows(_besides_first_page(asked, before, limit)[:limit])
    else:
        usual = _all(asked).exclude(_comes_first(asked))
        first, others = list_parts(_first(asked)[:limit], usual[:limit])
        if len(first) == limit:
            others = list_rows(_besides_first_page(asked, before, limit)[:limit])
    older = _place_of(asked, others[-1]) if len(others) == limit else None
    return Queued(rows=first + others, older=older)


def _first(asked: Asked) -> QuerySet[Conversation]:
    """The urgent, then what asks for attention."""
    first = _comes_first(asked) & ~Q(status=ConversationStatus.CLOSED)
    found = latest_first().filter(_in_queue(asked) & first)
    return found.order_by(F("urgent_since").asc(nulls_last=True), "attention_since", "id")


def _besides_first_page(asked: Asked, before: Cursor | None, limit: int) -> QuerySet[Conversation]:
    """All but what comes first on the first page: what has no room there stands by its time."""
    return _all(asked, before).exclude(id__in=_first(asked)[:limit].values("id"))


def _all(asked: Asked, before: Cursor | None = None) -> QuerySet[Conversation]:
    """In the order of their times, after the place where the page before ended."""
    found = latest_first().filter(_in_queue(asked))
    if asked.queue == Queue.SNOOZED:
        return _after(found.order_by("snoozed_until", "id"), before)
    return _before(found, before)


def _place_of(asked: Asked, last: Listed) -> Cursor:
    at = last.snoozed_until if asked.queue == Queue.SNOOZED else last.last_message_at
    assert at, "only what is snoozed stands among that"
    return at, last.id


def list_assignees(conversation_ids: Collection[UUID]) -> set[UUID]:
    """Who has any of these conversations."""
    found = Conversation.objects.filter(id__in=conversation_ids, assignee__isnull=False)
    return set(found.values_list("assignee_id", flat=True))


# One statement for all counts. Each reads at most `most` entries of an index, which holds in its
# order what is asked: conversation_of_person, conversation_of_team, conversation_snoozed.
COUNT = """
SELECT 'mine', person, (SELECT count(*) FROM (
    SELECT FROM conversations_conversation
    WHERE municipality_id = %(municipality)s AND status = 'open' AND snoozed_until IS NULL
    AND assignee_id = person LIMIT %(most)s) AS counted)
FROM unnest(%(people)s::uuid[]) AS person
UNION ALL
SELECT 'unassigned', NULL, count(*) FROM (
    SELECT FROM conversations_conversation
    WHERE municipality_id = %(municipality)s AND status = 'open' AND snoozed_until IS NULL
    AND assignee_id IS NULL LIMIT %(most)s) AS counted
UNION ALL
SELECT 'waiting', person, (SELECT count(*) FROM (
    SELECT FROM conversations_conversation
    WHERE municipality_id = %(municipality)s AND status = 'waiting' AND snoozed_until IS NULL
    AND assignee_id = person LIMIT %(most)s) AS counted)
FROM unnest(%(people)s::uuid[]) AS person
UNION ALL
SELECT 'snoozed', person, (SELECT count(*) FROM (
    SELECT FROM conversations_conversation
    WHERE municipality_id = %(municipality)s AND snoozed_until IS NOT NULL
    AND assignee_id = person LIMIT %(most)s) AS counted)
FROM unnest(%(people)s::uuid[]) AS person
UNION ALL
SELECT 'team', team, (SELECT count(*) FROM (
    SELECT FROM conversations_conversation
    WHERE municipality_id = %(municipality)s AND status = 'open' AND snoozed_until IS NULL
    AND team_id = team LIMIT %(most)s) AS counted)
FROM unnest(%(teams)s::uuid[]) AS team
UNION ALL
SELECT 'unread', NULL, count(*) FROM (
    SELECT FROM conversations_conversation
    WHERE municipality_id = %(municipality)s AND status <> 'closed' AND unread_count > 0
    LIMIT %(most)s) AS counted
UNION ALL
SELECT 'for_second_person', NULL, count(*) FROM conversations_contentoverride
WHERE municipality_id = %(municipality)s AND status = 'requested' AND expires_at > %(now)s
"""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How much there is; all but the requests up to `MOST_COUNTED`.

    In `queues` each under its person or team, and under None what nobody has. `unread` are the
    running conversations that hold something unread, and `for_second_person` the requests.
    """

    queues: Mapping[tuple[Queue, UUID | None], int]
    unread: int
    for_second_person: int


def count_queues(person_ids: Collection[UUID], team_ids: Collection[UUID]) -> Counted:
    """How much is in the queues of these people and of these teams, and outside of them."""
    known = {
        "municipality": organisation_in_scope(),
        "people": list(person_ids),
        "teams": list(team_ids),
        "most": MOST_COUNTED,
        "now": now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, known)
        found = {(what, of): count for what, of, count in cursor.fetchall()}
    unread, for_second_person = found.pop(("unread", None)), found.pop(("for_second_person", None))
    queues = {(Queue(queue), of): count for (queue, of), count in found.items()}
    return Counted(queues=queues, unread=unread, for_second_person=for_second_person)


_AWAKE = Q(snoozed_until=None)


def _comes_first(asked: Asked) -> Q:
    """What is urgent or due is so for everyone; other attention is asked of whoever has it, or may
    take it."""
    urgent = Q(urgent_since__isnull=False)
    if asked.queue == Queue.ALL:
        return urgent | Q(attention=Attention.DUE)
    return urgent | ~Q(attention=Attention.NONE)


def _in_queue(asked: Asked) -> Q:
    theirs = Q(assignee=asked.of) if asked.of else Q()
    match asked.queue:
        case Queue.MINE:
            return Q(status=ConversationStatus.OPEN, assignee=asked.of) & _AWAKE
        case Queue.UNASSIGNED:
            return Q(status=ConversationStatus.OPEN, assignee=None) & _AWAKE
        case Queue.TEAM:
            return (
                Q(status=ConversationStatus.OPEN, team=asked.team_id, team__isnull=False) & _AWAKE
            )
        case Queue.WAITING:
            return Q(status=ConversationStatus.WAITING) & _AWAKE & theirs
        case Queue.SNOOZED:
            return Q(snoozed_until__isnull=False) & theirs
        case Queue.CLOSED:
            return Q(status=ConversationStatus.CLOSED, is_quiet=False)
        case Queue.ALL:
            return Q(is_quiet=False)


def _before(found: QuerySet[Conversation], cursor: Cursor | None) -> QuerySet[Conversation]:
    if cursor is None:
        return found
    at, key = cursor
    return found.filter(Q(last_message_at__lte=at)).exclude(last_message_at=at, id__gte=key)


def _after(found: QuerySet[Conversation], cursor: Cursor | None) -> QuerySet[Conversation]:
    if cursor is None:
        return found
    at, key = cursor
    return found.filter(Q(snoozed_until__gte=at)).exclude(snoozed_until=at, id__lte=key)
