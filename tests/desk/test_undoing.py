"""What was just sent can be taken back, and then never leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.people import actor_of, join

from bode.basics import now
from bode.conversations.assigning import take
from bode.conversations.errors import TooLate
from bode.conversations.models import Conversation, ConversationEvent, Message
from bode.conversations.sending import Outgoing, send
from bode.conversations.states import ConversationStatus
from bode.desk.drafts import find_draft, save_draft
from bode.desk.models import Draft
from bode.desk.undoing import choose_undo_time, find_undoable, settle_sent, undo, undo_time
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation
from bode.outbox.models import Sending

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]


def say(agent: Actor, conversation: Conversation, *texts: str, purpose: str = "permits") -> Draft:
    """Send this from the reply box; what may be taken back."""
    wait = undo_time(agent)
    sent = [
        send(
            agent,
            Outgoing(
                type="text",
                content={"body": text},
                purpose=purpose,
                conversation_id=conversation.id,
                waits_for=wait,
            ),
        )
        for text in texts
    ]
    settle_sent(agent, conversation.id, sent, {"body": " ".join(texts)}, {})
    return find_undoable(agent, conversation.id)  # type: ignore[return-value]  # some are none


def test_what_is_taken_back_never_leaves_and_stands_in_the_box_again(
    agent: Actor, conversation: Conversation
) -> None:
    before = Conversation.objects.get()
    sent = say(agent, conversation, "Morgen.")

    undo(agent, sent.id)

    assert not Sending.objects.exists()
    assert not Message.objects.filter(direction="out").exists()
    assert find_draft(agent, conversation.id) == {"body": "Morgen."}
    after = Conversation.objects.get()
    assert (after.status, after.preview) == (ConversationStatus.OPEN, before.preview)
    assert after.last_message_at == before.last_message_at


def test_what_nobody_had_is_nobodys_again(agent: Actor, conversation: Conversation) -> None:
    sent = say(agent, conversation, "Morgen.", "Of overmorgen.")
    assert Conversation.objects.get().assignee_id == agent.person_id

    undo(agent, sent.id)

    assert Conversation.objects.get().assignee_id is None
    assert not ConversationEvent.objects.exists()


def test_what_someone_had_taken_before_they_answered_stays_theirs(
    agent: Actor, conversation: Conversation
) -> None:
    take(agent, conversation.id)

    undo(agent, say(agent, conversation, "Morgen.").id)

    assert Conversation.objects.get().assignee_id == agent.person_id
    assert ConversationEvent.objects.count() == 1


def test_what_was_typed_meanwhile_stays_below_it(agent: Actor, conversation: Conversation) -> None:
    sent = say(agent, conversation, "Morgen.")
    save_draft(agent, conversation.id, {"body": "En verder"})

    undo(agent, sent.id)

    assert find_draft(agent, conversation.id) == {"body": "Morgen.\n\nEn verder"}


def test_a_message_waits_for_as_long_as_its_writer_chose(
    agent: Actor, conversation: Conversation
) -> None:
    choose_undo_time(agent, 10)

    say(agent, conversation, "Morgen.")

    waits = Sending.objects.get().due_at - now()
    assert timedelta(seconds=8) < waits < timedelta(seconds=10)


def test_who_wants_no_undo_sends_at_once(agent: Actor, conversation: Conversation) -> None:
    choose_undo_time(agent, 0)

    assert say(agent, conversation, "Morgen.") is None
    assert Sending.objects.get().due_at <= now()


@pytest.mark.parametrize("state", ["sending", "unsettled", "asks"])
def test_what_is_on_its_way_cannot_be_taken_back(
    agent: Actor, conversation: Conversation, state: str
) -> None:
    sent = say(agent, conversation, "Eerst.", "Dan.")
    Sending.objects.filter(message_id=sent.message_ids[1]).update(state=state, attempts=1)

    with pytest.raises(TooLate):
        undo(agent, sent.id)

    assert Sending.objects.count() == 2  # all or nothing
    assert Message.objects.filter(direction="out").count() == 2


def test_nobody_takes_back_a_colleagues_words(
    agent: Actor, conversation: Conversation, municipality: Organisation
) -> None:
    sent = say(agent, conversation, "Morgen.")

    with pytest.raises(Draft.DoesNotExist):
        undo(actor_of(join(municipality, "Bob", "agent")), sent.id)


def test_an_answer_that_began_a_conversation_takes_it_along(
    agent: Actor, conversation: Conversation
) -> None:
    Conversation.objects.update(status=ConversationStatus.CLOSED)
    message = send(
        agent,
        Outgoing(
            type="text",
            content={"body": "Nog iets."},
            purpose="permits",
            conversation_id=conversation.id,
            waits_for=undo_time(agent),
        ),
    )
    settle_sent(agent, conversation.id, [message], {"body": "Nog iets."}, {})
    sent = find_undoable(agent, message.conversation_id)
    assert sent is not None

    assert undo(agent, sent.id) == conversation.id

    assert Conversation.objects.get().id == conversation.id
    assert find_draft(agent, conversation.id) == {"body": "Nog iets."}


def test_a_crisis_never_waits(agent: Actor, conversation: Conversation) -> None:
    assert say(agent, conversation, "Blijf binnen.", purpose="crisis_response") is None
    assert Sending.objects.get().due_at <= now()


def test_nothing_waits_when_the_window_is_about_to_shut(
    agent: Actor, conversation: Conversation
) -> None:
    nearly = now() - timedelta(hours=24) + timedelta(seconds=30)
    Conversation.objects.update(last_inbound_at=nearly)

    assert say(agent, conversation, "Morgen.") is None
