"""The pages on which a broadcaster reads in consents from elsewhere."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.people import join
from tests.web.conftest import SignedIn

from bode.conversations.models import Consent
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("number")]
GOOD = "telefoonnummer;doel;tekst;bron;datum\n0612345678;permits;Ja graag;balie;2026-01-31\n"


@pytest.fixture
def eriks(municipality: Organisation, signed_in: SignedIn) -> Client:
    """The browser of a broadcaster."""
    return signed_in(join(municipality, "Erik", "broadcaster"))


def choose(browser: Client, text: str) -> tuple[str, str]:
    """The page after choosing a file, and its address."""
    file = SimpleUploadedFile("lijst.csv", text.encode(), "text/csv")
    answer = browser.post(reverse("consent_files"), {"file": file}, follow=True)
    return answer.content.decode(), answer.request["PATH_INFO"]


def consents() -> int:
    with every_tenant("a test looks at everything"):
        return Consent.objects.count()


def test_it_is_looked_at_first_and_then_taken_over(eriks: Client) -> None:
    page, address = choose(eriks, GOOD)
    assert "+31612345678" in page
    assert consents() == 0

    page = eriks.post(f"{address}apply/", follow=True).content.decode()
    assert "Het bestand is overgenomen." in page
    assert consents() == 1


def test_it_can_be_thrown_away(eriks: Client) -> None:
    _, address = choose(eriks, GOOD)

    assert "weggegooid" in eriks.post(f"{address}discard/", follow=True).content.decode()
    assert consents() == 0


def test_mistakes_are_told_by_row_and_column(eriks: Client) -> None:
    page, address = choose(eriks, GOOD.replace("permits", "reclame"))

    assert address == reverse("consent_files")
    assert "<code>doel</code>" in page
    assert "Er is niets overgenomen." in page


def test_the_template_is_a_file_that_can_be_read_in(eriks: Client) -> None:
    text = eriks.get(reverse("consent_file_template")).content.decode("utf-8-sig")

    assert "+31612345678" in choose(eriks, text)[0]


def test_strangers_and_agents_see_none_of_it(
    eriks: Client, bob: Person, other_municipality: Organisation, signed_in: SignedIn
) -> None:
    _, address = choose(eriks, GOOD)
    stranger = signed_in(join(other_municipality, "Hugo", "broadcaster"))

    assert stranger.get(address).status_code == 404
    assert stranger.post(f"{address}apply/").status_code == 404
    assert signed_in(bob).get(reverse("consent_files")).status_code == 403
