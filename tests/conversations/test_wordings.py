"""A municipality asks in its own words; each citizen is asked and answered in their language."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from tests.conversations.street import PHONE, Citizen
from tests.conversations.test_asking import press
from tests.people import actor_of

from bode import policy
from bode.conversations import queries
from bode.conversations.asking import ask_consent
from bode.conversations.consents import consent_of
from bode.conversations.errors import PurposeForbidden, WordingWrong
from bode.conversations.languages import language_in, set_language
from bode.conversations.models import Consent, ConsentWording, Contact, Conversation, Message
from bode.conversations.wordings import change_wordings, list_wordings, wording_for
from bode.licensing.menus import change_menu
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, Person
from bode.privacy import audit
from bode.whatsapp import Identity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]
SANNE = Identity(phone=PHONE)
OWN = "Mogen wij u appen over uw vergunning? Stuur STOP als u niet meer wilt."


def ask(agent: Actor) -> Message:
    [conversation] = queries.list_conversations()
    return ask_consent(agent, conversation.id, "permits")


class TestItsOwnWords:
    def test_are_asked_and_kept_with_the_answer_whatever_they_become(
        self, citizen: Citizen, agent: Actor, municipality: Organisation
    ) -> None:
        change_wordings(agent, "permits", {"nl": OWN})
        citizen.write()
        asked = ask(agent)
        change_wordings(agent, "permits", {"nl": "Andere tekst. STOP"})
        press(citizen, asked, 0)

        assert Consent.objects.get().wording == OWN
        assert wording_for(municipality, "permits", "nl") == "Andere tekst. STOP"
        assert "your permit?" in wording_for(municipality, "permits", "en")
        assert "uw afspraken?" in wording_for(municipality, "appointments", "nl")

    def test_give_way_to_the_usual_ones_and_every_version_stays(
        self, agent: Actor, municipality: Organisation
    ) -> None:
        usual = wording_for(municipality, "permits", "nl")
        change_wordings(agent, "permits", {"nl": OWN})
        change_wordings(agent, "permits", {"nl": OWN})
        change_wordings(agent, "permits", {"nl": usual})

        assert wording_for(municipality, "permits", "nl") == usual
        assert [each.text for each in list_wordings(municipality.id, "permits")] == ["", OWN]
        assert [each.what for each in audit.list_entries()] == ["wording.change"] * 2
        for change in (
            lambda: ConsentWording.objects.update(text="Iets anders. STOP"),
            lambda: ConsentWording.objects.all().delete(),
        ):
            with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
                change()

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("Mogen wij u appen?", "no_stop"),
            ("STOP" + "x" * 1021, "too_long"),
            ("Stem op lijst 3! STOP", "forbidden"),
        ],
    )
    def test_must_be_fit_to_send_and_say_how_to_stop(
        self, agent: Actor, text: str, reason: str
    ) -> None:
        with pytest.raises(WordingWrong) as wrong:
            change_wordings(agent, "permits", {"nl": OWN, "en": text})

        assert (wrong.value.language, wrong.value.reason) == ("en", reason)

    def test_are_the_administrators_and_for_what_may_be_asked(
        self, agent: Actor, bob: Person
    ) -> None:
        with pytest.raises(NotAllowed):
            change_wordings(actor_of(bob), "permits", {"nl": OWN})
        with pytest.raises(PurposeForbidden):
            change_wordings(agent, "promotion", {"nl": OWN})


class TestTheLanguage:
    @pytest.mark.parametrize(
        ("word", "answer"),
        [
            ("STOP", "U krijgt van ons geen berichten uit onszelf"),
            ("Unsubscribe", "We will no longer send you messages of our own accord"),
            ("stop permits", "no more messages from us about: Permits"),
            ("subscribe permits", "send you WhatsApp messages about your permit?"),
            ("aanmelden vergunningen", "berichten sturen over uw vergunning?"),
        ],
    )
    def test_is_that_of_the_word(self, citizen: Citizen, word: str, answer: str) -> None:
        citizen.write(content={"body": word})

        assert answer in Message.objects.get(direction="out").text

    def test_is_remembered_until_another_word_tells_otherwise(self, citizen: Citizen) -> None:
        citizen.write(content={"body": "unsubscribe"})
        citizen.write(content={"body": "stop"})
        assert [each.text[:2] for each in Message.objects.filter(direction="out")] == ["We", "We"]

        citizen.write(content={"body": "afmelden"})
        assert language_in(Conversation.objects.get()) == "nl"

    def test_of_the_question_is_that_of_the_proof(self, citizen: Citizen, agent: Actor) -> None:
        citizen.write()
        set_language(agent, Contact.objects.get(), "en")
        asked = ask(agent)
        assert isinstance(asked.content, dict)
        titles = [each["reply"]["title"] for each in asked.content["action"]["buttons"]]
        press(citizen, asked, 0)

        assert titles == ["Yes please", "No"]
        assert "about your permit?" in Consent.objects.get().wording
        assert consent_of(SANNE, "permits", None) is policy.Consent.GIVEN

    def test_is_that_of_the_menu_too(
        self, citizen: Citizen, agent: Actor, number: PhoneNumber
    ) -> None:
        citizen.write(content={"body": "unsubscribe"})
        [conversation] = queries.list_conversations()
        conversation.delete()
        change_menu(agent, number.id, is_on=True)
        citizen.write()

        menu = Message.objects.get(direction="out")
        assert isinstance(menu.content, dict)
        assert menu.text.startswith("This is the WhatsApp of the municipality of Proefstad.")
        assert menu.content["action"]["sections"][0]["rows"][1]["title"] == "Permits"
