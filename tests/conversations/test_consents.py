"""Consent: recorded with proof, for one or for a whole town, and withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from tests.conversations.street import PHONE, Citizen
from tests.people import actor_of

from bode import policy
from bode.basics import RecipientInvalid, now
from bode.conversations import queries
from bode.conversations.consents import (
    ConsentResult,
    consent_of,
    record_consents,
)
from bode.conversations.errors import ConsentFromFuture
from bode.conversations.models import Consent
from bode.conversations.withdrawing import withdraw_consent
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, OrganisationKind, Person
from bode.organisations.tenancy import scope
from bode.whatsapp import Identity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]

USER_ID = "NL.800200300400500601"
SANNE = Identity(phone=PHONE)
NOOR = Identity(user_id=USER_ID)


def record(
    actor: Actor,
    *phones: str,
    user_ids: Sequence[str] = (),
    purpose: str = "permits",
    given_at: datetime | None = None,
) -> ConsentResult:
    return record_consents(
        actor,
        phones=phones,
        user_ids=user_ids,
        purpose=purpose,
        wording="Ja, stuur mij berichten over mijn vergunning.",
        given_at=given_at or now(),
        source="Formulier op de website",
    )


def test_every_notation_of_a_number_is_the_same_number(agent: Actor) -> None:
    assert record(agent, f"+{PHONE}") == ConsentResult(recorded=1, unchanged=0, refused=())
    again = record(agent, "06 1234 5678", "0031612345678")

    assert again == ConsentResult(recorded=0, unchanged=2, refused=())


def test_a_number_that_can_not_receive_whatsapp_is_refused_by_itself(agent: Actor) -> None:
    result = record(agent, "14 030", "0612345678", "hallo")

    assert (result.recorded, result.unchanged) == (1, 0)
    assert dict(result.refused) == {"14 030": "not_mobile", "hallo": "not_a_number"}


def test_consent_holds_for_its_purpose_until_it_is_withdrawn(agent: Actor) -> None:
    assert consent_of(SANNE, "permits", None) is policy.Consent.NONE
    record(agent, PHONE_WITH_PLUS)
    assert consent_of(SANNE, "permits", None) is policy.Consent.GIVEN
    assert consent_of(SANNE, "appointments", None) is policy.Consent.NONE

    withdraw_consent(agent, phone=PHONE_WITH_PLUS, purpose="permits")
    assert consent_of(SANNE, "permits", None) is policy.Consent.WITHDRAWN

    record(agent, PHONE_WITH_PLUS)
    assert consent_of(SANNE, "permits", None) is policy.Consent.GIVEN
    assert Consent.objects.count() == 2  # the proof of what was once given stays


PHONE_WITH_PLUS = f"+{PHONE}"


def test_an_old_list_does_not_undo_that_someone_said_no(agent: Actor) -> None:
    yesterday = now() - timedelta(days=1)
    withdraw_consent(agent, phone=PHONE_WITH_PLUS, purpose="permits")

    result = record(agent, PHONE_WITH_PLUS, "+31612345699", given_at=yesterday)

    assert (result.recorded, result.unchanged) == (1, 1)
    assert consent_of(SANNE, "permits", None) is policy.Consent.WITHDRAWN
    assert consent_of(Identity(phone="31612345699"), "permits", None) is policy.Consent.GIVEN


def test_nobody_has_agreed_tomorrow_but_clocks_differ(agent: Actor) -> None:
    with pytest.raises(ConsentFromFuture):
        record(agent, PHONE_WITH_PLUS, given_at=now() + timedelta(hours=1))
    assert not Consent.objects.exists()

    assert record(agent, PHONE_WITH_PLUS, given_at=now() + timedelta(minutes=2)).recorded == 1


def test_who_never_asked_may_say_no_all_the_same(agent: Actor) -> None:
    withdraw_consent(agent, phone=PHONE_WITH_PLUS, purpose="permits")

    assert consent_of(SANNE, "permits", None) is policy.Consent.WITHDRAWN


def test_a_citizen_without_a_number_asks_and_says_no_under_their_user_id(agent: Actor) -> None:
    record(agent, user_ids=[USER_ID])
    assert consent_of(NOOR, "permits", None) is policy.Consent.GIVEN

    withdraw_consent(agent, user_id=USER_ID, purpose="permits")
    assert consent_of(NOOR, "permits", None) is policy.Consent.WITHDRAWN


@pytest.mark.usefixtures("number")
def test_what_is_no_user_id_is_refused_unless_a_citizen_has_it(agent: Actor) -> None:
    Citizen(None, user_id="odd-one").write()

    result = record(agent, user_ids=[USER_ID, "odd-one", "nobody"])

    assert (result.recorded, result.refused_user_ids) == (2, ("nobody",))
    withdraw_consent(agent, user_id="odd-one", purpose="permits")
    with pytest.raises(RecipientInvalid):
        withdraw_consent(agent, user_id="nobody", purpose="permits")


@pytest.mark.usefixtures("number")
@pytest.mark.parametrize("said", [{"phone": f"+{PHONE}"}, {"user_id": USER_ID}], ids=str)
def test_who_says_no_under_one_address_says_so_for_all_that_are_theirs(
    agent: Actor, said: dict[str, str]
) -> None:
    Citizen(PHONE, user_id=USER_ID).write()
    record(agent, user_ids=[USER_ID])
    record(agent, PHONE_WITH_PLUS)
    withdraw_consent(agent, **said, purpose="permits")
    record(agent, PHONE_WITH_PLUS, user_ids=[USER_ID], given_at=now() - timedelta(days=1))

    for reached in (SANNE, NOOR, Identity(phone=PHONE, user_id=USER_ID)):
        assert consent_of(reached, "permits", None) is policy.Consent.WITHDRAWN


def test_who_asks_a_question_asked_for_its_answer_also_after_saying_no(
    agent: Actor, citizen: Citizen
) -> None:
    record(agent, PHONE_WITH_PLUS, given_at=now() - timedelta(days=1))
    citizen.write(content={"body": "stop vergunningen"}, at=now() - timedelta(minutes=1))
    assert consent_of(SANNE, "permits", None) is policy.Consent.WITHDRAWN
    citizen.write()
    [conversation] = queries.list_conversations()

    assert consent_of(SANNE, "permits", conversation) is policy.Consent.IMPLIED


def test_who_may_not_record_consent(bob: Person) -> None:
    with pytest.raises(NotAllowed):
        record(actor_of(bob), PHONE_WITH_PLUS)


def test_only_a_municipality_has_citizens_who_say_yes_or_no(provider: Organisation) -> None:
    bsp = Actor(
        organisation_id=provider.id,
        organisation_kind=OrganisationKind.PROVIDER,
        name="Proefbode",
        scopes=frozenset({"consents"}),
    )

    with scope(provider.id):
        with pytest.raises(NotAllowed):
            record(bsp, PHONE_WITH_PLUS)
        with pytest.raises(NotAllowed):
            withdraw_consent(bsp, phone=PHONE_WITH_PLUS, purpose="permits")
        assert not Consent.objects.exists()


def test_a_strangers_records_say_nothing_here(
    charlie: Person, other_municipality: Organisation
) -> None:
    with scope(other_municipality.id):
        record(actor_of(charlie), PHONE_WITH_PLUS)

    assert consent_of(SANNE, "permits", None) is policy.Consent.NONE


def test_a_whole_town_is_recorded_at_once(agent: Actor) -> None:
    phones = [f"+3161{each:07}" for each in range(1_000_000, 1_100_000)]

    result = record(agent, *phones)

    assert result == ConsentResult(recorded=100_000, unchanged=0, refused=())


def test_of_a_town_who_said_no_stays_unchanged(agent: Actor) -> None:
    withdraw_consent(agent, phone=PHONE_WITH_PLUS, purpose="permits")
    phones = [f"+31613{each:06}" for each in range(1000)]

    result = record(agent, PHONE_WITH_PLUS, *phones, given_at=now() - timedelta(days=1))

    assert result.unchanged == 1
    assert consent_of(SANNE, "permits", None) is policy.Consent.WITHDRAWN
