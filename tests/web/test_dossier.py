"""The dossier in the browser: saved by both parties, and read in elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.people import join
from tests.web.conftest import SignedIn
from tests.web.test_licence import apply, the_application

from bode.licensing.models import Application
from bode.organisations.models import Organisation, Person


@pytest.fixture
def draft(town: Client, provider: Organisation) -> Application:
    apply(town)
    return the_application()


def saved(browser: Client, application: Application, ending: str) -> Any:
    return browser.get(reverse(f"dossier_{ending}", args=[application.id]))


def give(browser: Client, data: bytes) -> Any:
    file = SimpleUploadedFile("dossier.json", data, "application/json")
    return browser.post(reverse("dossiers"), {"file": file})


def test_both_parties_save_it_from_the_page_of_the_application(
    town: Client, bsp: Client, draft: Application
) -> None:
    for browser in (town, bsp):
        page = browser.get(reverse("application", args=[draft.id])).content.decode()
        assert reverse("dossier_pdf", args=[draft.id]) in page
        assert saved(browser, draft, "pdf").content.startswith(b"%PDF-1.7")
        assert (
            'filename="dossier-proefstad-' in saved(browser, draft, "json")["Content-Disposition"]
        )


def test_the_way_to_those_of_elsewhere_is_shown_to_who_may_read_them_in(
    town: Client, municipality: Organisation, signed_in: SignedIn
) -> None:
    way, page = reverse("dossiers"), reverse("licence")
    assert f'href="{way}"' in town.get(page).content.decode()

    officer = signed_in(join(municipality, "Fatma", "privacy_officer"))
    assert officer.get(way).status_code == 403
    assert f'href="{way}"' not in officer.get(page).content.decode()


def test_it_is_read_in_elsewhere_and_handed_on_unchanged(
    town: Client, bsp: Client, draft: Application
) -> None:
    data = saved(town, draft, "json").content

    address = give(bsp, data)["Location"]

    page = bsp.get(address).content.decode()
    assert "Dossier WhatsApp van gemeente Proefstad" in page
    assert "U kunt het lezen, maar niet aanpassen." in page
    assert "Inwoners vragen hoe het met hun aanvraag staat." in page
    assert bsp.get(f"{address}dossier.json").content == data
    assert bsp.get(f"{address}dossier.pdf").content == saved(town, draft, "pdf").content


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (b"Proefstad", b"Voorstad!", "De inhoud past niet bij het controlegetal"),
        (b'"route":"bsp"', b'"route":7', "$.content.application.route"),
        (b'"version":1}', b'"version":2}', "een versie die deze Bode niet kent"),
        (b"{", b"\xff{", "geen tekst in UTF-8"),
        (b"{", b"%PDF", "Kies het JSON-bestand van het dossier, en niet de pdf."),
    ],
)
def test_a_changed_file_is_refused_with_the_reason_beside_the_field(
    town: Client, bsp: Client, draft: Application, before: bytes, after: bytes, told: str
) -> None:
    answer = give(bsp, saved(town, draft, "json").content.replace(before, after))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert 'id="id_file_error"' in page
    assert "Er is nog geen dossier ingelezen." in page


@pytest.mark.parametrize("ending", ["json", "pdf"])
def test_a_stranger_finds_nothing(
    charlie: Person, signed_in: SignedIn, draft: Application, ending: str
) -> None:
    assert saved(signed_in(charlie), draft, ending).status_code == 404


@pytest.mark.django_db
def test_anyone_may_read_the_schema() -> None:
    answer = Client().get("/schemas/dossier-1.json")

    assert answer.status_code == 200
    assert answer.json()["$id"] == "urn:bode:schema:dossier-1"
    assert answer["Access-Control-Allow-Origin"] == "*"
