"""What citizens answered to a broadcast: the same words together, the largest group first.

An answer is what someone writes within a week after the broadcast came to them, and before another
broadcast does; or what they say themselves that it answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection

from bode.conversations.sending_many import AS_BROADCAST

from .models import Broadcast

WITHIN = timedelta(days=7)

# What of `said`, in a conversation of the citizen, answers the broadcast's message `ours` in the
# conversation `its`. It may stand in another one: what a citizen writes more than a day after a
# conversation was closed begins a new one. The platform tells times in whole seconds.
ANSWERS = f"""said.direction = 'in' AND said.type NOT IN ('system', 'request_welcome')
  AND said.revoked_at IS NULL
  AND said.at >= date_trunc('second', ours.at) AND said.at <= ours.at + %(within)s
  AND (said.reply_to_id = ours.id OR NOT EXISTS (
    SELECT FROM conversations_conversation AS other
    JOIN conversations_message AS later ON later.conversation_id = other.id
    WHERE other.contact_id = its.contact_id AND other.number_id = its.number_id
      AND later.automatic = '{AS_BROADCAST}' AND later.at > ours.at
      AND date_trunc('second', later.at) <= said.at))"""
LIST = f"""
SELECT said.conversation_id, said.type, said.text, said.at, EXISTS (
  SELECT FROM conversations_conversation AS other
  JOIN conversations_message AS reply ON reply.conversation_id = other.id
  WHERE other.contact_id = its.contact_id AND other.number_id = its.number_id
    AND reply.direction = 'out' AND reply.automatic = '' AND reply.at >= said.at)
FROM broadcasts_recipient AS recipient
JOIN conversations_message AS ours ON ours.id = recipient.message_id
JOIN conversations_conversation AS its ON its.id = ours.conversation_id
JOIN conversations_conversation AS theirs
  ON theirs.contact_id = its.contact_id AND theirs.number_id = its.number_id
JOIN conversations_message AS said ON said.conversation_id = theirs.id
WHERE recipient.broadcast_id = %(broadcast)s AND said.municipality_id = %(municipality)s
  AND {ANSWERS}
ORDER BY said.at, said.id
"""  # noqa: S608 - the pieces are our own constants


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message of a citizen."""

    conversation_id: UUID
    type: str
    text: str
    at: datetime
    is_answered: bool
    """Whether someone wrote to the citizen since."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Answers that say the same; `said` begins with the oldest."""

    key: str
    """The same for the same words, whenever they are grouped."""
    said: Sequence[Said]

    @property
    def first(self) -> Said:
        return self.said[0]

    @property
    def conversations(self) -> list[UUID]:
        """Where it is said; each once."""
        return list(dict.fromkeys(each.conversation_id for each in self.said))

    @property
    def unanswered(self) -> list[UUID]:
        """Where nobody answered it yet."""
        return list(
            dict.fromkeys(each.conversation_id for each in self.said if not each.is_answered)
        )


def group_replies(broadcast: Broadcast) -> list[Group]:
    """Everything that citizens answered; the largest group first, then the oldest."""
    keyed = sorted(((_key(each), each) for each in _list(broadcast)), key=lambda pair: pair[0])
    groups = [
        Group(key=key, said=tuple(each for _, each in pairs))
        for key, pairs in groupby(keyed, key=lambda pair: pair[0])
    ]
    return sorted(groups, key=lambda group: (-len(group.said), group.first.at, group.key))


def _list(broadcast: Broadcast) -> Iterable[Said]:
    asked: dict[str, Any] = {
        "broadcast": broadcast.id,
        "municipality": broadcast.municipality_id,
        "within": WITHIN,
    }
    with connection.cursor() as cursor:
        cursor.execute(LIST, asked)
        return [
            Said(conversation_id=place, type=kind, text=text, at=at, is_answered=answered)
            for place, kind, text, at, answered in cursor.fetchall()
        ]


def _key(said: Said) -> str:
    words = in_plain_words(said.text)
    return sha256(f"{'' if words else said.type} {words}".encode()).hexdigest()[:20]


def in_plain_words(text: str) -> str:
    """A text without what makes no difference: capitals, accents, punctuation, spaces.

    What is nothing but signs (an emoji) stays as it is.
    """
    parted = unicodedata.normalize("NFKD", text.casefold())
    words = " ".join(re.findall(r"\w+", "".join(c for c in parted if not unicodedata.combining(c))))
    return words or text.strip()
