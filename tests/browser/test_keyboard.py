"""By keyboard alone: what single keys do, and when they stay quiet."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.browser.conftest import SignIn, World
from tests.browser.pages import AGENT
from tests.browser.test_accessibility import violations
from tests.browser.test_sending import open_conversation, until


def test_an_agent_answers_and_closes_without_a_mouse(world: World, sign_in: SignIn) -> None:
    world.phone("31612000195", name="Noor Bakker")
    world.says("31612000195", "Waar kan ik mijn grofvuil brengen?")
    page = sign_in(AGENT)
    page.get_by_role("link", name="Noor Bakker").wait_for()
    page.keyboard.press("?")
    overview = page.get_by_role("dialog", name="Sneltoetsen")
    expect(overview).to_be_visible()
    expect(overview).to_contain_text("F7")
    expect(overview).to_contain_text("Genummerde lijst")
    found = violations(page)
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    for _ in range(50):  # what is urgent stands before it
        if "Noor Bakker" in str(page.evaluate("document.activeElement.textContent")):
            break
        page.keyboard.press("j")
    page.keyboard.press("Enter")
    answer = page.get_by_label("Antwoord aan Noor Bakker")
    expect(answer).to_be_focused()
    page.keyboard.type("e? Bij het milieustation.")  # keys that do something elsewhere
    expect(overview).to_be_hidden()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.get_by_role("heading", name="Noor Bakker", level=1).focus()
    page.keyboard.press("n")
    page.get_by_role("button", name="Van mij: loslaten").wait_for()
    page.keyboard.press("e")
    told = page.locator(".utrecht-alert p")
    expect(told).to_have_text("Het gesprek met Noor Bakker is afgehandeld.")

    assert found == []


def test_the_tour_is_walked_by_keyboard_and_offered_once(sign_in: SignIn) -> None:
    page = sign_in("balie@voorbeeldstad.example")
    page.goto(page.url.split("/desk")[0].rstrip("/") + "/desk/")
    page.get_by_role("button", name="Bekijken").press("Enter")
    tour = page.get_by_role("dialog", name="Rondleiding")
    found = violations(page)
    for step in ("2 van 4: het gesprek", "3 van 4: antwoorden", "4 van 4: op uw manier"):
        tour.get_by_role("button", name="Verder").press("Enter")
        expect(tour.get_by_role("heading", name=step)).to_be_focused()  # so it is heard
    with page.expect_response("**/settings/own/tour/"):
        page.keyboard.press("Escape")
    page.reload()
    expect(page.get_by_text("Kies links een gesprek.")).to_be_visible()
    expect(page.get_by_role("button", name="Bekijken")).to_have_count(0)

    assert found == []


def test_who_asked_for_it_is_told_of_a_new_message(world: World, sign_in: SignIn) -> None:
    page = sign_in("balie@voorbeeldstad.example")
    page.context.grant_permissions(["notifications"])
    page.goto(f"{world.pages}/settings/own/")
    page.get_by_label("Een nieuw bericht bij mij").check()
    page.get_by_label("Geef bij een melding een kort geluid").check()
    page.get_by_role("button", name="Bewaren").click()
    page.goto(f"{world.pages}/desk/")
    page.evaluate(
        "window.told = []; window.Notification = class extends EventTarget {"
        " static permission = 'granted';"
        " constructor(title, {body}) { super(); told.push(title + body); } }; 0"
    )
    world.says("31612000093", "Mijn kliko is weg.")
    until(page, lambda: bool(page.evaluate("told.length")))

    assert page.evaluate("told") == ["Nieuw bericht"]


def test_the_overview_of_the_keys_opens_at_its_title(sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    page.set_viewport_size({"width": 1024, "height": 500})
    page.get_by_role("heading", name="Gesprekken").wait_for()

    page.keyboard.press("?")

    title = page.get_by_role("heading", name="Sneltoetsen")
    expect(title).to_be_focused()
    expect(title).to_be_in_viewport(ratio=1)


def test_the_menu_behind_ones_name_closes_with_escape_and_by_going_on(sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    name, item = page.locator(".account > summary"), page.get_by_role("link", name="Weergave en")
    name.press("Enter")
    page.keyboard.press("Tab")
    expect(item).to_be_visible()

    page.keyboard.press("Escape")
    expect(item).to_be_hidden()
    expect(name).to_be_focused()

    name.click()
    expect(item).to_be_visible()
    page.get_by_role("heading", name="Gesprekken").click()
    expect(item).to_be_hidden()


def test_a_title_that_gets_the_focus_has_a_ring_for_who_goes_on_by_keyboard(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    page.goto(f"{world.pages}/settings/replies/")
    new = page.get_by_role("link", name="Nieuw snel antwoord")
    title = page.get_by_role("heading", name="Nieuw snel antwoord")
    ring = "element => getComputedStyle(element).outlineStyle"

    new.click()
    expect(title).to_be_focused()
    assert title.evaluate(ring) == "none"

    page.go_back()
    new.press("Enter")
    expect(title).to_be_focused()
    assert title.evaluate(ring) == "solid"


def test_the_focus_stays_on_a_link_above_a_conversation_that_changes(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000411", "Tom de Wit")
    link = page.locator("#head").get_by_role("link", name="Toestemming")
    link.focus()

    chosen = (
        "(to) => { to.value = 'permits'; to.dispatchEvent(new Event('change', {bubbles: true})) }"
    )
    page.locator("#write-purpose").evaluate(chosen)  # as a colleague does elsewhere

    page.locator("#head").get_by_role("link", name="Vergunningen").wait_for()
    expect(link).to_be_focused()


def test_the_sheet_beside_a_conversation_gives_the_focus_back_to_what_opened_it(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000411", "Tom de Wit")
    page.set_viewport_size({"width": 390, "height": 844})
    opener = page.get_by_role("link", name="Over deze inwoner")
    sheet = page.get_by_role("complementary", name="Over deze inwoner")

    opener.press("Enter")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")

    expect(sheet).to_be_hidden()
    expect(opener).to_be_focused()
