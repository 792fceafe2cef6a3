"""Which way a provider's numbers go, and by what its webhooks are recognised."""

from __future__ import annotations

from typing import Any

import pytest
from tests.people import actor_of

from bode.licensing.connecting import find_connection, set_connection
from bode.licensing.errors import ProofUnknown, SecretMissing, WordTooShort
from bode.licensing.models import PhoneNumber, ProviderConnection
from bode.licensing.reaching import access_of
from bode.licensing.states import WebhookProof
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Person
from bode.organisations.tenancy import scope
from bode.whatsapp import Gateway

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]

WORD = "een-woord-van-meer-dan-32-tekens-lang"


@pytest.fixture
def manager(dora: Person) -> Actor:
    return actor_of(dora)


def stopped_code(number: PhoneNumber) -> int | None:
    with scope(number.municipality_id):
        return PhoneNumber.objects.get(id=number.id).stopped_code


def connect(actor: Actor, gateway: Gateway = Gateway.META, **said: Any) -> ProviderConnection:
    with scope(actor.organisation_id):
        return set_connection(
            actor, gateway=gateway, **{"app_secret": "geheim", "verify_token": WORD} | said
        )


def test_a_providers_numbers_go_the_way_it_says(manager: Actor, number: PhoneNumber) -> None:
    assert access_of(number).gateway == Gateway.META  # where nothing was ever said

    connect(manager, Gateway.DIALOG360)

    access = access_of(number)
    assert access.gateway == Gateway.DIALOG360
    assert (access.number_id, access.account_id) == (number.platform_id, number.account_id)


def test_a_secret_that_is_not_given_stays_as_it_was(manager: Actor) -> None:
    connect(manager)

    connect(manager, app_secret="", verify_token="")

    kept = find_connection(manager)
    assert kept is not None
    assert (kept.app_secret, kept.verify_token) == ("geheim", WORD)


def test_another_gateway_stops_the_numbers_until_they_have_their_new_keys(
    manager: Actor, number: PhoneNumber
) -> None:
    connect(manager)
    assert stopped_code(number) is None

    connect(manager, Gateway.DIALOG360)

    assert stopped_code(number) == 190


def test_what_is_still_asked_for_a_stopped_number_shows_no_key_to_the_new_gateway(
    manager: Actor, number: PhoneNumber
) -> None:
    connect(manager)

    connect(manager, Gateway.DIALOG360)

    with scope(number.municipality_id):
        number.refresh_from_db()
    access = access_of(number)
    assert (access.gateway, access.token) == (Gateway.DIALOG360, "")


def test_another_gateway_needs_a_secret_of_its_own(manager: Actor) -> None:
    connect(manager)

    with pytest.raises(SecretMissing):
        connect(manager, Gateway.DIALOG360, app_secret="")


def test_another_secret_stops_nothing(manager: Actor, number: PhoneNumber) -> None:
    connect(manager)

    connect(manager, app_secret="een nieuw geheim")

    assert stopped_code(number) is None


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"app_secret": ""}, SecretMissing),
        ({"verify_token": ""}, SecretMissing),
        ({"proof": WebhookProof.WORD}, ProofUnknown),
        (
            {"gateway": Gateway.DIALOG360, "proof": WebhookProof.WORD, "verify_token": "kort"},
            WordTooShort,
        ),
    ],
)
def test_no_connection_is_without_a_proof(
    said: dict[str, Any], error: type[Exception], manager: Actor
) -> None:
    with pytest.raises(error):
        connect(manager, **said)

    assert find_connection(manager) is None


def test_our_word_is_proof_enough_for_360dialog(manager: Actor) -> None:
    connection = connect(manager, Gateway.DIALOG360, proof=WebhookProof.WORD, app_secret="")

    assert connection.proof == WebhookProof.WORD


def test_only_a_provider_says_which_way_its_numbers_go(alice: Person) -> None:
    with pytest.raises(NotAllowed):
        connect(actor_of(alice))
