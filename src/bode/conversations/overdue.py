"""What must be answered soon, or is late, stands before what is not, until it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from bode.basics.arrays import id_array

# What someone else changes at this moment is left for the next time.
RAISE = """
WITH raised AS (
  SELECT conversation.id, due.at FROM conversations_conversation AS conversation
  JOIN unnest(%(ids)s::uuid[], %(at)s::timestamptz[]) AS due(id, at) ON due.id = conversation.id
  WHERE municipality_id = %(municipality)s AND status = 'open' AND snoozed_until IS NULL
    AND (attention = '' OR attention = 'due' AND attention_since <> due.at)
  FOR NO KEY UPDATE OF conversation SKIP LOCKED
)
UPDATE conversations_conversation AS conversation
SET attention = 'due', attention_since = raised.at
FROM raised WHERE conversation.id = raised.id RETURNING conversation.id
"""
LOWER = """
WITH lowered AS (
  SELECT id FROM conversations_conversation
  WHERE municipality_id = %(municipality)s AND status <> 'closed' AND attention = 'due'
    AND id <> ALL(%(ids)s::uuid[])
  FOR NO KEY UPDATE SKIP LOCKED
)
UPDATE conversations_conversation AS conversation SET attention = '', attention_since = NULL
FROM lowered WHERE conversation.id = lowered.id RETURNING conversation.id
"""


def let_stand_first(municipality_id: UUID, due: Mapping[UUID, datetime]) -> list[UUID]:
    """Let these open conversations stand first, by when each is due, and no others for that reason.

    Returns those that changed.
    """
    told: dict[str, Any] = {
        "municipality": municipality_id,
        "ids": id_array(due),
        "at": list(due.values()),
    }
    changed: list[UUID] = []
    with connection.cursor() as cursor:
        for statement in (RAISE, LOWER):
            cursor.execute(statement, told)
            changed += [key for (key,) in cursor.fetchall()]
    return changed
