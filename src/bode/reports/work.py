"""Who answered how much, what did not arrive and why."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from .choosing import BY_PERSON, OF_CONVERSATION, SAID, Choice

_LOADS = f"""
SELECT author_id, person.name, count(DISTINCT message.conversation_id), count(*)
FROM conversations_message AS message
JOIN conversations_conversation AS conversation ON conversation.id = message.conversation_id
JOIN organisations_person AS person ON person.id = author_id
WHERE {SAID} AND {OF_CONVERSATION} AND {BY_PERSON}
GROUP BY author_id, person.name
ORDER BY count(*) DESC, person.name
"""  # noqa: S608 - the pieces are our own constants

_FAILURES = f"""
SELECT error_code, count(*)
FROM conversations_message AS message
JOIN conversations_conversation AS conversation ON conversation.id = message.conversation_id
WHERE {SAID} AND {OF_CONVERSATION} AND message.direction = 'out' AND message.status = 'failed'
GROUP BY error_code
ORDER BY count(*) DESC, error_code
"""  # noqa: S608 - the pieces are our own constants


@dataclass(frozen=True, kw_only=True)
class Load:
    """What an agent did."""

    person_id: UUID
    name: str
    conversations: int
    """In which they answered."""
    answers: int


@dataclass(frozen=True, kw_only=True)
class Failure:
    """What did not arrive for one reason; an empty code where nobody knows which."""

    code: str
    messages: int


def list_loads(choice: Choice) -> list[Load]:
    """Who answered in the period, the most answers first."""
    with connection.cursor() as cursor:
        cursor.execute(_LOADS, choice.asked())
        return [
            Load(person_id=person, name=name, conversations=conversations, answers=answers)
            for person, name, conversations, answers in cursor.fetchall()
        ]


def list_failures(choice: Choice) -> list[Failure]:
    """Why messages of the period did not arrive, the most frequent reason first."""
    with connection.cursor() as cursor:
        cursor.execute(_FAILURES, choice.asked())
        return [Failure(code=code, messages=messages) for code, messages in cursor.fetchall()]
