"""Notes beside a conversation: for colleagues alone, who find those that name them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.conversations.street import Citizen
from tests.people import actor_of, join

from bode.basics import now
from bode.conversations import queries as conversations
from bode.conversations.models import Conversation, Message
from bode.desk import notes, queries
from bode.desk.errors import NoteSettled, NoteWrong
from bode.desk.mentioning import find_mentioned
from bode.desk.models import Note
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import scope
from bode.privacy.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]


@pytest.fixture
def agent(alice: Person) -> Actor:
    return actor_of(alice)


@pytest.fixture
def sam(municipality: Organisation) -> Actor:
    return actor_of(join(municipality, "Sam de Wit", "agent"))


@pytest.fixture
def conversation() -> Conversation:
    Citizen().write()
    return conversations.list_conversations()[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Sam de Wit, weet jij dit?", {"sam"}),
        ("weet @sam dit?", {"sam"}),
        ("@Samira en @Sam", {"samira", "sam"}),
        ("@Jan", set()),
        ("@Jan Bos en niet @Jan Vos-Smit", {"bos"}),
        ("mail naar klant@sam.example", set()),
        ("", set()),
    ],
)
def test_who_is_named_after_an_at_is_mentioned(text: str, found: set[str]) -> None:
    names = {"sam": "Sam de Wit", "samira": "Samira", "bos": "Jan Bos", "jan": "Jan Vos"}

    assert find_mentioned(text, names) - {"jan"} == found


def test_a_note_never_leaves_and_changes_nothing_for_the_citizen(
    agent: Actor, conversation: Conversation
) -> None:
    notes.write_note(agent, conversation.id, "Belde ook al.")

    assert [each.text for each in queries.list_notes([conversation.id])] == ["Belde ook al."]
    assert Message.objects.count() == 1
    after = conversations.access_conversation(conversation.id)
    assert (after.status, after.preview) == (conversation.status, conversation.preview)


def test_who_is_named_finds_it_in_their_list_until_they_saw_it(
    agent: Actor, sam: Actor, conversation: Conversation
) -> None:
    note = notes.write_note(agent, conversation.id, "@Sam en @Alice, kijken jullie?")

    assert [each.note_id for each in queries.list_mentions(sam)] == [note.id]
    assert (queries.count_unseen_mentions(sam), queries.count_unseen_mentions(agent)) == (1, 0)

    notes.see_mentions(sam, [conversation.id])

    assert queries.count_unseen_mentions(sam) == 0
    assert len(queries.list_mentions(sam)) == 1


def test_what_a_note_said_before_it_was_changed_is_kept(
    agent: Actor, sam: Actor, conversation: Conversation
) -> None:
    note = notes.write_note(agent, conversation.id, "Vraag het @Sam.")
    notes.change_note(agent, note.id, "Laat maar.")

    [changed] = queries.list_notes([conversation.id])
    assert changed.text == "Laat maar."
    assert changed.edited_at is not None
    assert [each.text for each in changed.versions.all()] == ["Vraag het @Sam."]
    assert queries.count_unseen_mentions(sam) == 0


def test_of_a_removed_note_only_that_it_was_there_stays(
    agent: Actor, sam: Actor, conversation: Conversation
) -> None:
    note = notes.write_note(agent, conversation.id, "@Sam: BSN 123")
    notes.change_note(agent, note.id, "@Sam: zie de zaak")
    notes.remove_note(agent, note.id)

    [left] = queries.list_notes([conversation.id])
    assert (left.text, list(left.versions.all()), list(left.mentions.all())) == ("", [], [])
    assert left.removed_at is not None
    assert AuditEntry.objects.filter(what="note.remove", subject_id=str(note.id)).exists()


def test_only_its_author_changes_a_note_and_only_for_an_hour(
    agent: Actor, sam: Actor, conversation: Conversation
) -> None:
    note = notes.write_note(agent, conversation.id, "Zo is het.")

    with pytest.raises(NoteSettled):
        notes.change_note(sam, note.id, "Zo is het niet.")
    Note.objects.update(at=now() - timedelta(minutes=61))
    with pytest.raises(NoteSettled):
        notes.remove_note(agent, note.id)


@pytest.mark.parametrize(("text", "reason"), [(" \n", "empty"), ("a" * 4001, "too_long")])
def test_a_note_says_something_and_not_too_much(
    agent: Actor, conversation: Conversation, text: str, reason: str
) -> None:
    with pytest.raises(NoteWrong) as wrong:
        notes.write_note(agent, conversation.id, text)

    assert wrong.value.reason == reason


def test_only_agents_of_the_municipality_leave_and_read_notes(
    agent: Actor, bob: Person, charlie: Person, conversation: Conversation
) -> None:
    notes.write_note(agent, conversation.id, "Alleen voor ons.")

    with pytest.raises(NotAllowed):
        notes.write_note(actor_of(bob), conversation.id, "Ik ook.")
    stranger = actor_of(charlie)
    with scope(stranger.organisation_id):
        assert queries.list_notes([conversation.id]) == []
        with pytest.raises(Conversation.DoesNotExist):
            notes.write_note(stranger, conversation.id, "Hallo")
