"""What an agent has written and not sent stays, and goes when it is of no use."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.people import actor_of, join

from bode.basics import new_id, now
from bode.conversations.models import Conversation
from bode.conversations.sending import Outgoing, send
from bode.desk.drafts import LARGEST, find_draft, forget_drafts, list_drafted, save_draft
from bode.desk.errors import DraftTooLarge
from bode.desk.models import Draft
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]


def test_a_draft_is_there_again_for_who_wrote_it_alone(
    agent: Actor, conversation: Conversation, municipality: Organisation
) -> None:
    colleague = actor_of(join(municipality, "Bob", "agent"))

    save_draft(agent, conversation.id, {"body": "Half"})
    save_draft(agent, conversation.id, {"body": "Half af"})

    assert find_draft(agent, conversation.id) == {"body": "Half af"}
    assert list_drafted(agent) == [conversation.id]
    assert find_draft(colleague, conversation.id) == {}


def test_an_empty_box_is_no_draft(agent: Actor, conversation: Conversation) -> None:
    save_draft(agent, conversation.id, {"body": "Half af"})

    save_draft(agent, conversation.id, {})

    assert list_drafted(agent) == []


def test_word_of_a_draft_that_was_sent_meanwhile_comes_too_late(
    agent: Actor, conversation: Conversation
) -> None:
    sent = new_id()
    text = {"body": "Af"}
    send(
        agent,
        Outgoing(
            type="text",
            content=text,
            purpose="permits",
            conversation_id=conversation.id,
            message_id=sent,
        ),
    )

    save_draft(agent, conversation.id, text, sent)

    assert list_drafted(agent) == []


def test_what_no_box_holds_is_refused(agent: Actor, conversation: Conversation) -> None:
    with pytest.raises(DraftTooLarge):
        save_draft(agent, conversation.id, {"body": "a" * (LARGEST + 1)})


def test_a_draft_that_nobody_went_on_with_is_forgotten(
    agent: Actor, conversation: Conversation
) -> None:
    save_draft(agent, conversation.id, {"body": "Half af"})
    assert forget_drafts() == 0
    Draft.objects.update(saved_at=now() - timedelta(days=15))

    assert forget_drafts() == 1
