"""The reply area grows with what is in it, and stays within its column; the line that says how long
one may answer freely stays whole above it. Drafts go on at their end."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import SignIn, World
from tests.browser.test_sending import AGENT, drafts, open_conversation, until

SIZES = {"31612000221": (1366, 768), "31612000222": (1024, 700), "31612000223": (390, 844)}
HARD = (
    "Naar aanleiding van uw aanvraag omtrent de vergunning dient u teneinde een spoedige "
    "afhandeling te bewerkstelligen de benodigde documenten tijdig aan te leveren. Ingevolge de "
    "verordening wordt uw aanvraag geretourneerd indien de gegevens niet conform de eisen zijn. "
    "Mocht u onverhoopt verhinderd zijn, dan verzoeken wij u derhalve contact op te nemen."
)

AMISS = """() => {
  const find = (selector) => document.querySelector(selector);
  const [thread, line, reply] = ["#thread", "#window", "#reply"].map(
    (selector) => find(selector).getBoundingClientRect());
  const words = find("#window p:not([hidden])").getBoundingClientRect();
  const cut = (list) => list && list.scrollHeight > list.clientHeight + 1;
  return Object.entries({
    "wider than its column": find("#reply").scrollWidth > find("#reply").clientWidth,
    "below the screen": reply.bottom > innerHeight + 1,
    "over the line above it": words.bottom > reply.top + 1 || line.bottom > reply.top + 1,
    "the line over the messages": thread.bottom > line.top + 1,
    "no room for messages": thread.height < 90,
    "a tip is cut": cut(find("#tips-plain[open] ol")),
  }).filter(([, isAmiss]) => isAmiss).map(([what]) => what);
}"""


def amiss_in(page: Page) -> list[str]:
    """What stays amiss: news that comes in meanwhile may lay the page out once more."""
    found: list[str] = page.evaluate(AMISS)
    for _ in range(20):
        if not found:
            break
        page.wait_for_timeout(100)
        found = page.evaluate(AMISS)
    return found


@pytest.mark.parametrize("digits", SIZES)
def test_whatever_is_in_it_the_reply_area_keeps_to_its_place(
    world: World, sign_in: SignIn, digits: str
) -> None:
    width, height = SIZES[digits]
    page = sign_in(AGENT)
    page.set_viewport_size({"width": width, "height": height})
    open_conversation(world, page, digits, f"Guus Vlak {width}")
    amiss = {}

    page.keyboard.type("/")
    expect(page.get_by_role("option").first).to_be_visible()
    amiss["ready answers"] = amiss_in(page)
    expect(page.get_by_role("button", name="Versturen")).to_be_in_viewport()
    page.locator("#body").fill(HARD)
    summary = page.locator("#tips-plain summary")
    expect(summary).to_be_visible()
    if width < 640:  # there they come folded
        summary.click()
    amiss["tips"] = amiss_in(page)
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies eerst het doel van dit bericht.")
    amiss["a refusal"] = amiss_in(page)
    page.locator("#choose summary").click()
    page.get_by_label("Sjabloon", exact=True).select_option(index=1)
    expect(page.locator("#template-fields .preview")).to_be_visible()
    amiss["a template"] = amiss_in(page)

    assert amiss == {"ready answers": [], "tips": [], "a refusal": [], "a template": []}


def test_when_the_window_shuts_what_one_was_writing_stays_and_is_told(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000225", "Tess Laat")
    page.keyboard.type("U kunt uw paspoort afhalen")
    expect(page.locator("#shut")).to_be_hidden()

    page.locator("#window").evaluate("line => { line.dataset.expires = Date.now() / 1000 + 1; }")

    expect(page.locator("#shut")).to_be_visible()
    expect(page.locator("#body")).to_have_value("U kunt uw paspoort afhalen")
    expect(page.locator("#body")).to_be_focused()
    expect(page.get_by_role("button", name="Versturen", exact=True)).to_be_hidden()
    expect(page.locator("#heard")).to_contain_text("alleen een goedgekeurd sjabloon")
    page.locator("#choose summary").click()
    page.get_by_label("Sjabloon", exact=True).select_option(index=1)
    expect(page.locator("#template-fields .preview")).to_be_visible()
    expect(page.locator("#body")).to_be_visible()
    assert amiss_in(page) == []


def test_on_a_computer_whose_clock_is_a_day_ahead_the_window_is_open_as_long(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    page.clock.install(time=datetime.now(UTC) + timedelta(days=1))
    page.goto(f"{world.pages}/desk/")

    open_conversation(world, page, "31612000227", "Job Morgen")

    line = page.locator("#window")
    expect(line).to_contain_text("23 uur 59 minuten")
    expect(line).to_have_class("window window--open")


def test_a_draft_goes_on_at_its_end(world: World, sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000224", "Wim Draad")
    page.keyboard.type("Half")
    until(page, lambda: drafts(page) == 0)  # the server has it
    page.goto(f"{world.pages}/desk/")

    page.get_by_role("link", name="Wim Draad").click()
    expect(page.locator("#body")).to_be_focused()
    page.keyboard.type(" af")

    expect(page.locator("#body")).to_have_value("Half af")


def test_a_text_is_looked_over_only_where_there_is_one(world: World, sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000225", "Dirk Leeg")
    check, fine = (
        page.get_by_role("button", name="Controleer mijn tekst"),
        page.get_by_text("Deze tekst is goed te lezen."),
    )
    page.keyboard.type("Dat is goed.")
    expect(fine).to_be_visible()
    page.locator("#body").fill("")
    expect(fine).to_be_hidden()
    expect(check).to_be_visible()

    page.locator("#extras summary").click()
    expect(check).to_be_hidden()
    open_after_a_day(world, page, "31612000226", "Eef Gister")
    expect(page.get_by_text("De inwoner schreef meer dan 24 uur geleden.")).to_be_visible()
    expect(check).to_be_hidden()


def open_after_a_day(world: World, page: Page, digits: str, name: str) -> None:
    """Their window is shut: they wrote yesterday."""
    world.phone(digits, name=name)
    world.says(digits, "Bent u er nog?", timestamp=int(time.time()) - 25 * 3600)
    page.get_by_role("link", name=name).click()
