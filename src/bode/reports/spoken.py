"""What was said in a period, read once: by conversation, by agent, and what did not arrive.

A conversation is new in the period of its first message; its answer counts in the period of the
citizen's first question, however late it came.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from bode.organisations.models import Person

from .choosing import ANSWERS, BY_PERSON, OF_CONVERSATION, SAID, Choice

# Messages are many and conversations are few: the period is read once, by message_time, and
# gathered by who said it. What came earlier, and the first answer, are looked up by
# message_thread, once for each conversation. Moments come as seconds: reading thousands of them as
# dates takes the driver longer than all the rest.
_SPOKEN = f"""
WITH spoke AS MATERIALIZED (
  SELECT message.conversation_id, message.direction,
         CASE WHEN {BY_PERSON} THEN author_id END AS author_id,
         CASE WHEN direction = 'out' AND status = 'failed' THEN error_code END AS failure,
         min(message.at) AS first_at, count(*) AS messages
  FROM conversations_message AS message
  WHERE {SAID}
  GROUP BY 1, 2, 3, 4
), told AS MATERIALIZED (
  SELECT conversation.id, conversation.team_id, conversation.number_id, conversation.purpose,
         coalesce(sum(messages) FILTER (WHERE direction = 'in'), 0) AS received,
         coalesce(sum(messages) FILTER (WHERE direction = 'out'), 0) AS sent,
         min(first_at) AS began_at, min(first_at) FILTER (WHERE direction = 'in') AS asked_at
  FROM spoke JOIN conversations_conversation AS conversation ON conversation.id = conversation_id
  WHERE {OF_CONVERSATION}
  GROUP BY conversation.id
)
SELECT 'conversation', told.id, team_id, number_id, purpose, received::bigint, sent::bigint,
       extract(epoch FROM CASE WHEN earlier.anything IS NULL THEN began_at END)::float8,
       extract(epoch FROM CASE WHEN earlier.asked IS NOT TRUE THEN asked_at END)::float8,
       CASE WHEN earlier.asked IS NOT TRUE THEN (
         SELECT extract(epoch FROM answer.at)::float8 FROM conversations_message AS answer
         WHERE answer.conversation_id = told.id AND answer.at >= asked_at AND {ANSWERS}
         ORDER BY answer.at, answer.id LIMIT 1
       ) END
FROM told LEFT JOIN LATERAL (
  SELECT bool_or(true) AS anything, bool_or(said.direction = 'in') AS asked
  FROM conversations_message AS said
  WHERE said.conversation_id = told.id AND said.at < %(since)s AND said.type <> ALL(%(not_said)s)
) AS earlier ON true
UNION ALL
SELECT 'agent', author_id, NULL, NULL, NULL, count(*), sum(answers)::bigint, NULL, NULL, NULL
FROM (
  SELECT author_id, sum(messages) AS answers
  FROM spoke JOIN told ON told.id = conversation_id WHERE author_id IS NOT NULL
  GROUP BY author_id, conversation_id
) AS answered GROUP BY author_id
UNION ALL
SELECT 'failure', NULL, NULL, NULL, failure, sum(messages)::bigint, NULL, NULL, NULL, NULL
FROM spoke JOIN told ON told.id = conversation_id WHERE failure IS NOT NULL GROUP BY failure
"""  # noqa: S608 - the pieces are our own constants


class Told(NamedTuple):
    """A conversation in which something was said; in the order of the statement."""

    id: UUID
    team_id: UUID | None
    number_id: UUID
    purpose: str
    received: int
    sent: int
    began_at: datetime | None
    """None where it began before the period."""
    asked_at: datetime | None
    """The citizen's first question; None where that was before the period, or never."""
    answered_at: datetime | None
    """A person's first answer to that."""


@dataclass(frozen=True, kw_only=True)
class Load:
    """What an agent did."""

    person_id: UUID
    name: str
    conversations: int
    """In which they answered."""
    answers: int


@dataclass(kw_only=True)
class Spoken:
    """All of a period."""

    conversations: list[Told] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)
    """The most answers first."""
    failures: Counter[str] = field(default_factory=Counter)
    """What did not arrive, by the platform's code; under an empty one what has none."""

    @property
    def received(self) -> int:
        return sum(each.received for each in self.conversations)

    @property
    def sent(self) -> int:
        return sum(each.sent for each in self.conversations)


def read(choice: Choice) -> Spoken:
    """What was said in a period."""
    spoken, agents = Spoken(), {}
    with connection.cursor() as cursor:
        cursor.execute(_SPOKEN, choice.asked())
        for kind, *row in cursor.fetchall():
            if kind == "conversation":
                spoken.conversations.append(Told(*row[:6], *map(moment_of, row[6:])))
            elif kind == "agent":
                agents[row[0]] = row[4], row[5]
            else:
                spoken.failures[row[3]] = row[4]
    names = dict(Person.objects.filter(id__in=agents).values_list("id", "name"))
    loads = [
        Load(person_id=id_, name=names[id_], conversations=conversations, answers=answers)
        for id_, (conversations, answers) in agents.items()
    ]
    spoken.loads = sorted(loads, key=lambda each: (-each.answers, each.name))
    return spoken


def moment_of(seconds: float | None) -> datetime | None:
    """The moment so many seconds after 1970, as statements give it."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
