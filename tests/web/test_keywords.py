"""The page on which a municipality chooses the words by which citizens subscribe."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.conftest import SignedIn

from bode.conversations.models import Keyword
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("number")]


def add(browser: Client, word: str = "haven", **more: str) -> str:
    given = {"word": word, "purpose": "permits", "area": "", "language": ""} | more
    return browser.post(reverse("keywords"), given, follow=True).content.decode()


def only() -> Keyword:
    with every_tenant("a test looks at everything"):
        return Keyword.objects.get()


def test_a_word_is_shown_with_its_area_its_link_and_its_qr_code(town: Client) -> None:
    page = add(town, area="3511 AB")

    assert "https://wa.me/31850000091?text=HAVEN" in page
    assert "Vergunningen · 3511" in page
    picture = reverse("keyword_qr", args=[only().id])
    assert picture in page
    assert town.get(picture).content.startswith(b"<svg")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"word": "stop"}, "word"), ({"word": ""}, "word"), ({"area": "<b>"}, "area")],
)
def test_what_is_wrong_is_told_beside_its_field(
    town: Client, wrong: dict[str, str], field: str
) -> None:
    assert f'id="id_{field}_error"' in add(town, **wrong)


def test_a_word_can_be_removed(town: Client) -> None:
    add(town)
    town.post(reverse("remove_keyword", args=[only().id]))

    with every_tenant("a test looks at everything"):
        assert not Keyword.objects.exists()


def test_it_is_for_a_municipalitys_own_administrator(
    town: Client, bob: Person, charlie: Person, signed_in: SignedIn
) -> None:
    add(town)
    stranger = signed_in(charlie)

    assert signed_in(bob).get(reverse("keywords")).status_code == 403
    assert stranger.get(reverse("keyword_qr", args=[only().id])).status_code == 404
    assert stranger.post(reverse("remove_keyword", args=[only().id])).status_code == 404
