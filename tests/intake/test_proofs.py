"""What each provider's webhooks must bring before the door believes them."""

from __future__ import annotations

import httpx
import pytest
from django.db import IntegrityError
from tests.intake.street import SECRET, TOKEN, kept, message

from bode.intake.door import PREFIX
from bode.licensing.models import ProviderConnection
from bode.organisations.models import Organisation
from bode.whatsapp import sign, sign_as_dialog360

BODY = message()
META = {"X-Hub-Signature-256": sign(BODY, SECRET)}
WORD = {"Authorization": f"Bearer {TOKEN}"}


def bring(street: httpx.Client, provider: str, headers: dict[str, str]) -> int:
    return street.post(PREFIX + provider, content=BODY, headers=headers).status_code


@pytest.mark.parametrize("prefix", ["", "sha256="])
def test_a_signature_of_360dialog_lets_in(prefix: str, street: httpx.Client) -> None:
    shown = {"x-360dialog-signature": prefix + sign_as_dialog360(BODY, SECRET)}

    assert bring(street, "tekenbode", shown) == 200
    assert kept() == [BODY]


@pytest.mark.parametrize(
    "shown",
    [
        {},
        META,
        WORD,
        META | WORD,
        {"x-360dialog-signature": ""},
        {"x-360dialog-signature": "sha256="},
        {"x-360dialog-signature": sign_as_dialog360(BODY, "een ander geheim")},
        {"x-360dialog-signature": sign_as_dialog360(BODY + b" ", SECRET)},
        {"x-360dialog-signature": sign_as_dialog360(BODY, SECRET)[:-1]},
    ],
    ids=["nothing", "Meta", "word", "both", "empty", "prefix", "secret", "body", "shorter"],
)
def test_where_360dialog_signs_nothing_else_lets_in(
    shown: dict[str, str], street: httpx.Client
) -> None:
    assert bring(street, "tekenbode", shown) == 401
    assert kept() == []


def test_our_own_word_lets_in_where_360dialog_does_not_sign(street: httpx.Client) -> None:
    assert bring(street, "woordbode", WORD) == 200
    assert kept() == [BODY]


@pytest.mark.parametrize(
    "shown",
    [
        {},
        META,
        {"x-360dialog-signature": sign_as_dialog360(BODY, SECRET)},
        {"Authorization": TOKEN},
        {"Authorization": f"Bearer {TOKEN}x"},
        {"Authorization": "Bearer"},
        {"Authorization": f"Basic {TOKEN}"},
    ],
    ids=["nothing", "Meta", "signature", "bare", "longer", "empty", "basic"],
)
def test_where_our_word_is_the_proof_nothing_else_lets_in(
    shown: dict[str, str], street: httpx.Client
) -> None:
    assert bring(street, "woordbode", shown) == 401
    assert kept() == []


def test_metas_door_takes_metas_signature_alone(street: httpx.Client) -> None:
    shown = {"x-360dialog-signature": sign_as_dialog360(BODY, SECRET)} | WORD

    assert bring(street, "proefbode", shown) == 401


def test_a_connection_without_its_secret_lets_nobody_in(street: httpx.Client) -> None:
    signed_with_nothing = {"X-Hub-Signature-256": sign(BODY, "")}

    assert bring(street, "leegbode", signed_with_nothing) == 404
    assert bring(street, "stille-bode", {"Authorization": "Bearer"}) == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"proof": "word"}, {"proof": "none", "gateway": "dialog360"}, {"gateway": "other"}]
)
def test_the_database_itself_knows_no_connection_without_a_proof(wrong: dict[str, str]) -> None:
    provider = Organisation.objects.create(kind="provider", code="losbode", name="Losbode")

    with pytest.raises(IntegrityError):
        ProviderConnection.objects.create(
            provider=provider, app_secret="a", verify_token="b", **wrong
        )
