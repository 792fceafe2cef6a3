"""Edits and withdrawals: the desk shows the last version, and the earlier ones are kept."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from tests.conversations.street import Citizen, seconds

from bode.basics import now
from bode.conversations import actions, queries
from bode.conversations.models import Message
from bode.organisations.actors import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]

MOMENT = now() - timedelta(hours=1)


def edit(wamid: str, body: str) -> dict[str, Any]:
    return {"original_message_id": wamid, "message": {"type": "text", "text": {"body": body}}}


def the_message() -> Message:
    [conversation] = queries.list_conversations()
    [message] = queries.list_messages(conversation.id)
    return message


def versions(message: Message) -> list[str]:
    first = [each.text for each in message.versions.filter(wamid=message.wamid)]
    edits = message.versions.exclude(wamid=message.wamid).order_by("at")
    return first + [each.text for each in edits]


def test_an_edited_message_keeps_what_it_said(citizen: Citizen) -> None:
    wamid = citizen.write("text", {"body": "Een"})
    citizen.write("edit", edit(wamid, "Twee"))
    citizen.write("edit", edit(wamid, "Drie"), at=now() + timedelta(seconds=2))

    assert the_message().text == "Drie"
    assert versions(the_message())[0] == "Een"
    assert set(versions(the_message())) == {"Een", "Twee", "Drie"}


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_whatever_the_order_and_however_often_the_versions_are_the_same(
    citizen: Citizen, order: tuple[int, ...]
) -> None:
    told = [
        ("text", {"body": "Een"}, "wamid.V1", MOMENT),
        ("edit", edit("wamid.V1", "Twee"), "wamid.V2", MOMENT + timedelta(minutes=1)),
        ("edit", edit("wamid.V1", "Drie"), "wamid.V3", MOMENT + timedelta(minutes=2)),
    ]
    for place in [*order, *order]:
        kind, content, wamid, at = told[place]
        citizen.write(kind, content, wamid=wamid, at=at)

    message = the_message()
    assert (message.text, versions(message)) == ("Drie", ["Een", "Twee", "Drie"])
    assert seconds(message.edited_at or MOMENT) == seconds(MOMENT + timedelta(minutes=2))


def test_a_message_of_a_closed_conversation_that_is_taken_back_opens_no_other(
    citizen: Citizen, agent: Actor
) -> None:
    wamid = citizen.write("text", {"body": "Vergissing"})
    [conversation] = queries.list_conversations()
    actions.close_conversation(agent, conversation.id)

    citizen.write("revoke", {"original_message_id": wamid})

    assert [each.status for each in queries.list_conversations()] == ["closed"]
    assert the_message().revoked_at is not None


def test_a_message_that_is_taken_back_keeps_what_it_said(citizen: Citizen) -> None:
    wamid = citizen.write("text", {"body": "Vergissing"})
    citizen.write("revoke", {"original_message_id": wamid})

    message = the_message()
    assert (message.text, message.revoked_at is not None) == ("Vergissing", True)
