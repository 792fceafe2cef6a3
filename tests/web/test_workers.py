"""That nothing leaves or comes in for want of a worker stands above every page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.workers import work

from bode.background.beating import beat
from bode.background.states import Part


def above(browser: Client) -> str:
    return browser.get(reverse("attention")).content.decode()


@pytest.mark.parametrize(
    ("works", "says"),
    [
        ([], "Bode verstuurt en ontvangt nu niets."),
        ([Part.RECEIVING], "Bode verstuurt nu niets."),
        ([Part.SENDING], "Bode toont nu geen nieuwe berichten van inwoners."),
    ],
)
def test_what_no_worker_does_stands_above_the_page(
    browser: Client, works: list[Part], says: str
) -> None:
    for part in works:
        beat(part)

    assert says in above(browser)
    assert "Waarschuw wie Bode technisch beheert" in above(browser)


def test_while_a_worker_works_nothing_stands_there(browser: Client) -> None:
    assert "Bode staat stil" in above(browser)

    work()

    assert "Bode staat stil" not in above(browser)
