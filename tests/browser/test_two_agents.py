"""Two agents at one desk: who has it, who gets it, and what the other is told."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.browser.conftest import SignIn, World
from tests.browser.pages import AGENT
from tests.browser.test_accessibility import at_both_sizes

COLLEAGUE = "balie@voorbeeldstad.example"


def test_a_conversation_is_taken_and_handed_over_before_the_eyes_of_a_colleague(
    world: World, sign_in: SignIn
) -> None:
    world.phone("31612000094", name="Ria Smeets")
    world.says("31612000094", "Er is brand in de container naast ons huis!")
    sanne, bilal = sign_in(AGENT), sign_in(COLLEAGUE)
    for page in (sanne, bilal):
        page.get_by_role("link", name="Ria Smeets").click()
        expect(page.get_by_text("Dit kan spoed zijn.")).to_be_visible()

    sanne.get_by_role("button", name="Neem ik").click()
    expect(bilal.get_by_role("button", name="Overnemen van Sanne Kuipers")).to_be_visible()

    sanne.locator("#to-hand-over").click()
    sanne.get_by_label("Aan wie?").select_option(label="Bilal Amrani")
    sanne.get_by_label("Notitie voor wie verdergaat").fill("Brandweer is gebeld.")
    assert at_both_sizes(sanne) == []
    sanne.get_by_role("button", name="Doorgeven").click()

    expect(bilal.get_by_text("Sanne Kuipers gaf het gesprek aan Bilal Amrani.")).to_be_visible()
    expect(bilal.get_by_text("Brandweer is gebeld.")).to_be_visible()
    row = bilal.get_by_role("listitem").filter(has_text="Ria Smeets").first
    expect(row).to_contain_text("Spoed")
    bilal.get_by_role("button", name="Geen spoed").click()
    expect(bilal.get_by_text("Dit kan spoed zijn.")).to_be_hidden()
