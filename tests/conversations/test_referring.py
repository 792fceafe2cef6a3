"""What a message of ours refers to: the one that it answers, or the one that it reacts to."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from tests.conversations.street import PHONE, Citizen, report

from bode.basics import new_id, now
from bode.conversations import actions, queries
from bode.conversations.errors import ContentMalformed
from bode.conversations.models import Message, Reaction
from bode.conversations.sending import Outgoing, send
from bode.organisations.actors import Actor
from bode.outbox.models import Sending

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]


def text(**facts: Any) -> Outgoing:
    said = {"type": "text", "content": {"body": "Ja"}, "purpose": "permits", "to": PHONE}
    return Outgoing(**(said | facts))  # type: ignore[arg-type]


def test_an_answer_quotes_what_it_answers(citizen: Citizen, agent: Actor) -> None:
    wamid = citizen.write()
    [question] = queries.list_messages(queries.list_conversations()[0].id)

    message = send(agent, text(reply_to=question.id))

    assert message.reply_to == question
    payload = orjson.loads(Sending.objects.get(message_id=message.id).payload)
    assert payload["context"] == {"message_id": wamid}


def test_an_answer_after_the_conversation_was_closed_still_quotes_the_question(
    citizen: Citizen, agent: Actor
) -> None:
    citizen.write()
    [closed] = queries.list_conversations()
    [question] = queries.list_messages(closed.id)
    actions.close_conversation(agent, closed.id)

    message = send(agent, text(to=None, conversation_id=closed.id, reply_to=question.id))

    assert message.conversation_id != closed.id
    assert message.reply_to == question


def test_an_answer_to_a_message_of_someone_else_is_malformed(
    citizen: Citizen, agent: Actor
) -> None:
    citizen.write()
    Citizen("31612345699").write()
    [theirs] = queries.find_conversations(phone="+31612345699")
    [question] = queries.list_messages(theirs.id)

    for unknown in (question.id, new_id()):
        with pytest.raises(ContentMalformed) as malformed:
            send(agent, text(reply_to=unknown))
        assert [problem.name for problem in malformed.value.problems] == ["reply_to"]
    assert not Sending.objects.exists()


def test_our_reaction_stands_on_what_this_citizen_sent_alone(
    citizen: Citizen, agent: Actor
) -> None:
    wamid = citizen.write()
    theirs = Citizen("31612345699").write()

    for each in (wamid, theirs, "wamid.ELSEWHERE"):
        send(agent, text(type="reaction", content={"message_id": each, "emoji": "👍"}))

    [reaction] = Reaction.objects.all()
    assert (reaction.message.wamid, reaction.direction, reaction.emoji) == (wamid, "out", "👍")
    assert Sending.objects.count() == 3


def test_our_reaction_that_fails_leaves_the_one_before(citizen: Citizen, agent: Actor) -> None:
    wamid = citizen.write()
    sent = [
        send(agent, text(type="reaction", content={"message_id": wamid, "emoji": emoji}))
        for emoji in ("👍", "❤️")
    ]
    assert shown_at(wamid) == ["❤️"]

    report("wamid.REACTION", "failed", now(), sent[1].id, errors=[{"code": 131047}])

    assert shown_at(wamid) == ["👍"]


def test_our_reaction_is_no_message_of_the_conversation_unless_it_fails(
    citizen: Citizen, agent: Actor
) -> None:
    wamid = citizen.write("text", {"body": "Bedankt!"})
    [before] = queries.list_conversations()
    sent = send(agent, text(type="reaction", content={"message_id": wamid, "emoji": "👍"}))

    [after] = queries.list_conversations()
    assert (after.preview, after.preview_type) == ("Bedankt!", "text")
    assert after.last_message_at == before.last_message_at
    assert [each.wamid for each in queries.list_latest_messages(after.id)] == [wamid]
    assert queries.list_messages(after.id)[-1] == sent

    report("wamid.REACTION", "failed", now(), sent.id, errors=[{"code": 131026}])
    assert queries.list_latest_messages(after.id)[-1] == sent


def test_our_reaction_to_what_is_not_here_shows_by_itself(citizen: Citizen, agent: Actor) -> None:
    citizen.write()
    sent = send(agent, text(type="reaction", content={"message_id": "wamid.X", "emoji": "👍"}))

    [found] = queries.list_conversations()
    assert queries.list_latest_messages(found.id)[-1] == sent
    assert found.preview == "👍"


def test_our_reaction_in_a_closed_conversation_begins_no_new_one(
    citizen: Citizen, agent: Actor
) -> None:
    wamid = citizen.write()
    [closed] = queries.list_conversations()
    actions.close_conversation(agent, closed.id)

    sent = send(agent, text(type="reaction", content={"message_id": wamid, "emoji": "👍"}))

    assert sent.conversation_id == closed.id
    assert [each.status for each in queries.list_conversations()] == ["closed"]


def shown_at(wamid: str) -> list[str]:
    message = Message.objects.get(wamid=wamid)
    return [each.emoji for each in queries.list_reactions(message)]
