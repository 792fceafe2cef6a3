"""What was done shows on the page; who does not see it hears it, and keeps their place."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.browser.conftest import SignIn, World
from tests.browser.test_sending import AGENT, open_conversation


def test_taking_releasing_and_undoing_a_closing_are_heard(world: World, sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    heard, title = page.locator("#heard"), page.locator("#pane-title")
    open_conversation(world, page, "31612000428", "Otto Hoor")
    page.keyboard.press("Escape")

    page.keyboard.press("n")
    expect(heard).to_have_text("Het gesprek is nu van u.")
    expect(page.get_by_role("log")).to_be_focused()
    page.keyboard.press("n")
    expect(heard).to_have_text("Het gesprek is nu van niemand.")

    page.keyboard.press("e")
    expect(heard).to_have_text("Het gesprek met Otto Hoor is afgehandeld.")
    page.keyboard.press("Control+z")
    expect(heard).to_have_text("Het gesprek is weer open.")
    expect(title).to_be_focused()
    expect(page.locator("#main .utrecht-alert")).to_have_count(0)


def test_a_note_that_is_kept_is_heard_and_leaves_one_in_its_box(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000429", "Pien Luister")
    box = page.get_by_role("textbox", name="Notitie voor collega’s")
    box.fill("Belde ook al.")

    page.get_by_role("button", name="Notitie bewaren").press("Enter")

    expect(page.locator("#heard")).to_have_text("De notitie is bewaard.")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
