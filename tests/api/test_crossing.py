"""Who writes through a program hears that a colleague answered at the desk meanwhile."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from tests.api.conftest import StartConversation
from tests.api.programs import Program, text
from tests.people import actor_of

from bode.conversations.actions import close_conversation
from bode.conversations.models import Conversation, Message
from bode.conversations.sending import Outgoing, send
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant, scope


@pytest.fixture
def conversation(start_conversation: StartConversation) -> Conversation:
    return start_conversation()


@pytest.fixture
def question(alices: Program, conversation: Conversation) -> str:
    """What whoever writes by the program read last."""
    return str(alices.post("/messages", text("Wat is uw zaaknummer?")).json()["id"])


def answer_at_desk(alice: Person, conversation: Conversation) -> UUID:
    actor = actor_of(alice)
    said = Outgoing(
        type="text",
        content={"body": "Dat is al geregeld."},
        purpose="permits",
        conversation_id=conversation.id,
    )
    with scope(actor.organisation_id):
        return send(actor, said).id


def count_sent() -> int:
    with every_tenant("a test looks at everything"):
        return Message.objects.filter(direction="out").count()


def test_an_answer_after_what_was_read_keeps_it_from_being_sent_until_it_is_read(
    alices: Program, alice: Person, conversation: Conversation, question: str
) -> None:
    theirs = answer_at_desk(alice, conversation)

    refused = alices.post("/messages", text("Morgen.", read_until=question))

    assert refused.status_code == 409
    told = refused.json()
    assert (told["code"], told["message"]) == ("answered_meanwhile", str(theirs))
    assert count_sent() == 2
    assert alices.post("/messages", text("Morgen.", read_until=str(theirs))).status_code == 202


def test_what_nobody_answered_and_what_says_nothing_of_reading_is_sent(
    alices: Program, alice: Person, conversation: Conversation, question: str
) -> None:
    assert alices.post("/messages", text("Dank u.", read_until=question)).status_code == 202
    answer_at_desk(alice, conversation)

    assert alices.post("/messages", text("Morgen.")).status_code == 202


def test_only_a_message_with_this_citizen_can_have_been_read_last(
    alices: Program, question: str, start_conversation: StartConversation
) -> None:
    start_conversation("+31612345699", name="Bo")
    elsewhere = {**text("Morgen.", read_until=question), "to": "+31612345699"}

    for said in (text("Morgen.", read_until=str(uuid4())), elsewhere):
        answer = alices.post("/messages", said)
        assert answer.status_code == 422
        assert [each["name"] for each in answer.json()["invalid_params"]] == ["read_until"]
    assert count_sent() == 1


def test_an_answer_in_a_later_conversation_counts_too(
    alices: Program,
    alice: Person,
    conversation: Conversation,
    question: str,
    start_conversation: StartConversation,
) -> None:
    actor = actor_of(alice)
    with scope(actor.organisation_id):
        close_conversation(actor, conversation.id)
    theirs = answer_at_desk(alice, start_conversation())

    refused = alices.post("/messages", text("Morgen.", read_until=question))

    assert (refused.status_code, refused.json()["message"]) == (409, str(theirs))
