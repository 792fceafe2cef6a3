"""A whole shift by keyboard alone: nobody needs a mouse, and nobody loses their place."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.utils.timezone import localtime
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.conftest import SignIn, World
from tests.browser.pages import ADMINISTRATOR, AGENT
from tests.browser.test_attaching import PHOTO
from tests.browser.test_composing import choose_undo
from tests.browser.test_sending import drafts, until

from bode.web.desk.handling import list_moments

VERA, OTTO = "31612000201", "31612000202"
OTTO_AT_WORK, LIES = "31612000203", "31612000204"
MOST_STOPS = 150

# What has the focus: its id, its words, and what is amiss with it for who looks at the screen.
FOCUS = """() => {
  const here = document.activeElement;
  const {left, top, width, height} = here.getBoundingClientRect();
  const style = getComputedStyle(here);
  const isRinged = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const [x, y] = [left + Math.min(width, 40) / 2, top + Math.min(height, 24) / 2];
  const at = document.elementFromPoint(x, y);
  const isSeen = Boolean(at) && (here.contains(at) || at.contains(here));
  const amiss = here === document.body ? "nothing has the focus"
    : !isRinged ? "it can't be seen that this has the focus" : isSeen ? "" : "this is out of sight";
  return {id: here.id, words: here.innerText || here.getAttribute("aria-label") || "",
          shown: here.outerHTML.slice(0, 200), amiss};
}"""


class Keys:
    """Someone's ten fingers, and their eyes on what has the focus."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def here(self) -> dict[str, str]:
        """What has the focus: something that can be seen, always."""
        found: dict[str, str] = self.page.evaluate(FOCUS)
        assert not found["amiss"], f"{found['amiss']}: {found['shown']}"
        return found

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def at(self, place: str) -> None:
        """The focus comes to the element with this id, or with these words."""
        for _ in range(100):
            if self.is_at(self.page.evaluate(FOCUS), place):
                break
            self.page.wait_for_timeout(50)
        found = self.here()
        assert self.is_at(found, place), f"not {place} but {found['shown']}"

    def to(self, place: str, key: str = "Tab") -> None:
        """Go there, step by step, past the end of the page if need be: every stop can be seen."""
        for _ in range(MOST_STOPS):
            self.press(key)
            if self.page.evaluate("document.activeElement !== document.body") and self.is_at(
                self.here(), place
            ):
                return
        raise AssertionError(f"{key} never comes to {place}")

    def leave(self, key: str, path: str) -> None:
        """This key leads to another page, whose address has this in it."""
        with self.page.expect_navigation(url=lambda url: path in url):
            self.press(key)

    def told(self, words: str) -> None:
        """The page that came says so, also to who does not see it; one goes on in the list, or
        where this is told when nothing went from the list."""
        expect(self.page.locator("#main .utrecht-alert")).to_contain_text(words)
        expect(self.page.locator("#heard")).to_contain_text(words)
        here = self.here()
        assert here["id"].startswith("open-") or words in here["words"]

    @staticmethod
    def is_at(focus: dict[str, str], place: str) -> bool:
        return place == focus["id"] or any(place in line for line in focus["words"].split("\n"))


def walk(keys: Keys) -> list[str]:
    """Every stop of the Tab key, until it begins again: nothing holds it."""
    keys.page.get_by_role("link", name="Direct naar de inhoud").focus()
    stops = []
    for _ in range(MOST_STOPS):
        keys.press("Tab")
        if keys.page.evaluate("document.activeElement === document.body"):
            return stops  # the browser's own buttons come after the last
        stops.append(keys.here()["shown"])
        if "utrecht-skip-link" in stops[-1] and "#main" in stops[-1]:
            return stops
    raise AssertionError(f"Tab never leaves the page: {stops[-3:]}")


@pytest.fixture
def citizens(world: World, sign_in: SignIn) -> None:
    """Who writes today, and a tag that the municipality made."""
    for digits, name in ((VERA, "Vera Prins"), (OTTO, "Otto Maas"), (LIES, "Lies Boon")):
        world.phone(digits, name=name)
    world.phone(OTTO_AT_WORK, name="Otto Maas")
    world.says(OTTO_AT_WORK, "Ik app nu van mijn werk.")
    yesterday = int(time.time()) - 25 * 3600
    world.says(LIES, "Wanneer is mijn afspraak?", timestamp=yesterday)
    world.says(VERA, "Help, er is brand in de keuken van de buren!")
    world.says(OTTO, "Kan ik mijn sleutels ophalen?")
    chief = sign_in(ADMINISTRATOR)
    chief.goto(f"{world.pages}/settings/tags/")
    chief.get_by_label("Nieuw label").fill("veiligheid")
    chief.get_by_role("button", name="Label maken").click()


@pytest.mark.usefixtures("citizens")
def test_a_shift_without_a_mouse(world: World, context_for: Callable[..., BrowserContext]) -> None:
    page = context_for(viewport={"width": 1440, "height": 900}).new_page()
    keys = Keys(page)
    begin(world, keys)
    take_what_cannot_wait(keys)
    send_twice(world, keys, write(keys))
    write_beside(keys)
    write_first_and_hand_over(keys)
    put_off(keys)
    find_again(keys)
    join(keys)
    close_and_open(keys)
    end(world, keys)


def begin(world: World, keys: Keys) -> None:
    """Sign in, leave the tour for another day, and be there."""
    keys.page.goto(world.pages)
    keys.to("id_login")
    keys.type(AGENT)
    keys.press("Tab")
    keys.type("bode-demo")
    keys.leave("Enter", "/desk/")
    keys.to("Direct naar de inhoud")
    choose_undo(keys.page, world, "10")
    if keys.page.get_by_role("button", name="Niet nu").count():
        keys.to("Niet nu")
        keys.press("Enter")
        keys.at("inbox-title")
    keys.to("presence-switch")
    switch = keys.page.get_by_role("switch", name="Beschikbaar")
    expect(switch).to_have_attribute("aria-checked", "true")


def go_to_row(keys: Keys, name: str) -> None:
    keys.page.get_by_role("link", name=name).first.wait_for()
    keys.press("l", *["k"] * 50)
    if not keys.is_at(keys.here(), name):
        keys.to(name, "j")


def take_what_cannot_wait(keys: Keys) -> None:
    """What is urgent stands above the rest; nothing of its page holds the Tab key."""
    page = keys.page
    rows = page.locator("#rows a")
    until(page, lambda: "Otto Maas" in " ".join(rows.all_inner_texts()))
    names = rows.locator(".row__name").all_inner_texts()
    assert names.index("Vera Prins") < names.index("Otto Maas")
    go_to_row(keys, "Vera Prins")
    assert "Spoed" in keys.here()["words"]
    keys.press("Enter")
    keys.at("body")
    stops = walk(keys)
    assert len(stops) == len(set(stops))
    keys.to("body")
    keys.press("Escape")
    keys.at("thread")
    keys.press("ArrowUp")
    keys.at("er is brand in de keuken")
    keys.leave("n", "/desk/")
    keys.at("er is brand in de keuken")
    expect(page.get_by_role("button", name="Van mij: loslaten")).to_be_visible()


def write(keys: Keys) -> str:
    """With a ready answer, a mark and an emoji: what then stands in the box."""
    page = keys.page
    keys.press("r")
    keys.at("body")
    keys.type("/zaak")
    page.get_by_role("option", name="/zaak").wait_for()
    keys.press("Enter")
    keys.at("blank-0")
    keys.type("Z-12")
    keys.press("Tab")
    keys.type("mei")
    keys.press("Enter")
    keys.at("body")
    keys.type(" ")
    keys.press("Control+b")
    keys.type("Bel 112")
    keys.press("End", "Control+.")
    keys.at("emoji-search")
    keys.type("thumbs up")
    page.get_by_role("option", name="duim omhoog").first.wait_for()
    keys.press("Enter")
    keys.at("body")
    written = page.locator("#body").input_value()
    assert "Z-12" in written
    assert written.endswith("*Bel 112*👍\ufe0f")
    return written


def send_twice(world: World, keys: Keys, written: str) -> None:
    """With a picture; taken back, and sent again."""
    page = keys.page
    keys.press("Tab")
    for _ in range(20):
        if page.evaluate("document.activeElement.matches('[data-attach]')"):
            break
        keys.press("ArrowRight")
    assert page.evaluate("document.activeElement.matches('[data-attach]')")
    page.locator("#file").set_input_files(PHOTO)  # the chooser itself is the browser's
    expect(page.get_by_role("button", name="dakkapel.png weghalen")).to_be_visible()
    keys.here()
    keys.to("write-purpose")
    keys.type("Vergunningen")
    keys.to("Versturen")
    until(page, lambda: drafts(page) == 0)
    keys.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("Bel 112")
    keys.at("body")
    keys.press("Control+z")
    expect(page.locator("#body")).to_have_value(written)
    keys.at("body")
    choose_undo(page, world, "0")
    keys.press("Control+Enter")
    keys.at("body")
    expect(page.get_by_role("img", name="Gelezen")).to_be_visible()
    expect(page.locator("#body")).to_have_value("")


def write_beside(keys: Keys) -> None:
    """A note that names a colleague, and a tag."""
    page = keys.page
    keys.press("Escape", "o")
    keys.at("note")
    keys.type("Weet @Bil")
    page.get_by_role("option", name="Bilal Amrani").wait_for()
    keys.press("Enter")
    keys.type("dit?")
    keys.press("Control+Enter")
    expect(page.locator(".message--note strong")).to_have_text("@Bilal Amrani")
    keys.at("note")
    keys.press("Escape", "t")
    keys.at("tag")
    keys.type("veiligheid")
    keys.press("Enter")
    expect(page.get_by_role("button", name="Label veiligheid weghalen")).to_be_visible()
    keys.at("tag")
    keys.press("Escape")


def write_first_and_hand_over(keys: Keys) -> None:
    """After a day only a template goes, with its fields filled in; a colleague goes on."""
    page = keys.page
    keys.press("l")
    go_to_row(keys, "Lies Boon")
    keys.press("Enter")
    keys.at("pane-title")
    keys.press("r")
    keys.at("template")
    keys.type("Afspraak herinnering")
    page.locator("#template-fields input").first.wait_for()
    for value in ("mevrouw Boon", "1 december", "10:30"):
        keys.press("Tab")
        keys.type(value)
    expect(page.get_by_role("figure")).to_contain_text("Beste mevrouw Boon, u heeft een afspraak")
    keys.to("template-purpose")
    keys.type("Afspraken")
    keys.to("Sjabloon versturen")
    keys.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("op 1 december om 10:30 uur")
    keys.at("template")

    keys.press("Escape")
    keys.leave("d", "/hand-over/")
    keys.at("to")
    keys.type("Bilal")
    keys.press("Tab")
    keys.type("Zij komt liever later.")
    keys.press("Tab")
    keys.leave("Enter", "/desk/")
    keys.told("Het gesprek met Lies Boon is doorgegeven aan Bilal Amrani.")


def put_off(keys: Keys) -> None:
    go_to_row(keys, "sleutels ophalen")
    keys.press("Enter")
    keys.at("body")
    keys.press("Escape")
    keys.leave("z", "/snooze/")
    keys.at(list_moments(localtime())[0].name)  # "Over een uur", unless it is almost nine
    keys.leave("Enter", "/desk/")
    keys.told("U ziet het gesprek met Otto Maas terug op")


def find_again(keys: Keys) -> None:
    """What was put away is found, opened at its place, and turns out to be about something else."""
    keys.press("/")
    keys.at("search")
    keys.type("sleutels")
    keys.leave("Enter", "/search/")
    keys.at("said")
    keys.to("sleutels ophalen")
    keys.leave("Enter", "message=")
    keys.at("sleutels ophalen")
    keys.press("r")
    keys.to("write-purpose")
    with keys.page.expect_response("**/purpose/"):
        keys.type("Vergunningen")
    keys.press("Escape")
    keys.to("Vergunningen", "Shift+Tab")
    keys.leave("Enter", "/purpose/change/")
    keys.to("purpose")
    keys.type("Afspraken")
    keys.press("Tab")
    keys.type("Hij wil een sleutel ophalen.")
    keys.press("Tab")
    keys.leave("Enter", "/desk/")
    keys.here()
    expect(keys.page.locator("#head")).to_contain_text("Afspraken")


def join(keys: Keys) -> None:
    """He has two phones."""
    keys.to("Is dit dezelfde persoon")
    keys.leave("Enter", "/same/")
    keys.here()
    keys.to("Vergelijken")
    keys.leave("Enter", "/same/")
    keys.here()
    keys.to("reason")
    keys.type("Hij zei het zelf.")
    keys.to("Samenvoegen")
    keys.leave("Enter", "/desk/")
    keys.here()
    expect(keys.page.get_by_role("log")).to_contain_text("Ik app nu van mijn werk.")


def close_and_open(keys: Keys) -> None:
    keys.press("m")
    keys.leave("e", "/desk/")
    keys.told("Het gesprek met Otto Maas is afgehandeld.")
    keys.to("to-queue-closed")
    keys.leave("Enter", "closed")
    keys.here()
    go_to_row(keys, "Otto Maas")
    keys.press("Enter")
    keys.at("body")
    keys.press("Escape")
    keys.leave("w", "/desk/")
    keys.at("thread")
    expect(keys.page.get_by_role("button", name="Afhandelen")).to_be_visible()


def end(world: World, keys: Keys) -> None:
    """Away, and out."""
    page = keys.page
    keys.to("presence-switch", "Shift+Tab")
    keys.press("Enter")
    switch = page.get_by_role("switch", name="Beschikbaar")
    expect(switch).to_have_attribute("aria-checked", "false")
    keys.at("presence-switch")
    keys.press("Enter")  # for the tests that come after
    expect(switch).to_have_attribute("aria-checked", "true")
    keys.to("Sanne Kuipers", "Shift+Tab")
    keys.press("Enter")
    keys.to("Uitloggen")
    keys.leave("Enter", "/account/")
    keys.to("id_login")
