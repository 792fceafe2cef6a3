"""The proof of consent: kept as it was written, and the same in whatever order it came."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conversations.street import PHONE, Citizen

from bode import policy
from bode.basics import now
from bode.conversations.consents import consent_of, record_consents
from bode.conversations.models import Consent, Message
from bode.conversations.withdrawing import withdraw_consent
from bode.organisations.actors import Actor
from bode.whatsapp import Identity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]


def say_yes(agent: Actor, phone: str, at: datetime) -> int:
    return record_consents(
        agent,
        phones=[f"+{phone}"],
        purpose="permits",
        wording="Ja, stuur mij bericht.",
        given_at=at,
        source="Formulier",
    ).recorded


@pytest.mark.parametrize(
    "change",
    [
        {"wording": "Ja, stuur mij alles."},
        {"given_at": datetime.fromisoformat("2020-01-01T00:00:00Z")},
        {"how": "letter"},
        {"source": "Elders"},
        {"recorded_by": "Iemand anders"},
        {"purpose": "appointments"},
        {"address": "31612345699"},
        {"renewed_at": None, "recorded_at": datetime.fromisoformat("2020-01-01T00:00:00Z")},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_was_written_is_never_changed(agent: Actor, change: dict[str, Any]) -> None:
    say_yes(agent, PHONE, now())

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Consent.objects.update(**change)


def test_another_message_never_takes_the_place_of_the_proof(citizen: Citizen) -> None:
    citizen.write(content={"body": "stop"})
    citizen.write()
    other = Message.objects.filter(text="Hallo").get()

    for field in ("given_in", "withdrawn_in"):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            Consent.objects.update(**{field: other})
    Consent.objects.update(withdrawn_in=None)  # as when the message is forgotten


def test_a_no_is_written_once(agent: Actor) -> None:
    say_yes(agent, PHONE, now())
    withdraw_consent(agent, phone=f"+{PHONE}", purpose="permits")

    for change in ({"withdrawn_at": None}, {"withdrawn_at": now()}, {"withdrawn_by": "Een ander"}):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            Consent.objects.update(**change)


def test_no_proof_is_deleted(agent: Actor) -> None:
    say_yes(agent, PHONE, now())

    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        Consent.objects.all().delete()


def test_a_no_from_between_two_times_yes_takes_back_only_the_first(
    agent: Actor, citizen: Citizen
) -> None:
    first, second = now() - timedelta(days=3), now() - timedelta(days=1)
    assert say_yes(agent, PHONE, first) == 1
    assert say_yes(agent, PHONE, second) == 0
    citizen.write(content={"body": "stop"}, at=now() - timedelta(days=2))

    proof = Consent.objects.get(purpose="permits")
    assert (proof.given_at, proof.renewed_at, proof.withdrawn_at) == (first, second, None)


_phones = count(31612000000)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(told=st.lists(st.tuples(st.booleans(), st.integers(1, 5)), max_size=6))
def test_what_the_citizen_said_last_holds_in_whatever_order_it_came(
    agent: Actor, told: list[tuple[bool, int]]
) -> None:
    phone = str(next(_phones))
    start = now().replace(microsecond=0) - timedelta(days=6)
    for yes, day in told:
        at = start + timedelta(days=day)
        if yes:
            say_yes(agent, phone, at)
        else:
            # One message for each moment: told twice, it is the same one.
            Citizen(phone).write(
                content={"body": "stop vergunningen"}, at=at, wamid=f"wamid.{phone}.{day}"
            )

    expected = policy.Consent.NONE
    if told:
        last_yes, _ = max(told, key=lambda each: (each[1], not each[0]))
        expected = policy.Consent.GIVEN if last_yes else policy.Consent.WITHDRAWN
    assert consent_of(Identity(phone=phone), "permits", None) is expected
