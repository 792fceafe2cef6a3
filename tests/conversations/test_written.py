"""In which language a citizen writes: learned from their words, or said by an agent."""

from __future__ import annotations

import pytest
from tests.conversations.street import Citizen

from bode.conversations import actions, queries
from bode.conversations.errors import LanguageUnknown
from bode.conversations.models import Conversation
from bode.conversations.written import set_written_language
from bode.organisations.actors import Actor

pytestmark = pytest.mark.usefixtures("in_scope")
POLISH = "Dzień dobry, kiedy będzie gotowe moje pozwolenie?"
DUTCH = "Goedemorgen, wanneer komt mijn vergunning?"


def the_conversation() -> Conversation:
    [found] = queries.list_conversations()
    return found


def write(citizen: Citizen, text: str) -> None:
    citizen.write("text", {"body": text})


def test_it_is_learned_from_what_the_citizen_writes(citizen: Citizen) -> None:
    write(citizen, POLISH)

    assert (the_conversation().language, the_conversation().language_from) == ("pl", "words")


def test_what_says_too_little_leaves_it_as_it_was(citizen: Citizen) -> None:
    write(citizen, "Hallo")
    assert the_conversation().language == ""

    write(citizen, POLISH)
    write(citizen, "ok")
    assert the_conversation().language == "pl"


def test_who_goes_on_in_another_language_is_followed(citizen: Citizen) -> None:
    write(citizen, POLISH)
    write(citizen, DUTCH)

    assert the_conversation().language == "nl"


def test_what_an_agent_said_is_never_guessed_otherwise(citizen: Citizen, agent: Actor) -> None:
    write(citizen, DUTCH)
    set_written_language(agent, the_conversation().id, "pl")
    write(citizen, DUTCH)

    assert (the_conversation().language, the_conversation().language_from) == ("pl", "agent")


def test_an_agent_can_leave_it_to_bode_again(citizen: Citizen, agent: Actor) -> None:
    write(citizen, POLISH)
    set_written_language(agent, the_conversation().id, "tr")
    set_written_language(agent, the_conversation().id, "")
    write(citizen, POLISH)

    assert (the_conversation().language, the_conversation().language_from) == ("pl", "words")


def test_a_new_conversation_goes_on_in_the_language_of_the_one_before(
    citizen: Citizen, agent: Actor
) -> None:
    write(citizen, POLISH)
    before = the_conversation()
    actions.close_conversation(agent, before.id)
    Conversation.objects.filter(id=before.id).update(closed_at="2026-01-01T00:00Z")
    write(citizen, "Hallo")

    assert Conversation.objects.exclude(id=before.id).get().language == "pl"


def test_a_language_that_bode_cannot_name_is_refused(citizen: Citizen, agent: Actor) -> None:
    write(citizen, POLISH)

    with pytest.raises(LanguageUnknown):
        set_written_language(agent, the_conversation().id, "xx")
    assert the_conversation().language == "pl"
