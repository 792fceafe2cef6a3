"""The pages on which a municipality words its requests for consent."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.conftest import SignedIn

from bode.conversations.models import Conversation
from bode.organisations.models import Person

pytestmark = pytest.mark.django_db
OWN = "Mogen wij u appen over uw vergunning? Stuur STOP als u niet meer wilt."


def keep(browser: Client, **texts: str) -> str:
    answer = browser.post(reverse("wording", args=["permits"]), texts, follow=True)
    return answer.content.decode()


def test_the_words_are_changed_and_each_version_stays_in_sight(town: Client) -> None:
    assert "over uw vergunning?" in town.get(reverse("wordings")).content.decode()
    assert OWN in keep(town, nl=OWN)
    keep(town, nl="")

    page = town.get(reverse("wording", args=["permits"])).content.decode()
    assert OWN in page.partition("Hoe de tekst eerder was")[2]
    assert "De gewone tekst van Bode" in page


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mogen wij u appen?", "Vertel hoe de inwoner stopt"),
        ("Stem op lijst 3! STOP", "Het gaat om “Stem op lijst 3”"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(town: Client, text: str, told: str) -> None:
    page = keep(town, nl=text)

    assert told in page.partition('id="id_nl_error"')[2]
    assert text in page


def test_it_is_for_a_municipalitys_administrator(
    town: Client, bsp: Client, bob: Person, signed_in: SignedIn
) -> None:
    assert signed_in(bob).get(reverse("wordings")).status_code == 403
    assert bsp.get(reverse("wordings")).status_code == 403
    assert town.get(reverse("wording", args=["promotion"])).status_code == 404


def test_an_agent_sees_the_words_in_the_citizens_language(
    town: Client, conversation: Conversation
) -> None:
    page = reverse("consents", args=[conversation.id])
    assert "over uw vergunning?" in town.get(page).content.decode()
    town.post(reverse("citizen_language", args=[conversation.id]), {"language": "en"})

    shown = town.get(page).content.decode()
    assert "about your permit?" in shown
    assert '<option value="en" selected>' in shown
