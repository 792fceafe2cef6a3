"""The page on which an administrator enters local parties and candidates."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.conftest import SignedIn

from bode.organisations.models import Person

pytestmark = pytest.mark.django_db
URL = "election_names"


def test_names_are_kept_and_shown_again(browser: Client) -> None:
    given = {"parties": "Polderpartij\r\nDorpslijst", "candidates": "J. de Wit"}

    page = browser.post(reverse(URL), given, follow=True).content.decode()

    assert "De namen zijn bewaard." in page
    assert "Dorpslijst\nPolderpartij" in page
    assert "J. de Wit" in page


def test_a_wrong_name_is_told_beside_its_field_and_nothing_is_lost(browser: Client) -> None:
    answer = browser.post(reverse(URL), {"parties": "Polderpartij", "candidates": "Jansen"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "“Jansen” is één woord." in page
    assert "Polderpartij" in page


def test_others_do_not_enter_them(signed_in: SignedIn, bob: Person) -> None:
    assert signed_in(bob).get(reverse(URL)).status_code == 403
