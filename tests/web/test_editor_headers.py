"""The header of a template in the editor: its kind, its example file, and how it looks."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.licensing.test_template_examples import picture
from tests.web.conftest import SignedIn
from tests.web.test_editor import DUTCH, shown, the_templates, town, write

from bode.organisations.models import Person

__all__ = ["town"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]

IMAGE = {"nl-header-kind": "IMAGE"}
ADDRESS = re.compile(r"/templates/examples/[0-9a-f-]{36}/")


def photo() -> Any:
    return SimpleUploadedFile("wapen.png", picture(), "image/png")


def test_a_picture_is_shown_as_on_a_phone_before_anything_is_kept(town: Client) -> None:
    script = {"HX-Request": "true"}
    page = shown(write(town, "preview", headers=script, **IMAGE, **{"nl-header-file": photo()}))
    address = ADDRESS.search(page)

    assert address is not None
    answer = town.get(address[0])
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_picture_stays_chosen_when_something_else_must_be_mended(town: Client) -> None:
    given = IMAGE | {"nl-header-file": photo(), "nl-body": "", "nl-footer": "De gemeente"}
    page = shown(write(town, "submit", **given))

    assert ADDRESS.search(page)
    assert "Er is een voorbeeld gekozen" in page


def test_a_draft_with_a_picture_is_opened_again(town: Client) -> None:
    write(town, "save", **IMAGE, **{"nl-header-file": photo()})
    page = shown(town.get(reverse("edit_template", args=["pas_klaar"])))

    assert ADDRESS.search(page)
    [template] = the_templates()
    assert template.components[0]["format"] == "IMAGE"


def test_one_picture_serves_both_languages(town: Client) -> None:
    english = {
        "en-header-kind": "IMAGE",
        "en-body": "Dear {{naam}}, your pass is ready in the town hall.",
        "en-examples-naam": "Mrs Jansen",
    }
    write(town, "submit", **IMAGE, **english, **{"nl-header-file": photo()})

    dutch, other = the_templates()
    assert dutch.example_id == other.example_id is not None


def test_a_file_that_does_not_fit_is_told_beside_the_field_and_nothing_is_lost(
    town: Client,
) -> None:
    file = SimpleUploadedFile("wapen.png", b"%PDF-1.7", "image/png")
    answer = write(town, "save", **IMAGE, **{"nl-header-file": file})

    assert answer.status_code == 422
    told = shown(answer).partition('id="nl-header-findings"')[2].partition("</div>")[0]
    assert "Dit soort bestand past hier niet" in told
    assert DUTCH["nl-body"] in shown(answer)
    assert the_templates() == []


def test_a_header_with_a_file_asks_for_an_example(town: Client) -> None:
    assert "Kies een voorbeeldbestand" in shown(write(town, "submit", **IMAGE))


@pytest.mark.parametrize(
    ("kind", "words"), [("VIDEO", "Video"), ("DOCUMENT", "Document"), ("LOCATION", "kaart")]
)
def test_what_is_no_picture_is_named_in_the_preview(town: Client, kind: str, words: str) -> None:
    page = shown(write(town, "preview", **{"nl-header-kind": kind}))

    assert words in page.partition('class="bubble__file"')[2].partition("</p>")[0]


def test_no_header_leaves_the_text_to_be_chosen_again(town: Client) -> None:
    page = shown(write(town, "preview", **{"nl-header-kind": ""}))

    assert 'type="hidden" name="nl-header" value="Uw pas is klaar"' in page
    assert 'class="bubble__above"' not in page


def test_an_example_is_not_for_another_municipality(
    town: Client, charlie: Person, signed_in: SignedIn
) -> None:
    page = shown(write(town, "preview", **IMAGE, **{"nl-header-file": photo()}))
    address = ADDRESS.search(page)

    assert address is not None
    assert signed_in(charlie).get(address[0]).status_code == 404
