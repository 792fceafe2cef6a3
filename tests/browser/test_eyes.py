"""For eyes that need other colours, more contrast or rest: what is told by colour is told by a line
too, and nothing moves that need not."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import SignIn, World
from tests.browser.pages import ADMINISTRATOR, AGENT
from tests.browser.test_accessibility import violations

SARI, TEUN = "31612000197", "31612000198"

# The edge on this side of an element, as it is drawn: how thick, and in what colour.
EDGE = """(element, side) => {
  const style = getComputedStyle(element);
  return [parseFloat(style[`border${side}Width`]), style[`border${side}Color`]];
}"""
PAINT = """(element, part) => {
  const {backgroundColor, color} = getComputedStyle(element, part);
  return [backgroundColor, color];
}"""
CANVAS = """() => {
  const made = document.body.appendChild(document.createElement("i"));
  made.style.cssText = "background: Canvas; color: CanvasText";
  const {backgroundColor} = getComputedStyle(made);
  made.remove();
  return backgroundColor;
}"""
TIGHT = """() => [...document.querySelectorAll("button")]
  .filter((each) => each.offsetWidth && each.textContent.trim())
  .filter((each) => !each.querySelector(".visually-hidden"))
  .filter((button) => {
    const words = document.createRange();
    words.selectNodeContents(button);
    const [inner, outer] = [words.getBoundingClientRect(), button.getBoundingClientRect()];
    return inner.width > 1 && outer.width - inner.width < 8;
  })
  .map((button) => button.textContent.trim())"""
MOVES = """() => {
  const moves = ({animationName, transitionDuration}) =>
    animationName !== "none" || transitionDuration.split(", ").some(parseFloat);
  const styles = [...document.querySelectorAll("*")].map((each) => getComputedStyle(each));
  return document.getAnimations().length + styles.filter(moves).length;
}"""


def open_desk(world: World, page: Page, when: str) -> None:
    """Two citizens wrote; the conversation with the first is open."""
    world.phone(SARI, name="Sari Wibowo", reads=True)
    world.phone(TEUN, name="Teun Post")
    world.says(SARI, f"Is er {when} markt?")
    world.says(TEUN, f"Er is {when} brand in de container!")
    for name in ("Teun Post", "Sari Wibowo"):  # a row that still moves is not hit
        expect(page.get_by_role("link", name=name)).to_contain_text(when)
    page.get_by_role("link", name="Sari Wibowo").click()
    expect(page.locator("#body")).to_be_focused()


def test_in_forced_colours_what_is_chosen_open_and_unread_is_told_by_lines(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    page.emulate_media(forced_colors="active")
    open_desk(world, page, "vandaag")
    canvas = page.evaluate(CANVAS)
    rows = page.locator("#rows").get_by_role("link")
    row, other = (rows.filter(has_text=each) for each in ("Sari Wibowo", "Teun Post"))
    unread = other.locator(".count")
    queues = page.locator(".queues a")
    switch = page.locator("#presence-switch")
    menu = page.locator(".bar__menu a")

    assert row.evaluate(EDGE, "Left")[0] >= 4  # pixels
    assert other.evaluate(EDGE, "Left") != row.evaluate(EDGE, "Left")
    assert unread.evaluate(EDGE, "Top")[0] >= 1
    assert (
        int(other.locator(".row__name").evaluate("name => getComputedStyle(name).fontWeight")) > 500
    )
    assert queues.first.evaluate(PAINT)[0] not in (canvas, queues.last.evaluate(PAINT)[0])
    assert switch.evaluate(PAINT, "::before")[0] != canvas
    lines = [each.evaluate(EDGE, "Bottom")[1] for each in menu.all()]
    assert lines[0] != canvas
    assert set(lines[1:]) == {canvas}
    page.keyboard.press("Control+.")
    sign = page.locator("#emoji-list [aria-selected=true]")
    expect(sign).to_be_visible()
    beside = page.locator("#emoji-list [aria-selected=false]").first
    assert sign.evaluate(PAINT)[0] != beside.evaluate(PAINT)[0]
    assert (
        page.locator("#emoji-search").evaluate("box => getComputedStyle(box).outlineStyle")
        != "none"
    )
    page.keyboard.press("Escape")
    page.locator("#write-purpose").select_option(label="Afspraken")
    page.keyboard.type("Op donderdag.")
    page.keyboard.press("Control+Enter")
    read = page.get_by_role("img", name="Gelezen")
    expect(read).to_be_visible()
    assert read.evaluate(EDGE, "Bottom")[0] >= 2
    assert violations(page) == []


def test_with_more_contrast_there_are_no_greys(sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    page.emulate_media(contrast="more")

    assert violations(page, ["color-contrast-enhanced"]) == []


def test_nothing_moves_for_who_asked_for_rest(world: World, sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    page.emulate_media(reduced_motion="reduce")
    open_desk(world, page, "morgen")

    assert page.evaluate(MOVES) == 0


# The paper of the first picture on the page, and the bars that stand on it.
DRAWN = """() => [...document.querySelectorAll(".chart svg > rect")].slice(0, 2)
  .map((each) => getComputedStyle(each).fill)"""
WHITE, BLACK = "rgb(255, 255, 255)", "rgb(0, 0, 0)"


@pytest.mark.parametrize("path", ["/reports/", "/monitor/shares/", "/monitor/timeline/"])
def test_pictures_follow_the_dark_and_replaced_colours_and_are_white_on_paper(
    world: World, sign_in: SignIn, path: str
) -> None:
    page = sign_in(ADMINISTRATOR)
    page.goto(world.pages + path)
    assert page.evaluate(DRAWN)[0] == WHITE

    page.emulate_media(color_scheme="dark")
    paper, bar = page.evaluate(DRAWN)
    frame = page.locator(".chart").first
    assert paper == frame.evaluate(PAINT)[0] != WHITE
    assert bar != paper
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(DRAWN)[0] == WHITE
    page.emulate_media(color_scheme="dark", media="screen", forced_colors="active")
    assert page.evaluate(DRAWN)[0] == page.evaluate(CANVAS) == BLACK
    assert violations(page) == []


def test_in_forced_colours_no_button_is_too_narrow_for_its_words(
    world: World, sign_in: SignIn
) -> None:
    chief = sign_in(ADMINISTRATOR)
    chief.goto(f"{world.pages}/settings/tags/")
    chief.get_by_label("Nieuw label").fill("Ogen")
    chief.get_by_role("button", name="Label maken").click()
    page = sign_in(AGENT)
    page.emulate_media(forced_colors="active")
    open_desk(world, page, "overmorgen")
    expect(page.get_by_role("button", name="Toevoegen", exact=True)).to_be_visible()

    assert page.evaluate(TIGHT) == []
