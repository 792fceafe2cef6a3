"""Writing by keyboard: marks, ready answers, emoji, a draft elsewhere, and taking back."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.browser.conftest import SignIn, World
from tests.browser.test_accessibility import at_both_sizes
from tests.browser.test_sending import COLLEAGUE, drafts, open_conversation, until

PHONE = "31612000051"


def test_an_answer_is_written_found_elsewhere_and_taken_back_by_keyboard(
    world: World, sign_in: SignIn
) -> None:
    page, elsewhere = sign_in(COLLEAGUE), sign_in(COLLEAGUE)
    open_conversation(world, page, PHONE, "Pleun Kok")
    page.locator("#write").get_by_label("Doel").select_option(label="Vergunningen")
    body, keys = page.locator("#body"), page.keyboard
    body.press("Control+Enter")
    nothing = page.get_by_text("Schrijf eerst een antwoord.")
    expect(nothing).to_be_visible()
    expect(body).to_be_focused()

    keys.type("/zaak")
    expect(nothing).to_have_count(0)
    expect(page.get_by_role("option", name="/zaak")).to_be_visible()
    assert at_both_sizes(page) == []
    body.focus()
    keys.press("Enter")
    expect(page.get_by_label("Zaaknummer")).to_be_focused()
    keys.type("Z-12")
    keys.press("Tab")
    keys.type("mei")
    keys.press("Enter")
    expect(body).to_be_focused()
    keys.type(" Tot ")
    keys.press("Control+b")
    keys.type("dan")
    keys.press("End")
    keys.press("Control+.")
    keys.type("duim")
    expect(page.get_by_role("option").first).to_have_accessible_name("duim omhoog")
    keys.press("Control+a")
    keys.type("thumbs up")
    expect(page.get_by_role("option", name="duim omhoog").first).to_be_visible()
    assert at_both_sizes(page) == []
    page.locator("#emoji-search").press("Enter")
    ready = "Dag Pleun Kok. Ik heb uw aanvraag Z-12 bekeken. U hoort van ons voor mei."
    written = f"{ready} Tot *dan*👍\ufe0f"
    expect(body).to_have_value(written)
    until(page, lambda: drafts(page) == 0)  # the server has it

    elsewhere.reload()
    row = elsewhere.get_by_role("link", name="Pleun Kok")
    expect(row.get_by_label("Uw concept")).to_be_visible()
    row.click()
    expect(elsewhere.locator("#body")).to_have_value(written)

    choose_undo(page, world, "10")
    body.press("Control+Enter")
    expect(page.get_by_role("log")).to_contain_text("Tot dan")
    expect(page.get_by_role("button", name="Terughalen")).to_be_visible()
    assert at_both_sizes(page) == []
    body.press("Control+z")

    expect(body).to_have_value(written)
    expect(page.get_by_role("log")).not_to_contain_text("Tot dan")
    choose_undo(page, world, "0")
    shown = world.control("GET", f"/phones/{PHONE}/messages")["results"]
    assert [each["direction"] for each in shown] == ["from_citizen"]  # type: ignore[attr-defined]


def choose_undo(page: Page, world: World, seconds: str) -> None:
    """Set how long one may take back, as on the page of settings."""
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value") or ""
    form = {"seconds": seconds, "csrfmiddlewaretoken": token}
    page.request.post(f"{world.pages}/settings/undo/", form=form)
