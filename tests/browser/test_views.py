"""Keeping a view, and going back to it by keyboard; and seeing in which language someone writes."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.browser.conftest import SignIn, World
from tests.browser.test_accessibility import at_both_sizes
from tests.browser.test_sending import AGENT

PHONE = "31612000069"
NAME = "Open zaken over bouwen en wonen in Noord"
POLISH = "Dzień dobry, kiedy będzie gotowe moje pozwolenie na budowę?"


def test_what_one_looks_for_often_is_kept_and_found_by_keyboard(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    world.phone(PHONE, name="Ola Nowak")
    world.says(PHONE, POLISH)
    row = page.get_by_role("link", name="Ola Nowak")
    row.click()
    expect(page.locator("#head").get_by_text("Schrijft: Pools")).to_be_visible()
    page.locator("#writes summary").click()
    assert at_both_sizes(page) == []

    page.goto(page.url.split("/desk")[0] + "/desk/search/?status=open")
    page.get_by_text("Bewaar als weergave").click()
    assert at_both_sizes(page) == []
    page.get_by_label("Naam van de weergave").fill(NAME)
    page.locator(".search__keep").get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("De weergave is bewaard.")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name="Gesprekken").first.click()
    page.locator("#inbox-title").focus()
    page.keyboard.press("v")
    expect(page.get_by_role("link", name=NAME)).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Ola Nowak")).to_be_visible()
    assert at_both_sizes(page) == []
    page.get_by_role("button", name=f"Weergave “{NAME}” verwijderen").click()
    expect(page.get_by_text("De weergave is weg.")).to_be_visible()
