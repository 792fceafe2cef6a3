"""A half-written note is lost to nobody, and one that was kept leaves nothing behind."""

from __future__ import annotations

from playwright.sync_api import Dialog, Locator, Page, Route, expect
from tests.browser.conftest import SignIn, World
from tests.browser.pages import AGENT
from tests.browser.test_sending import open_conversation

FIRST, SECOND, THIRD = "31612000437", "31612000438", "31612000439"
HALF = "Belt morgen terug over de"


def note(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Notitie voor collega’s")


def test_a_half_written_note_waits_in_its_conversation_until_it_is_kept(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    open_conversation(world, page, FIRST, "Wies Timmer")
    note(page).press_sequentially(HALF)

    open_conversation(world, page, SECOND, "Teun Visser")
    expect(note(page)).to_have_value("")
    first = page.get_by_role("link", name="Wies Timmer")
    expect(first.get_by_role("img", name="Uw concept")).to_be_visible()
    page.evaluate("location.reload()")
    page.wait_for_timeout(200)  # it would be gone by then
    assert asked == ["beforeunload"]

    first.click()
    expect(note(page)).to_have_value(HALF)
    world.says(FIRST, "Is er al nieuws?")
    expect(page.get_by_role("log")).to_contain_text("Is er al nieuws?")
    expect(note(page)).to_have_value(HALF)
    note(page).press("End")
    note(page).press_sequentially(" kapvergunning.")
    note(page).press("Control+Enter")
    expect(page.locator(".message--note")).to_contain_text(f"{HALF} kapvergunning.")
    expect(note(page)).to_have_value("")

    page.get_by_role("link", name="Teun Visser").click()
    expect(page.locator("#pane-title")).to_have_text("Teun Visser")
    expect(first.get_by_role("img", name="Uw concept")).to_have_count(0)
    first.click()
    expect(page.locator("#pane-title")).to_have_text("Wies Timmer")
    expect(note(page)).to_have_value("")
    page.reload()
    expect(page.locator("#pane-title")).to_have_text("Wies Timmer")
    assert asked == ["beforeunload"]


def test_who_comes_back_before_a_note_was_kept_finds_it_kept_alone(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, SECOND, "Teun Visser")
    open_conversation(world, page, THIRD, "Yara Blok")
    held: list[Route] = []
    page.route("**/notes/", lambda route: held.append(route))
    note(page).press_sequentially(HALF)
    note(page).press("Control+Enter")
    page.get_by_role("link", name="Teun Visser").click()
    expect(page.locator("#pane-title")).to_have_text("Teun Visser")
    page.get_by_role("link", name="Yara Blok").click()
    expect(note(page)).to_have_value(HALF)

    held[0].continue_()

    expect(note(page)).to_have_value("")
    expect(page.locator(".message--note", has_text=HALF).last).to_be_visible()
