"""Citizens subscribe by a word that the municipality chose, and see what they get."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.conversations.street import PHONE, Citizen
from tests.people import actor_of

from bode import policy
from bode.basics import now
from bode.broadcasts.audiences import count_subscribers
from bode.conversations.areas import areas_of, list_areas
from bode.conversations.consents import consent_of, record_consents
from bode.conversations.errors import AreaWrong, KeywordWrong, PurposeNotLicensed
from bode.conversations.keywords import add_keyword, link_of, list_keywords, remove_keyword
from bode.conversations.models import Consent, ConsentArea, Conversation, Message
from bode.licensing.models import Licence, PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Person
from bode.whatsapp import Identity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]
SANNE = Identity(phone=PHONE)


@pytest.fixture
def town(alice: Person) -> Actor:
    return actor_of(alice)


def answers() -> list[Message]:
    return list(Message.objects.filter(direction="out").order_by("at", "id"))


def press(citizen: Citizen, asked: Message, says: int = 0, **more: str) -> None:
    """Press the button in this place under a question."""
    assert isinstance(asked.content, dict)
    reply = asked.content["action"]["buttons"][says]["reply"]
    citizen.write("interactive", {"type": "button_reply", "button_reply": reply | more})


def subscribe(citizen: Citizen, word: str) -> None:
    """Write a word, and say yes."""
    citizen.write(content={"body": word})
    press(citizen, answers()[-1])


def add(town: Actor, word: str, area: str = "", language: str = "") -> None:
    add_keyword(town, word, "permits", area=area, language=language)


def test_the_word_asks_and_the_button_is_the_consent(town: Actor, citizen: Citizen) -> None:
    add(town, "Haven", "Havenkwartier")
    citizen.write(content={"body": "haven!"})

    [asked] = answers()
    assert "over uw vergunning?" in asked.text
    assert asked.text.endswith("Het gaat om: Havenkwartier.")
    assert not Consent.objects.exists()

    press(citizen, asked)
    proof = Consent.objects.get()
    assert (proof.purpose, proof.wording, areas_of(proof)) == (
        "permits",
        asked.text,
        ["Havenkwartier"],
    )


def test_no_subscribes_nobody(town: Actor, citizen: Citizen) -> None:
    add(town, "haven", "Havenkwartier")
    citizen.write(content={"body": "haven"})
    press(citizen, answers()[0], 1)

    assert consent_of(SANNE, "permits", None) is policy.Consent.WITHDRAWN
    assert not ConsentArea.objects.exists()


def test_nobody_chooses_an_area_that_was_not_asked(town: Actor, citizen: Citizen) -> None:
    add(town, "haven", "Havenkwartier")
    citizen.write(content={"body": "haven"})
    [asked] = answers()
    press(citizen, asked, id=f"consent:permits:{asked.id}:yes:Kasteelwijk")
    press(citizen, asked, id=f"consent:permits:{asked.id}:yes")

    assert not Consent.objects.exists()


def test_a_word_asks_once_a_day_and_another_area_has_a_question_of_its_own(
    town: Actor, citizen: Citizen
) -> None:
    add(town, "haven", "Havenkwartier")
    add(town, "centrum", "3511")
    for word in ("haven", "haven", "centrum"):
        citizen.write(content={"body": word})

    assert [each.text.splitlines()[-1] for each in answers()] == [
        "Het gaat om: Havenkwartier.",
        "Het gaat om: 3511.",
    ]


def test_a_word_has_its_language(town: Actor, citizen: Citizen) -> None:
    add(town, "harbour", "Havenkwartier", "en")
    citizen.write(content={"body": "HARBOUR"})

    [asked] = answers()
    assert "about your permit?" in asked.text
    assert asked.text.endswith("It is about: Havenkwartier.")


def test_a_word_among_others_is_for_people_to_read(town: Actor, citizen: Citizen) -> None:
    add(town, "haven")
    citizen.write(content={"body": "Wanneer gaat de haven open?"})

    assert not answers()


def test_areas_add_up_and_all_of_the_municipality_is_all(town: Actor, citizen: Citizen) -> None:
    for word, area in (("haven", "Havenkwartier"), ("centrum", "3511 AB"), ("overal", "")):
        add(town, word, area)
    subscribe(citizen, "haven")
    subscribe(citizen, "centrum")
    assert areas_of(Consent.objects.get()) == ["3511", "Havenkwartier"]

    subscribe(citizen, "overal")
    assert areas_of(Consent.objects.get()) == []


def test_who_asked_for_all_keeps_all(town: Actor, citizen: Citizen) -> None:
    add(town, "overal")
    add(town, "haven", "Havenkwartier")
    subscribe(citizen, "overal")
    subscribe(citizen, "haven")

    assert areas_of(Consent.objects.get()) == []


def test_who_stops_and_comes_back_begins_anew(town: Actor, citizen: Citizen) -> None:
    add(town, "haven", "Havenkwartier")
    add(town, "centrum", "3511")
    subscribe(citizen, "haven")
    citizen.write(content={"body": "stop"}, at=now() + timedelta(seconds=1))
    citizen.write(content={"body": "centrum"}, at=now() + timedelta(seconds=2))
    reply = answers()[-1].content["action"]["buttons"][0]["reply"]  # type: ignore[call-overload,index]
    pressed = {"type": "button_reply", "button_reply": reply}
    citizen.write("interactive", pressed, at=now() + timedelta(seconds=3))

    assert areas_of(Consent.objects.get(purpose="permits", withdrawn_at=None)) == ["3511"]


def test_an_audience_of_an_area_has_who_chose_it_and_who_chose_all(
    town: Actor, citizen: Citizen
) -> None:
    add(town, "haven", "Havenkwartier")
    subscribe(citizen, "haven")
    record_consents(
        town, phones=["+31612345699"], purpose="permits", wording="Ja", given_at=now(), source="x"
    )

    def count(*areas: str) -> int:
        return count_subscribers(town.organisation_id, "permits", areas)

    assert (count(), count("havenkwartier"), count("3511"), count("3511", "Havenkwartier")) == (
        2,
        2,
        1,
        2,
    )
    assert list_areas(town.organisation_id, "permits") == ["Havenkwartier"]


def test_postgresql_keeps_which_area_was_chosen(town: Actor, citizen: Citizen) -> None:
    add(town, "haven", "Havenkwartier")
    subscribe(citizen, "haven")
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentArea.objects.update(area="3511")
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentArea.objects.all().delete()


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("a", "form"),
        ("!!", "form"),
        ("112", "form"),
        ("x" * 31, "form"),
        ("stop afspraken", "taken"),
        ("Start", "taken"),
        ("Wat krijg ik?", "taken"),
        ("HAVEN", "known"),
    ],
)
def test_words_that_can_not_be(town: Actor, word: str, reason: str) -> None:
    add(town, "haven")
    with pytest.raises(KeywordWrong) as wrong:
        add(town, word)
    assert wrong.value.reason == reason


def test_areas_and_purposes_that_can_not_be(town: Actor) -> None:
    with pytest.raises(AreaWrong):
        add(town, "haven", "<b>")
    with pytest.raises(PurposeNotLicensed):
        add_keyword(town, "haven", "tourism", area="", language="")


def test_only_an_administrator_chooses_words(bob: Person) -> None:
    with pytest.raises(NotAllowed):
        add(actor_of(bob), "haven")


def test_a_word_that_is_gone_asks_nothing(town: Actor, citizen: Citizen) -> None:
    add(town, "haven")
    remove_keyword(town, list_keywords(town.organisation_id).get().id)
    citizen.write(content={"body": "haven"})

    assert not answers()


def test_the_link_opens_whatsapp_with_the_word(town: Actor, number: PhoneNumber) -> None:
    add(town, "mijn haven")
    link = link_of(list_keywords(town.organisation_id).get(), number)

    assert link.startswith("https://wa.me/31")
    assert link.endswith("?text=MIJN%20HAVEN")


def test_who_asks_what_they_get_is_told_with_the_areas_and_how_to_stop(
    town: Actor, citizen: Citizen
) -> None:
    add(town, "haven", "Havenkwartier")
    subscribe(citizen, "haven")
    record_consents(
        town, phones=[PHONE], purpose="appointments", wording="Ja", given_at=now(), source="balie"
    )
    citizen.write(content={"body": "Wat krijg ik?"})

    assert answers()[-1].text == (
        "U krijgt van ons berichten over:\n"
        "• Afspraken: de hele gemeente\n"
        "• Vergunningen: Havenkwartier\n\n"
        "Wilt u een onderwerp niet meer? Stuur STOP met dat onderwerp, zoals STOP AFSPRAKEN. "
        "Wilt u niets meer? Stuur STOP."
    )


def test_who_asks_in_english_is_told_in_english(citizen: Citizen) -> None:
    citizen.write(content={"body": "WHAT DO I GET?"})

    assert [each.text for each in answers()] == [
        "We send you no messages of our own accord. Would you like them? Send START."
    ]


def test_what_it_says_changes_with_what_they_get_and_is_not_said_twice_in_a_row(
    town: Actor, citizen: Citizen
) -> None:
    record_consents(
        town, phones=[PHONE], purpose="permits", wording="Ja", given_at=now(), source="balie"
    )
    for _ in range(3):
        citizen.write(content={"body": "wat krijg ik"})
    assert len(answers()) == 1

    citizen.write(content={"body": "stop"}, at=now() + timedelta(seconds=1))
    citizen.write(content={"body": "wat krijg ik"}, at=now() + timedelta(seconds=2))
    assert "geen berichten" in answers()[-1].text


def standing() -> tuple[str, int]:
    conversation = Conversation.objects.get()
    return conversation.status, conversation.unread_count


def test_who_only_subscribes_is_no_work_for_the_desk(town: Actor, citizen: Citizen) -> None:
    add(town, "haven")
    citizen.write(content={"body": "haven"})
    assert standing() == ("closed", 0)

    press(citizen, answers()[-1])
    citizen.write(content={"body": "wat krijg ik"})
    assert standing() == ("closed", 0)
    assert consent_of(SANNE, "permits", None) is policy.Consent.GIVEN


def test_what_they_write_besides_is_for_people(town: Actor, citizen: Citizen) -> None:
    add(town, "haven")
    subscribe(citizen, "haven")
    citizen.write(content={"body": "Hoe laat gaat de brug open?"})
    assert standing()[0] == "open"

    citizen.write(content={"body": "haven"})
    assert standing()[0] != "closed"


def test_a_word_that_could_not_be_answered_is_for_people(town: Actor, citizen: Citizen) -> None:
    add(town, "haven")
    Licence.objects.update(purposes=["appointments"])
    citizen.write(content={"body": "haven"})

    assert (answers(), standing()[0]) == ([], "open")


def stop(citizen: Citizen, text: str) -> None:
    citizen.write(content={"body": text}, at=now() + timedelta(seconds=1))


def test_stop_and_the_word_ends_what_it_brought(town: Actor, citizen: Citizen) -> None:
    add(town, "haven", "Havenkwartier")
    subscribe(citizen, "haven")
    stop(citizen, "Stop haven")

    assert consent_of(SANNE, "permits", None) is policy.Consent.WITHDRAWN
    assert answers()[-1].text.startswith("U krijgt van ons geen berichten over: Vergunningen.")


def test_stop_and_a_word_for_the_whole_municipality_ends_its_purpose(
    town: Actor, citizen: Citizen
) -> None:
    add(town, "bouwen")
    add(town, "haven", "Havenkwartier")
    subscribe(citizen, "haven")
    stop(citizen, "stop bouwen")

    assert consent_of(SANNE, "permits", None) is policy.Consent.WITHDRAWN


@pytest.mark.parametrize("other", ["centrum", "overal"])
def test_who_gets_more_than_that_area_is_asked_by_people(
    town: Actor, citizen: Citizen, other: str
) -> None:
    add(town, "haven", "Havenkwartier")
    add(town, "centrum", "3511")
    add(town, "overal")
    subscribe(citizen, "haven")
    subscribe(citizen, other)
    stop(citizen, "stop haven")

    assert consent_of(SANNE, "permits", None) is policy.Consent.GIVEN
    assert standing()[0] == "open"
