"""By keyboard alone: what single keys do, and when they stay quiet."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.browser.conftest import SignIn, World
from tests.browser.pages import AGENT
from tests.browser.test_accessibility import RULES, violations


def test_an_agent_answers_and_closes_without_a_mouse(world: World, sign_in: SignIn) -> None:
    world.phone("31612000077", name="Noor Bakker")
    world.says("31612000077", "Waar kan ik mijn grofvuil brengen?")
    page = sign_in(AGENT)
    page.get_by_role("link", name="Noor Bakker").wait_for()
    page.keyboard.press("?")
    overview = page.get_by_role("dialog", name="Sneltoetsen")
    expect(overview).to_be_visible()
    found = violations(page, RULES)
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    page.keyboard.press("Enter")  # the newest conversation
    answer = page.get_by_label("Antwoord aan Noor Bakker")
    expect(answer).to_be_focused()
    page.keyboard.type("e? Bij het milieustation.")  # keys that do something elsewhere
    expect(overview).to_be_hidden()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.get_by_role("heading", name="Noor Bakker").focus()
    page.keyboard.press("n")
    page.get_by_role("button", name="Van mij: loslaten").wait_for()
    page.keyboard.press("e")
    expect(page.get_by_text("Het gesprek is afgehandeld.")).to_be_visible()

    assert found == []
