"""An agent asks for consent in the chat; the button that a citizen presses is their answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.conversations.street import PHONE, Citizen
from tests.people import actor_of

from bode import policy
from bode.basics import now
from bode.conversations import queries
from bode.conversations.asking import ask_consent
from bode.conversations.consents import consent_of
from bode.conversations.errors import AskedAlready, PurposeNotLicensed, SaidNo, SendRefused
from bode.conversations.languages import LANGUAGES, set_language
from bode.conversations.models import Consent, Conversation, Message
from bode.conversations.wordings import WORDINGS
from bode.licensing.models import Licence
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Person
from bode.whatsapp import Identity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]
SANNE = Identity(phone=PHONE)


@pytest.fixture
def conversation(citizen: Citizen) -> Conversation:
    citizen.write()
    [found] = queries.list_conversations()
    return found


def press(citizen: Citizen, asked: Message, says: int, **more: str) -> None:
    """Press the button in this place under a question."""
    assert isinstance(asked.content, dict)
    reply = asked.content["action"]["buttons"][says]["reply"]
    citizen.write("interactive", {"type": "button_reply", "button_reply": reply | more})


def test_yes_is_kept_with_the_words_the_answer_and_the_question(
    citizen: Citizen, agent: Actor, conversation: Conversation
) -> None:
    asked = ask_consent(agent, conversation.id, "permits")
    assert not Consent.objects.exists()
    press(citizen, asked, 0)

    proof = Consent.objects.get()
    assert proof.given_in is not None
    assert (proof.purpose, proof.how, proof.wording) == ("permits", "chat", asked.text)
    assert (proof.given_in.text, proof.given_in.reply_to_id) == ("Ja graag", asked.id)
    assert consent_of(SANNE, "permits", None) is policy.Consent.GIVEN
    assert "over uw vergunning? U kunt altijd stoppen." in proof.wording


def test_no_takes_back_what_was_given(
    citizen: Citizen, agent: Actor, conversation: Conversation
) -> None:
    press(citizen, ask_consent(agent, conversation.id, "permits"), 1)

    assert consent_of(SANNE, "permits", None) is policy.Consent.WITHDRAWN


def test_only_a_button_of_our_own_question_to_them_counts(
    citizen: Citizen, agent: Actor, conversation: Conversation
) -> None:
    asked = ask_consent(agent, conversation.id, "permits")
    press(Citizen("31612345699"), asked, 0)
    press(citizen, asked, 0, id=f"consent:appointments:{asked.id}:yes")
    press(citizen, asked, 0, id=f"consent:permits:{conversation.id}:yes")
    press(citizen, asked, 0, id=f"consent:permits:{'-' * 36}:yes")
    citizen.write(content={"body": "Ja graag"})

    assert not Consent.objects.exists()


def test_once_a_day_for_each_purpose(agent: Actor, conversation: Conversation) -> None:
    asked = ask_consent(agent, conversation.id, "permits")
    with pytest.raises(AskedAlready):
        ask_consent(agent, conversation.id, "permits")

    Message.objects.filter(id=asked.id).update(at=now() - timedelta(hours=25))
    ask_consent(agent, conversation.id, "permits")


def test_who_said_no_is_not_asked_until_they_write_again(
    citizen: Citizen, agent: Actor, conversation: Conversation
) -> None:
    citizen.write(content={"body": "stop vergunningen"})
    with pytest.raises(SaidNo):
        ask_consent(agent, conversation.id, "permits")
    ask_consent(agent, conversation.id, "appointments")

    citizen.write(content={"body": "Hoe gaat het met mijn boom?"}, at=now() + timedelta(seconds=1))
    ask_consent(agent, conversation.id, "permits")


def test_only_while_the_window_is_open(agent: Actor, conversation: Conversation) -> None:
    Conversation.objects.update(last_inbound_at=now() - timedelta(hours=25))

    with pytest.raises(SendRefused):
        ask_consent(agent, conversation.id, "permits")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_purpose_has_words_that_the_rules_let_leave(
    agent: Actor, conversation: Conversation, language: str
) -> None:
    set_language(agent, conversation.contact, language)
    allowed = [code for code, each in policy.PURPOSES.items() if each.allowed]
    assert sorted(WORDINGS) == sorted(allowed)
    Licence.objects.update(purposes=allowed)

    for purpose in allowed:
        assert ask_consent(agent, conversation.id, purpose).status == "queued"


def test_for_a_purpose_of_the_licence_by_an_agent(
    agent: Actor, bob: Person, conversation: Conversation
) -> None:
    with pytest.raises(PurposeNotLicensed):
        ask_consent(agent, conversation.id, "tourism")
    with pytest.raises(NotAllowed):
        ask_consent(actor_of(bob), conversation.id, "permits")


class TestWritingStart:
    @pytest.mark.parametrize("text", ["START vergunningen", "Aanmelden vergunningen!"])
    def test_gets_the_question_and_is_no_consent_yet(self, citizen: Citizen, text: str) -> None:
        citizen.write(content={"body": text})

        asked = Message.objects.get(direction="out")
        assert (asked.author_name, "over uw vergunning?" in asked.text) == ("Bode", True)
        assert not Consent.objects.exists()
        press(citizen, asked, 0)
        assert consent_of(SANNE, "permits", None) is policy.Consent.GIVEN

    def test_alone_is_about_what_the_conversation_is_about(self, citizen: Citizen) -> None:
        citizen.write(content={"body": "start"})
        assert not Message.objects.filter(direction="out").exists()

        Conversation.objects.update(purpose="appointments", purpose_from="agent")
        citizen.write(content={"body": "start"})
        assert "over uw afspraken?" in Message.objects.get(direction="out").text

    def test_is_asked_once_a_day(self, citizen: Citizen) -> None:
        citizen.write(content={"body": "start afspraken"})
        citizen.write(content={"body": "start afspraken"})

        assert Message.objects.filter(direction="out").count() == 1

    @pytest.mark.parametrize(
        "text", ["Start de bouw morgen?", "Wanneer start het?", "start toerisme"]
    )
    def test_anything_else_is_for_an_agent(self, citizen: Citizen, text: str) -> None:
        citizen.write(content={"body": text})

        assert not Message.objects.filter(direction="out").exists()
