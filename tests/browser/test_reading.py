"""Reading back in a real browser: more comes by itself, and what one reads stays in its place."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import WAIT, SignIn, World
from tests.browser.test_sending import AGENT, until, write


def test_one_reads_back_without_losing_the_place_and_comes_back_to_the_newest(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    world.phone("31612000027", name="Kim Scholten")
    first = world.says("31612000027", "Vraag 0")
    for number in range(1, 75):
        world.says("31612000027", f"Vraag {number}")
    world.says("31612000027", "Daarover dus.", context={"id": first, "from": "31612000027"})
    row = page.get_by_role("link", name="Kim Scholten")
    expect(row).to_contain_text("Daarover dus.", timeout=3 * WAIT)  # 76 messages
    row.click()
    log, newest = page.get_by_role("log"), page.locator("#newest")
    expect(page.locator("#unread-line")).to_be_in_viewport()
    newest.click()
    expect(log.get_by_text("Daarover dus.")).to_be_in_viewport()
    page.reload()
    expect(log.get_by_text("Vraag 0", exact=True)).to_have_count(1)  # in the answer alone

    log.get_by_role("link", name="Vraag 0").click()  # the message that this answers
    expect(log.locator(".message--marked").get_by_text("Vraag 0", exact=True)).to_be_in_viewport()
    log.get_by_text("Vraag 30", exact=True).scroll_into_view_if_needed()
    expect(log.get_by_text("Vraag 40", exact=True)).to_have_count(1)  # what is between came too
    reading = log.get_by_text("Vraag 30", exact=True)
    before = height_of(reading)
    world.says("31612000027", "Bent u er nog?")
    expect(newest).to_have_text("1 nieuw bericht")
    assert abs(height_of(reading) - before) <= 1  # pixel

    newest.click()

    expect(log.get_by_text("Bent u er nog?", exact=True)).to_be_in_viewport()
    expect(newest).to_be_hidden()
    log.get_by_text("Vraag 60", exact=True).scroll_into_view_if_needed()
    write(page, "Op alles ja.")
    expect(log.get_by_text("Op alles ja.")).to_be_in_viewport()


def test_one_begins_at_what_is_new_also_when_that_is_pictures(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    for digits, name in (("31612000421", "Sjors Klik"), ("31612000422", "Sjaan Adres")):
        world.phone(digits, name=name)
        for said in ("Hallo", "Ziet u dit?"):
            world.says(digits, said)
        for _ in range(3):
            world.says(digits, type="image", image={})
        row = page.get_by_role("link", name=name)
        expect(row.get_by_text("5 ongelezen")).to_have_count(1)
        if name == "Sjors Klik":
            row.click()
        else:
            page.goto(f"{world.pages}{row.get_attribute('href')}")
        line, log = page.locator("#unread-line"), page.get_by_role("log")
        pictures = log.locator(".picture img")
        expect(pictures).to_have_count(3)
        until(page, lambda: all_loaded(page))
        expect(line).to_be_in_viewport()
        began = height_of(line)

        page.keyboard.press("Escape")  # out of the reply box
        log.evaluate("thread => thread.scrollBy(0, 300)")

        until(page, lambda: all_loaded(page))
        page.wait_for_timeout(200)  # what still grew would have pushed it away
        assert abs(began - 300 - height_of(line)) <= 1  # pixel


def all_loaded(page: Page) -> bool:
    """Whether every picture of the conversation is there."""
    loaded = "[...document.querySelectorAll('#thread .picture img')].every((it) => it.naturalWidth)"
    return bool(page.evaluate(loaded))


def height_of(text: Locator) -> float:
    """At what height of the window it stands."""
    box = text.bounding_box()
    assert box is not None
    return box["y"]
