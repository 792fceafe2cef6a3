"""The page with what Bode mailed."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings
from tests.web.conftest import SignedIn

from bode.organisations import mailing
from bode.organisations.models import Organisation, Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def letters(municipality: Organisation) -> None:
    for subject, is_secret in (("Aan de beurt", False), ("Een uitnodiging", True)):
        mailing.write(
            municipality.id,
            address="iemand@proefstad.example",
            subject=subject,
            text=f"Tekst van {subject}.",
            path="/licence/",
            is_secret=is_secret,
        )


def page_of(person: Person, signed_in: SignedIn) -> str:
    return signed_in(person).get(reverse("mail")).content.decode()


def test_an_administrator_reads_the_mail_of_the_organisation(
    alice: Person, signed_in: SignedIn
) -> None:
    page = page_of(alice, signed_in)

    assert "Tekst van Aan de beurt." in page
    assert "er is geen mailserver ingesteld" in page


def test_a_link_for_its_reader_alone_is_not_shown(alice: Person, signed_in: SignedIn) -> None:
    page = page_of(alice, signed_in)

    assert "Een uitnodiging" in page
    assert "Tekst van Een uitnodiging." not in page


def test_a_stranger_sees_none_of_it(charlie: Person, signed_in: SignedIn) -> None:
    assert "Er is nog geen post." in page_of(charlie, signed_in)


def test_in_the_demo_everyone_reads_everything(
    charlie: Person, signed_in: SignedIn, settings: Settings
) -> None:
    settings.DEMO = True

    page = page_of(charlie, signed_in)

    assert "Tekst van Een uitnodiging." in page
