"""Conversations as a list shows them: of each what stands in its row, read in one statement.

Whole conversations, with all that hangs on them, take several times as long to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from .contacts import identity_among
from .models import Contact, Conversation
from .queries import as_sql, in_scope, latest_first, with_number


@dataclass(slots=True)
class Listed:
    """A conversation in a list, with whom it is and who handles it, each by name."""

    id: UUID
    status: str
    preview: str
    preview_type: str
    unread_count: int
    last_message_at: datetime
    last_inbound_at: datetime | None
    urgent_since: datetime | None
    attention: str
    snoozed_until: datetime | None
    contact_id: UUID
    citizen: str
    username: str
    was_joined: bool
    kinds: list[str]
    """By what the platform named the citizen, in its order; beside each in `values`, how."""
    values: list[str]
    assignee_name: str | None
    team_name: str | None
    has_failed: bool
    """Whether the latest message of ours did not arrive."""

    @property
    def phone(self) -> str:
        """The number that an answer goes to, if it is known."""
        told = list(zip(self.kinds, self.values, strict=True))
        return identity_among(told, was_joined=self.was_joined).phone or ""


# After the part, the columns are the fields above, in their order. To plan joins of all tables took
# twice as long. What was sent last is read only where something went wrong before, as the index
# message_amiss tells.
ROWS = """
SELECT part, conversation.id, conversation.status, preview, preview_type, unread_count,
  last_message_at, last_inbound_at, urgent_since, attention, snoozed_until,
  contact.id, contact.name, contact.username, contact.joined_at IS NOT NULL,
  told.kinds, told.values,
  (SELECT name FROM organisations_person AS assignee WHERE assignee.id = assignee_id),
  (SELECT name FROM organisations_team AS team WHERE team.id = team_id),
  coalesce((
    SELECT (
      SELECT sent.status = 'failed' FROM conversations_message AS sent
      WHERE sent.conversation_id = conversation.id AND direction = 'out'
      ORDER BY sent.at DESC, sent.id DESC LIMIT 1)
    FROM conversations_message AS amiss
    WHERE amiss.conversation_id = conversation.id AND amiss.error_code <> '' LIMIT 1), false)
FROM ({asked}) AS asked (part, id, place)
JOIN conversations_conversation AS conversation ON conversation.id = asked.id
JOIN conversations_contact AS contact ON contact.id = contact_id
CROSS JOIN LATERAL (
  SELECT coalesce(array_agg(kind ORDER BY id), '{{}}') AS kinds,
    coalesce(array_agg(value ORDER BY id), '{{}}') AS values
  FROM conversations_contactidentity AS identity WHERE identity.contact_id = contact.id
) AS told
ORDER BY part, place
"""
PART = "SELECT {part}, id, row_number() OVER () FROM ({found}) AS found"


def list_parts(*parts: QuerySet[Conversation]) -> list[list[Listed]]:
    """What each of these queries finds, in its order; all at the same moment."""
    asked: list[str] = []
    known: list[Any] = []
    for number, found in enumerate(parts):
        sql, values = _spelled_out(*as_sql(found.values("id")))
        asked.append(PART.format(part=number, found=sql))
        known += values
    listed: list[list[Listed]] = [[] for _ in parts]
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(asked=" UNION ALL ".join(asked)), known)
        for part, *row in cursor.fetchall():
            listed[part].append(Listed(*row))
    return listed


def _spelled_out(sql: str, values: Sequence[Any]) -> tuple[str, list[Any]]:
    """With our own words in the statement: a kept plan may then use the indexes for them."""
    text, *pieces = sql.split("%s")
    known = []
    for value, piece in zip(values, pieces, strict=True):
        if isinstance(value, StrEnum):
            text += f"'{value}'{piece}"
        else:
            text += f"%s{piece}"
            known.append(value)
    return text, known


def list_rows(found: QuerySet[Conversation]) -> list[Listed]:
    """What a query finds, in its order."""
    [rows] = list_parts(found)
    return rows


def find_by_phone(phone: str, *, limit: int) -> list[Listed]:
    """The conversations with the number, in any notation."""
    return list_rows(
        latest_first().filter(contact__in=with_number(phone).values("contact"))[:limit]
    )


def find_by_username(username: str, *, limit: int) -> list[Listed]:
    """The conversations with whoever was last known by this username, with @ or without."""
    name = username.strip().removeprefix("@")
    named = in_scope(Contact.objects.filter(username__iexact=name).exclude(username=""))
    return list_rows(latest_first().filter(contact__in=named.values("id"))[:limit])


def list_of_contacts(contact_ids: Iterable[UUID], *, limit: int) -> list[Listed]:
    """The conversations with these contacts."""
    ids = list(contact_ids)
    return list_rows(latest_first().filter(contact__in=ids)[:limit]) if ids else []
