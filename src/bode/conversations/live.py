"""Telling open pages that a conversation changed, once the transaction commits."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

CHANNEL = "bode_live"
NOTIFY = "SELECT pg_notify(%s, %s)"
MOST_IN_ONE = 150  # a notification holds 8,000 bytes at most


def announce(municipality_id: UUID, conversation_ids: Iterable[UUID]) -> None:
    """Say which conversations changed: ids alone, never what was said."""
    with connection.cursor() as cursor:
        cursor.execute(NOTIFY, [CHANNEL, announcement(municipality_id, conversation_ids)])


def announce_to(municipality_id: UUID, person_ids: Iterable[UUID]) -> None:
    """Say to these people alone that something waits for them: in their own open pages."""
    told = {"m": str(municipality_id), "p": [str(each) for each in person_ids]}
    if told["p"]:
        with connection.cursor() as cursor:
            cursor.execute(NOTIFY, [CHANNEL, json.dumps(told)])


def announce_beside(municipality_id: UUID, conversation_id: UUID) -> None:
    """Say that something beside a conversation changed: it says the same, and lists stay so."""
    told = {"m": str(municipality_id), "b": str(conversation_id)}
    with connection.cursor() as cursor:
        cursor.execute(NOTIFY, [CHANNEL, json.dumps(told)])


def announce_all(changed: Iterable[tuple[UUID, UUID]]) -> None:
    """Say which conversations changed, each given after its municipality."""
    for municipality_id, conversation_ids in by_municipality(changed).items():
        announce(municipality_id, conversation_ids)


def by_municipality(changed: Iterable[tuple[UUID, UUID]]) -> dict[UUID, set[UUID]]:
    """Conversations by the municipality before each."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for municipality_id, conversation_id in changed:
        found[municipality_id].add(conversation_id)
    return found


def announcement(municipality_id: UUID, conversation_ids: Iterable[UUID]) -> str:
    """The text of a notification. With very many conversations it names none: all changed."""
    ids = [str(each) for each in conversation_ids]
    return json.dumps({"m": str(municipality_id), "c": ids if len(ids) <= MOST_IN_ONE else []})
