"""What a citizen said yes or no to, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from tests.conversations.street import PHONE, Citizen
from tests.people import actor_of

from bode.basics import now
from bode.conversations import queries
from bode.conversations.consent_history import consent_history
from bode.conversations.consents import record_consents
from bode.organisations.actors import Actor
from bode.organisations.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]
DAY = timedelta(days=1)


@pytest.fixture
def town(alice: Person) -> Actor:
    return actor_of(alice)


def say_yes(
    town: Actor,
    at: datetime,
    area: str = "",
    phone: str = PHONE,
    emails: Mapping[str, str] | None = None,
) -> None:
    record_consents(
        town,
        phones=[phone],
        purpose="permits",
        wording=f"Ja, {area or 'alles'}",
        given_at=at,
        source="balie",
        area=area,
        emails=emails,
    )


def history(citizen: Citizen) -> list[tuple[str, str, str]]:
    [conversation] = queries.list_conversations()
    return [
        (str(step.says), step.area, step.wording) for step in consent_history(conversation.contact)
    ]


def test_every_yes_area_and_no_is_a_step_the_latest_first(town: Actor, citizen: Citizen) -> None:
    at = now() - 9 * DAY
    say_yes(town, at, "Haven")
    say_yes(town, at + DAY, "3511")
    say_yes(town, at + 2 * DAY)
    citizen.write(content={"body": "stop vergunningen"})

    assert history(citizen) == [
        ("no", "", ""),
        ("area", "", "Ja, alles"),
        ("area", "3511", "Ja, 3511"),
        ("yes", "Haven", "Ja, Haven"),
    ]


def test_who_says_the_same_again_keeps_the_first_proof(town: Actor, citizen: Citizen) -> None:
    citizen.write()
    say_yes(town, now() - 2 * DAY)
    say_yes(town, now() - DAY)

    assert history(citizen) == [("again", "", ""), ("yes", "", "Ja, alles")]


def test_an_e_mail_address_stands_with_the_last_yes_until_they_say_no(
    town: Actor, citizen: Citizen
) -> None:
    citizen.write()
    say_yes(town, now() - 2 * DAY)
    say_yes(town, now() - DAY, emails={PHONE: "sanne@mail.example"})
    [conversation] = queries.list_conversations()
    told = consent_history(conversation.contact)
    assert [(str(each.says), each.email) for each in told] == [
        ("again", "sanne@mail.example"),
        ("yes", ""),
    ]

    citizen.write(content={"body": "stop vergunningen"})
    assert {each.email for each in consent_history(conversation.contact)} == {""}


def test_a_no_is_told_with_the_words_in_which_it_was_said(town: Actor, citizen: Citizen) -> None:
    say_yes(town, now() - DAY)
    citizen.write(content={"body": "stop vergunningen"})
    [conversation] = queries.list_conversations()

    [no, _] = consent_history(conversation.contact)
    assert (no.how, no.text) == ("chat", "stop vergunningen")


def test_what_was_said_once_of_two_addresses_is_one_step(town: Actor) -> None:
    sanne = Citizen(PHONE, user_id="NL.12345678901234567890")
    sanne.write()
    record_consents(
        town,
        phones=[PHONE],
        user_ids=["NL.12345678901234567890"],
        purpose="permits",
        wording="Ja",
        given_at=now() - DAY,
        source="balie",
    )

    assert history(sanne) == [("yes", "", "Ja")]
