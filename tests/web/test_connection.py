"""A provider says in the browser how its numbers reach the platform."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.conftest import SignedIn

from bode.licensing.models import ProviderConnection
from bode.organisations.models import Person

pytestmark = pytest.mark.django_db

LONG = "een-woord-van-meer-dan-32-tekens-lang"


def say(browser: Client, **form: str) -> Any:
    return browser.post(reverse("connection"), form)


def test_a_provider_chooses_360dialog_and_its_word(bsp: Client) -> None:
    answer = say(bsp, way="dialog360-word", verify_token=LONG)

    assert answer.status_code == 302
    kept = ProviderConnection.objects.get()
    assert (kept.gateway, kept.proof, kept.verify_token) == ("dialog360", "word", LONG)


def test_the_page_shows_the_choice_and_the_address_and_never_a_secret(bsp: Client) -> None:
    say(bsp, way="dialog360", app_secret="het-geheim", verify_token=LONG)

    page = bsp.get(reverse("connection")).content.decode()

    assert "/webhooks/whatsapp/proefbode" in page
    assert 'value="dialog360" checked' in page
    assert "het-geheim" not in page
    assert LONG not in page


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({}, "way"),
        ({"way": "elders"}, "way"),
        ({"way": "meta", "verify_token": LONG}, "app_secret"),
        ({"way": "dialog360", "app_secret": "geheim"}, "verify_token"),
        ({"way": "dialog360-word", "verify_token": "kort"}, "verify_token"),
    ],
)
def test_a_mistake_stands_beside_its_field(form: dict[str, str], field: str, bsp: Client) -> None:
    answer = say(bsp, **form)

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not ProviderConnection.objects.exists()


def test_it_is_for_providers_alone(alice: Person, signed_in: SignedIn) -> None:
    assert signed_in(alice).get(reverse("connection")).status_code == 403
