"""After a conversation: one hears what was done, and goes on at the next one in the same list."""

from __future__ import annotations

import time

from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import SignIn, World
from tests.browser.pages import AGENT
from tests.browser.test_accessibility import at_both_sizes

CITIZENS = {"31612000401": "Anneke Blom", "31612000402": "Bram Kok", "31612000403": "Cato Vink"}
LIST = "?queue=unassigned"
PHONE = {"width": 390, "height": 844}


def write_in(world: World) -> None:
    """Each after the one before: Cato stands above Bram, and he above Anneke."""
    for seconds, (digits, name) in enumerate(CITIZENS.items(), -len(CITIZENS)):
        world.phone(digits, name=name)
        world.says(digits, f"Hier {name}", timestamp=int(time.time()) + seconds)


def row(page: Page, name: str) -> Locator:
    return page.locator("#rows").get_by_role("link", name=name)


def told(page: Page) -> Locator:
    return page.locator(".inbox .utrecht-alert p")


def open_by_key(page: Page, world: World, name: str) -> None:
    """Out of the list that waits for someone; the keys work where the focus then is."""
    page.goto(f"{world.pages}/desk/{LIST}")
    row(page, "Cato Vink").wait_for()
    open_and_leave_box(page, name)


def open_and_leave_box(page: Page, name: str) -> None:
    row(page, name).press("Enter")
    expect(page.locator("#pane-title")).to_have_text(name)
    expect(page.locator("#body")).to_be_focused()
    page.keyboard.press("Escape")


def hand_to(page: Page, name: str) -> None:
    """To a colleague, also to one who is not at work now."""
    to = page.get_by_label("Aan wie?")
    to.select_option(value=to.locator("option", has_text=name).get_attribute("value"))
    page.get_by_role("button", name="Doorgeven").press("Enter")


def test_what_is_closed_comes_back_by_one_key(world: World, sign_in: SignIn) -> None:
    write_in(world)
    page = sign_in(AGENT)
    for key in ("Control+z", "w"):
        open_by_key(page, world, "Bram Kok")

        page.keyboard.press("e")
        expect(row(page, "Anneke Blom")).to_be_focused()
        expect(page.locator("#heard")).to_have_text("Het gesprek met Bram Kok is afgehandeld.")
        expect(row(page, "Bram Kok")).to_have_count(0)
        page.keyboard.press(key)

        expect(page.locator("#pane-title")).to_be_focused()
        expect(page.locator("#pane-title")).to_have_text("Bram Kok")
        expect(page.get_by_role("button", name="Afhandelen")).to_be_visible()
        expect(row(page, "Bram Kok")).to_have_attribute("aria-current", "page")

    page.keyboard.press("e")
    expect(page.get_by_role("button", name="Ongedaan maken")).to_be_visible()
    found = at_both_sizes(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    expect(page.get_by_role("button", name="Ongedaan maken")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#pane-title")).to_have_text("Anneke Blom")
    page.get_by_role("link", name="Terug naar de lijst").click()
    page.wait_for_url(f"**/desk/{LIST}")

    assert found == []


def test_who_stands_in_the_list_stays_there_when_its_order_changes(
    world: World, sign_in: SignIn
) -> None:
    write_in(world)
    page = sign_in(AGENT)
    page.goto(f"{world.pages}/desk/{LIST}")
    cato = row(page, "Cato Vink")
    cato.evaluate("link => { const row = link.closest('li'); row.parentElement.append(row); }")
    cato.focus()

    world.says("31612000401", "Nog iets")

    expect(row(page, "Anneke Blom")).to_contain_text("Nog iets")
    assert cato.evaluate("link => !!link.closest('li').nextElementSibling")
    expect(cato).to_be_focused()


def test_what_can_no_longer_be_undone_is_no_longer_offered(world: World, sign_in: SignIn) -> None:
    write_in(world)
    page = sign_in(AGENT)
    page.clock.install()
    open_by_key(page, world, "Bram Kok")
    page.keyboard.press("e")
    undo = page.get_by_role("button", name="Ongedaan maken")
    undo.focus()
    page.wait_for_load_state()  # its scripts have begun to count

    page.clock.run_for(61_000)

    expect(undo).to_have_count(0)
    expect(page.locator("#rows a:focus")).to_have_count(1)


def test_what_the_citizen_opened_again_is_no_longer_to_be_undone(
    world: World, sign_in: SignIn
) -> None:
    write_in(world)
    page = sign_in(AGENT)
    open_by_key(page, world, "Bram Kok")
    page.keyboard.press("e")
    expect(row(page, "Anneke Blom")).to_be_focused()
    undo = page.get_by_role("button", name="Ongedaan maken")
    expect(undo).to_be_visible()
    world.says("31612000401", "Van iemand anders")
    expect(row(page, "Anneke Blom")).to_contain_text("Van iemand anders")
    expect(undo).to_be_visible()

    world.says("31612000402", "Toch nog iets")

    expect(undo).to_have_count(0)
    expect(row(page, "Anneke Blom")).to_be_focused()


def test_who_takes_hands_over_or_puts_off_stays_in_the_list(world: World, sign_in: SignIn) -> None:
    write_in(world)
    page = sign_in(AGENT)
    open_by_key(page, world, "Cato Vink")

    page.keyboard.press("d")
    hand_to(page, "Bilal Amrani")
    expect(told(page)).to_have_text("Het gesprek met Cato Vink is doorgegeven aan Bilal Amrani.")
    page.wait_for_url(f"**/desk/{LIST}")
    expect(page.locator("#rows a:focus")).to_have_count(1)

    open_and_leave_box(page, "Anneke Blom")
    page.keyboard.press("n")
    page.get_by_role("button", name="Van mij: loslaten").wait_for()
    page.keyboard.press("z")
    page.get_by_role("button", name="Over een uur").press("Enter")
    expect(told(page)).to_contain_text("U ziet het gesprek met Anneke Blom terug op")
    page.wait_for_url(f"**/desk/{LIST}")
    expect(page.locator("#rows a:focus")).to_have_count(1)


def test_who_hands_over_from_the_list_of_all_stays_at_its_top(
    world: World, sign_in: SignIn
) -> None:
    write_in(world)
    page = sign_in(AGENT)
    page.set_viewport_size({"width": 1280, "height": 640})
    page.goto(f"{world.pages}/desk/")
    open_and_leave_box(page, "Anneke Blom")
    queues = page.get_by_role("navigation", name="Lijsten").get_by_role("link")
    expect(queues.first).to_be_in_viewport()

    page.keyboard.press("d")
    hand_to(page, "Bilal Amrani")

    expect(page.locator(".inbox .utrecht-alert")).to_be_focused()
    for each in (queues.first, queues.last):
        expect(each).to_be_in_viewport(ratio=1)
