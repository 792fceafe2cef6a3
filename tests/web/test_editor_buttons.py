"""The buttons of a template in the editor: ten rows, each with what its kind has."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.test_editor import shown, the_templates, town, write

__all__ = ["town"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


def row(place: int, kind: str, **fields: str) -> dict[str, str]:
    given = {"type": kind, **fields}
    return {f"nl-buttons-{place}-{name}": value for name, value in given.items()}


def replies(*places: int) -> dict[str, str]:
    form: dict[str, str] = {}
    for place in places:
        form |= row(place, "QUICK_REPLY", text=f"Keuze {place}")
    return form


CASE = {"text": "Uw zaak", "value": "https://proefstad.example/zaak/{{1}}", "example": "Z-2026-1"}
TEN = replies(*range(8)) | row(8, "URL", **CASE) | row(9, "REQUEST_CONTACT_INFO")


def told_at(page: str, field: str) -> str:
    return page.partition(f'id="{field}-findings"')[2].partition("</div>")[0]


def buttons() -> list[Any]:
    [template] = the_templates()
    return list(template.components[-1]["buttons"])


def test_ten_buttons_are_kept_and_opened_again(town: Client) -> None:
    write(town, "save", **TEN)
    page = shown(town.get(reverse("edit_template", args=["pas_klaar"])))

    assert len(buttons()) == 10
    assert buttons()[8]["example"] == ["https://proefstad.example/zaak/Z-2026-1"]
    assert buttons()[9] == {"type": "REQUEST_CONTACT_INFO"}
    assert 'name="nl-buttons-8-example" value="Z-2026-1"' in page
    assert '<option value="REQUEST_CONTACT_INFO" selected>' in page


def test_the_page_has_a_row_for_each_button_that_fits(town: Client) -> None:
    page = shown(town.get(reverse("new_template")))

    assert len(re.findall('name="nl-buttons-[0-9]+-type"', page)) == 10


def test_the_preview_shows_two_of_many_buttons_and_the_others_behind_a_third(town: Client) -> None:
    page = shown(write(town, "preview", **TEN))
    preview = page.partition('id="nl-preview"')[2].partition("</figure>")[0]
    open_, _, behind = preview.partition("Alle opties bekijken")

    assert "Keuze 1" in open_
    assert "Keuze 2" not in open_
    assert "Keuze 2" in behind
    assert "Telefoonnummer delen" in behind


def test_three_buttons_all_stand_in_the_open(town: Client) -> None:
    assert "Alle opties bekijken" not in shown(write(town, "preview", **replies(0, 1, 2)))


def test_what_is_wrong_with_a_button_stands_in_its_own_row_also_after_an_empty_one(
    town: Client,
) -> None:
    form = replies(0) | row(4, "URL", text="Zaak", value="http://proefstad.example")
    answer = write(town, "submit", **form)

    assert answer.status_code == 422
    assert "begint met https://" in told_at(shown(answer), "nl-buttons-4-value")
    assert told_at(shown(answer), "nl-buttons-1-value") == ">"
    fragment = shown(write(town, "preview", headers={"HX-Request": "true"}, **form))
    assert "begint met https://" in told_at(fragment, "nl-buttons-4-value")


def test_answers_with_something_else_between_them_are_told_at_the_second(town: Client) -> None:
    form = replies(0, 2) | row(1, "REQUEST_CONTACT_INFO")

    assert "bij elkaar" in told_at(shown(write(town, "submit", **form)), "nl-buttons-2-type")


def test_an_address_that_differs_needs_an_example(town: Client) -> None:
    form = row(0, "URL", **(CASE | {"example": ""}))

    assert "voorbeeld" in told_at(shown(write(town, "submit", **form)), "nl-buttons-0-example")


def test_what_another_kind_had_is_not_lost(town: Client) -> None:
    form = row(0, "REQUEST_CONTACT_INFO", **CASE)
    page = shown(write(town, "preview", **form))

    assert 'name="nl-buttons-0-value" value="https://proefstad.example/zaak/{{1}}"' in page
