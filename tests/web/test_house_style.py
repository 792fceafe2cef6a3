"""The municipality sets its colours and its logo in the browser."""

from __future__ import annotations

from dataclasses import asdict
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests.web.conftest import SignedIn

from bode.organisations.house_styles import BODES_OWN
from bode.organisations.models import HouseStyle, Organisation, Person
from bode.organisations.tenancy import scope

GIVEN = {"accent": "#7a1fa2", "link": "7A1FA2", "header": "#7a1fa2"}


def logo() -> SimpleUploadedFile:
    packed = BytesIO()
    Image.new("RGB", (300, 90), "#7a1fa2").save(packed, "PNG")
    return SimpleUploadedFile("logo.png", packed.getvalue(), "image/png")


def kept_by(organisation: Organisation) -> HouseStyle | None:
    with scope(organisation.id):
        return HouseStyle.objects.first()


def sheet_on(page: str) -> str:
    return page.split("/house-style/")[1].split('"')[0]


def test_every_page_wears_what_was_set(town: Client) -> None:
    town.post(reverse("house_style"), GIVEN | {"logo": logo()})

    page = town.get(reverse("settings")).content.decode()
    sheet = town.get(f"/house-style/{sheet_on(page)}")
    assert sheet["Content-Type"] == "text/css"
    assert "immutable" in sheet["Cache-Control"]
    assert "--bode-header:light-dark(#7a1fa2," in sheet.content.decode()
    assert town.get(f"/house-style/{sheet_on(page)}".replace(".css", ".png")).status_code == 200


def test_a_dark_colour_that_was_left_empty_is_found(
    town: Client, municipality: Organisation
) -> None:
    town.post(reverse("house_style"), GIVEN)

    style = kept_by(municipality)
    assert style is not None
    assert style.link == "#7a1fa2"
    assert style.link_dark > style.link


def test_colours_that_are_hard_to_read_are_not_kept(
    town: Client, municipality: Organisation
) -> None:
    answer = town.post(reverse("house_style"), GIVEN | {"link": "#ffcc00"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tekst in deze kleur is niet goed te lezen." in page
    assert 'value="link:#' in page
    assert kept_by(municipality) is None


def test_the_offered_colour_is_put_in_its_place(town: Client) -> None:
    answer = town.post(reverse("house_style"), GIVEN | {"link": "#ffcc00", "take": "link:#7a6100"})

    assert 'value="#7a6100"' in answer.content.decode()


@pytest.mark.parametrize("given", ["red", "#12345", "#ggg", "url(x)", "#000;}", "'"])
def test_what_is_no_colour_is_refused(town: Client, municipality: Organisation, given: str) -> None:
    answer = town.post(reverse("house_style"), GIVEN | {"accent": given})

    assert answer.status_code == 422
    assert kept_by(municipality) is None


def test_a_logo_that_does_more_than_draw_is_refused_beside_its_field(town: Client) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>x</script></svg>'
    file = SimpleUploadedFile("logo.svg", svg, "image/svg+xml")

    answer = town.post(reverse("house_style"), GIVEN | {"logo": file})

    assert answer.status_code == 422
    assert "meer dan een tekening" in answer.content.decode()


def test_the_logo_stays_when_only_colours_change(town: Client, municipality: Organisation) -> None:
    town.post(reverse("house_style"), GIVEN | {"logo": logo()})
    town.post(reverse("house_style"), asdict(BODES_OWN))

    style = kept_by(municipality)
    assert style is not None
    assert style.logo


def test_another_municipality_gets_neither_sheet_nor_logo(
    town: Client, municipality: Organisation, charlie: Person, signed_in: SignedIn
) -> None:
    town.post(reverse("house_style"), GIVEN | {"logo": logo()})
    style = kept_by(municipality)
    assert style is not None

    elsewhere = signed_in(charlie)
    for kind in ("css", "png"):
        assert elsewhere.get(f"/house-style/{style.version}.{kind}").status_code == 404


def test_who_does_not_manage_sets_no_house_style(
    bob: Person, signed_in: SignedIn, municipality: Organisation
) -> None:
    assert signed_in(bob).post(reverse("house_style"), GIVEN).status_code == 403
    assert kept_by(municipality) is None


def test_bodes_own_colours_come_back(town: Client, municipality: Organisation) -> None:
    town.post(reverse("house_style"), GIVEN)
    town.post(reverse("drop_house_style"))

    assert kept_by(municipality) is None
