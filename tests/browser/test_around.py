"""Beside a conversation: a colleague is named in a note and finds it, a tag is given by keyboard,
two contacts become one; axe finds nothing in any of it."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.browser.conftest import SignIn, World
from tests.browser.pages import ADMINISTRATOR, AGENT
from tests.browser.test_accessibility import DESKTOP, at_both_sizes

FIRST, SECOND = "31612000071", "31612000072"
COLLEAGUE = "balie@voorbeeldstad.example"


def times_named(page: Page) -> int:
    """In how many notes that they have not looked at yet: also those of tests before this one."""
    version = page.locator("#mentions-count").get_attribute("data-version") or ""
    return int(version.removeprefix("mentions-"))


def test_a_note_a_tag_and_one_person_with_two_phones(world: World, sign_in: SignIn) -> None:
    for digits in (FIRST, SECOND):
        world.phone(digits, name="Bente Vos")
        world.says(digits, f"Goedemorgen, hier {digits[-1]}")
    chief = sign_in(ADMINISTRATOR)
    chief.goto(f"{world.pages}/settings/tags/")
    chief.get_by_label("Nieuw label").fill("klacht")
    chief.get_by_role("button", name="Label maken").click()
    chief.get_by_role("link", name="Wijzigen (klacht)").click()
    found = at_both_sizes(chief)
    colleague = sign_in(COLLEAGUE)
    colleague.goto(f"{world.pages}/desk/")
    name = colleague.locator(".account__name").inner_text()
    named = times_named(colleague)

    page = sign_in(AGENT)
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.goto(f"{world.pages}/desk/")
    page.get_by_role("link", name="Bente Vos").first.click()
    page.get_by_label("Label toevoegen").press_sequentially("klacht")
    page.get_by_label("Label toevoegen").press("Enter")
    expect(page.get_by_role("button", name="Label klacht weghalen")).to_be_visible()
    box = page.get_by_role("textbox", name="Notitie voor collega’s")
    box.press_sequentially(f"Weet @{name[:3]}")
    expect(page.get_by_role("option", name=name)).to_be_visible()
    found += at_both_sizes(page)
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    box.press("End")
    box.press_sequentially(name[3:4])
    box.press("Enter")
    box.press_sequentially("dit?")
    box.press("Control+Enter")
    expect(page.locator(".message--note strong")).to_have_text(f"@{name}")
    expect(colleague.locator("#mentions-count")).to_contain_text(str(named + 1))
    page.get_by_role("link", name="Wijzigen of verwijderen").click()
    found += at_both_sizes(page)
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.go_back()
    page.get_by_role("link", name="Is dit dezelfde persoon").click()
    page.get_by_role("link", name="Vergelijken (Bente Vos").click()
    page.get_by_label("Hoe weet u dat").fill("De inwoner belde erover.")
    found += at_both_sizes(page)
    page.get_by_role("button", name="Samenvoegen").click()
    expect(page.locator(".message--theirs")).to_have_count(2)
    expect(page.locator(".message--note")).to_have_count(1)

    assert "\n".join(found) == ""
