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


def test_two_who_answer_at_once_see_each_other_and_neither_sends_unawares(
    world: World, sign_in: SignIn
) -> None:
    world.phone("31612000095", name="Wim Bakker")
    world.says("31612000095", "Hoe laat gaat het gemeentehuis open?")
    sanne, bilal = sign_in(AGENT), sign_in(COLLEAGUE)
    for page in (sanne, bilal):
        page.get_by_role("link", name="Wim Bakker").click()
        expect(page.locator("#pane-title")).to_have_text("Wim Bakker")
    expect(sanne.get_by_text("Bilal Amrani kijkt ook naar dit gesprek")).to_be_visible()

    sanne.locator("#body").press_sequentially("Om negen uur.")
    expect(bilal.get_by_text("Sanne Kuipers schrijft een antwoord")).to_be_visible()
    bilal.locator("#body").press_sequentially("We zijn open van 9 tot 17 uur.")
    expect(sanne.get_by_text("Bilal Amrani schrijft een antwoord")).to_be_visible()

    bilal.locator("#write select[name=purpose]").select_option(label="Vergunningen")
    sanne.locator("#write select[name=purpose]").select_option(label="Vergunningen")
    bilal.locator("#body").press("Control+Enter")
    expect(bilal.locator("#bubbles")).to_contain_text("We zijn open van 9 tot 17 uur.")
    sanne.locator("#body").press("Control+Enter")

    told = sanne.get_by_role("alert").filter(has_text="Bilal Amrani antwoordde om")
    expect(told).to_contain_text("We zijn open van 9 tot 17 uur.")
    expect(sanne.locator("#body")).to_have_value("Om negen uur.")
    assert at_both_sizes(sanne) == []
    sanne.locator("#body").fill("En op donderdag tot 20 uur.")
    told.get_by_role("button", name="Toch versturen").click()

    for page in (sanne, bilal):
        expect(page.locator("#bubbles")).to_contain_text("En op donderdag tot 20 uur.")
        expect(page.locator("#bubbles")).not_to_contain_text("Om negen uur.")
    bilal.goto(bilal.url.split("/desk/")[0] + "/desk/")
    expect(sanne.locator("#company")).not_to_contain_text("Bilal Amrani")
