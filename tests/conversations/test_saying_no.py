"""One word of a citizen ends messages, of one purpose or of all; the proof is that message."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.conversations.street import PHONE, Citizen
from tests.conversations.test_sending import consent, reminder
from tests.people import actor_of

from bode import policy
from bode.basics import now
from bode.conversations import queries
from bode.conversations.consents import consent_of, list_consents, record_told
from bode.conversations.errors import PurposeNotLicensed
from bode.conversations.explaining import explain_error, repeatable_from
from bode.conversations.models import Consent, Conversation, Message
from bode.conversations.saying_no import purposes_refused
from bode.conversations.sending import send
from bode.conversations.states import ConsentHow
from bode.conversations.withdrawing import withdraw_told
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Person
from bode.privacy import audit
from bode.whatsapp import Identity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]
SANNE = Identity(phone=PHONE)
ALL = {code for code, each in policy.PURPOSES.items() if each.allowed}


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("STOP", ALL),
        ("stop!", ALL),
        ("Afmelden", ALL),
        ("Stop afspraken", {"appointments"}),
        ("STOP CRISIS", {"crisis_response"}),
        ("stop permits", {"permits"}),
        ("Stop de bouw van dat huis", set()),
        ("Wanneer stop ik met betalen?", set()),
        ("stop politieke campagne", set()),
        ("", set()),
    ],
)
def test_only_the_word_itself_says_no(text: str, refused: set[str]) -> None:
    assert set(purposes_refused(text)) == refused


def said_now(purpose: str) -> policy.Consent:
    return consent_of(SANNE, purpose, None)


def test_the_word_ends_all_messages_keeps_its_message_and_is_answered(
    citizen: Citizen, agent: Actor
) -> None:
    consent(agent, "appointments")
    consent(agent, "crisis_response")
    citizen.write(content={"body": "STOP"})

    assert said_now("appointments") is said_now("crisis_response") is policy.Consent.WITHDRAWN
    proof = Consent.objects.get(purpose="appointments")
    assert (proof.withdrawn_how, proof.withdrawn_in.text) == ("chat", "STOP")  # type: ignore[union-attr]
    [answer] = Message.objects.filter(direction="out")
    assert (answer.author_name, answer.status) == ("Bode", "queued")
    assert "ook niet bij een crisis" in answer.text


def test_with_a_purpose_behind_it_the_rest_goes_on(citizen: Citizen, agent: Actor) -> None:
    consent(agent, "appointments")
    consent(agent, "permits")
    citizen.write(content={"body": "Stop afspraken"})

    assert said_now("appointments") is policy.Consent.WITHDRAWN
    assert said_now("permits") is policy.Consent.GIVEN


def test_what_waits_with_that_purpose_fails(citizen: Citizen, agent: Actor) -> None:
    consent(agent)
    waiting = send(agent, reminder())
    citizen.write(content={"body": "stop"})

    waiting.refresh_from_db()
    assert (waiting.status, waiting.error_code) == ("failed", "consent_withdrawn")
    explained = explain_error(waiting.error_code)
    assert explained is not None
    assert explained.title_nl == "Deze inwoner wil geen berichten met dit doel meer"
    assert repeatable_from(waiting) is None


def test_told_again_it_changes_nothing_more(citizen: Citizen, agent: Actor) -> None:
    consent(agent)
    wamid = citizen.write(content={"body": "stop"})
    citizen.write(content={"body": "stop"}, wamid=wamid)

    assert Message.objects.filter(direction="out").count() == 1


def test_a_no_that_comes_late_does_not_undo_a_later_yes(citizen: Citizen, agent: Actor) -> None:
    consent(agent)
    citizen.write(content={"body": "stop"}, at=now() - timedelta(days=2))

    assert said_now("appointments") is policy.Consent.GIVEN
    assert not Message.objects.filter(direction="out").exists()


class TestTellingAnAgent:
    @pytest.fixture
    def conversation(self, citizen: Citizen) -> Conversation:
        citizen.write()
        [conversation] = queries.list_conversations()
        return conversation

    def test_is_kept_with_wording_way_and_message(
        self, conversation: Conversation, agent: Actor
    ) -> None:
        asked = Message.objects.get()
        for expected in (True, False):
            done = record_told(
                agent,
                conversation,
                "permits",
                how=ConsentHow.CHAT,
                wording="Ja, stuur mij bericht.",
                message_id=asked.id,
            )
            assert done is expected

        [proof] = list_consents(conversation.contact)
        assert (proof.wording, proof.how, proof.recorded_by, proof.given_in) == (
            "Ja, stuur mij bericht.",
            "chat",
            "Alice",
            asked,
        )
        [entry] = audit.list_entries()
        assert (entry.what, entry.purpose, entry.facts) == (
            "consent.record",
            "permits",
            {"how": "chat"},
        )

    def test_is_taken_back_with_the_way(self, conversation: Conversation, agent: Actor) -> None:
        consent(agent, "permits")
        withdraw_told(agent, conversation.contact, "permits", how=ConsentHow.PHONE)

        [proof] = list_consents(conversation.contact)
        assert (proof.withdrawn_how, proof.withdrawn_by) == ("phone", "Alice")
        assert said_now("permits") is policy.Consent.WITHDRAWN

    def test_is_for_agents(self, conversation: Conversation, bob: Person) -> None:
        with pytest.raises(NotAllowed):
            record_told(actor_of(bob), conversation, "permits", how=ConsentHow.PHONE, wording="Ja")
        with pytest.raises(NotAllowed):
            withdraw_told(actor_of(bob), conversation.contact, "permits", how=ConsentHow.PHONE)

    def test_yes_is_for_a_purpose_of_the_licence(
        self, conversation: Conversation, agent: Actor
    ) -> None:
        with pytest.raises(PurposeNotLicensed):
            record_told(agent, conversation, "tourism", how=ConsentHow.COUNTER, wording="Ja")
