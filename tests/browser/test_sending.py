"""The reply box keeps what was typed, and tells what became of it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect
from tests.browser.conftest import WAIT, SignIn, World

AGENT = "klantcontact@voorbeeldstad.example"
COLLEAGUE = "balie@voorbeeldstad.example"
# As on a slow machine, where somebody is quicker than the page that was just put together anew.
CHANGE_AT_ONCE = """() => document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id !== "reply") return;
  document.getElementById("write-purpose").dispatchEvent(new Event("change", { bubbles: true }));
})"""


def open_conversation(world: World, page: Page, digits: str, name: str) -> None:
    """A citizen writes, and the agent opens what they wrote."""
    world.phone(digits, name=name)
    world.says(digits, f"Vraag van {name}")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_label(f"Antwoord aan {name}")).to_be_focused()


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Let the page go on until this holds."""
    for _ in range(WAIT // 50):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError


def write(page: Page, text: str, purpose: str = "Afspraken") -> None:
    page.locator("#write").get_by_label("Doel").select_option(label=purpose)
    page.locator("#body").fill(text)
    page.locator("#body").press("Control+Enter")


def test_an_answer_to_a_closed_conversation_shows_where_it_went(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000021", "Roos Hendriks")
    closed = page.url
    page.get_by_role("button", name="Afhandelen").click()
    page.goto(closed)
    expect(page.get_by_text("Met uw antwoord begint een nieuw gesprek.")).to_be_visible()

    write(page, "Nog een aanvulling.")

    expect(page.get_by_role("log")).to_contain_text("Nog een aanvulling.")
    expect(page.get_by_role("log")).not_to_contain_text("Vraag van")
    assert page.url != closed
    page.goto(closed)
    page.get_by_role("link", name="Naar het nieuwe gesprek").click()
    expect(page.get_by_role("log")).to_contain_text("Nog een aanvulling.")


def test_without_connection_an_answer_stays_and_says_so(
    world: World, sign_in: SignIn, wrong: list[str]
) -> None:
    page = sign_in(AGENT)
    page.set_viewport_size({"width": 390, "height": 844})
    open_conversation(world, page, "31612000022", "Bart Postma")
    page.context.set_offline(True)

    page.locator("#body").fill("Tot morgen.")
    page.get_by_role("button", name="Versturen").click()

    expect(page.get_by_role("alert")).to_contain_text("Er is geen verbinding met Bode.")
    expect(page.get_by_text("geen verbinding").filter(visible=True)).to_have_count(1)
    expect(page.locator("#body")).to_have_value("Tot morgen.")
    wrong.clear()  # that the line was gone is an error to the browser
    page.context.set_offline(False)
    write(page, "Tot morgen om 9 uur.")
    expect(page.get_by_role("log")).to_contain_text("Tot morgen om 9 uur.")
    expect(page.get_by_role("alert")).to_be_hidden()
    wrong.clear()


def test_a_draft_waits_in_its_conversation_until_it_is_sent(world: World, sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000023", "Iris Vonk")
    page.locator("#body").fill("Half af")
    open_conversation(world, page, "31612000024", "Maud Terpstra")
    expect(page.locator("#body")).to_have_value("")
    page.get_by_role("link", name="Iris Vonk").click()
    expect(page.locator("#body")).to_have_value("Half af")
    page.reload()
    expect(page.locator("#body")).to_have_value("Half af")
    until(page, lambda: drafts(page) == 0)  # the server has it

    write(page, "Helemaal af")

    expect(page.get_by_role("log")).to_contain_text("Helemaal af")
    expect(page.locator("#body")).to_have_value("")
    page.reload()
    expect(page.locator("#body")).to_have_value("")


def test_nothing_typed_outlives_the_sign_in(world: World, sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000025", "Hugo Mol")
    page.locator("#body").fill("Voor u alleen")
    assert drafts(page) == 1
    page.context.clear_cookies()  # the session ends, as it does for whoever signs out

    # Not `goto`, which fails when the page has gone to the sign-in by itself just then.
    page.evaluate("address => location.assign(address)", world.pages)

    expect(page.get_by_label("Wachtwoord")).to_be_visible()
    assert drafts(page) == 0


def test_a_colleagues_purpose_shows_beside_what_was_typed(world: World, sign_in: SignIn) -> None:
    one, other = sign_in(AGENT), sign_in(COLLEAGUE)
    open_conversation(world, one, "31612000026", "Nina Brouwer")
    other.get_by_role("link", name="Nina Brouwer").click()
    other.locator("#body").fill("Ik ben bezig")

    one.locator("#write").get_by_label("Doel").select_option(label="Afspraken")

    chosen = other.locator("#write").get_by_label("Doel").locator("option:checked")
    expect(chosen).to_have_text("Afspraken")
    expect(other.locator("#body")).to_have_value("Ik ben bezig")


def test_older_news_does_not_undo_a_choice(world: World, sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000033", "Roos Kuiper")
    held: dict[str, tuple[Route, APIResponse]] = {}

    def hold(route: Route) -> None:
        """Keep the first news of each choice back; other news is on its way all the time."""
        answer = route.fetch()
        about = re.findall('data-purpose="([a-z]+)"', answer.text())
        if about and about[0] not in held:
            held[about[0]] = (route, answer)
        else:
            route.fulfill(response=answer)

    page.route(re.compile("/thread"), hold)
    purpose = page.locator("#write").get_by_label("Doel")
    head = page.locator("#head")
    purpose.select_option(label="Afspraken")
    until(page, lambda: "appointments" in held)

    purpose.select_option(label="Vergunningen")
    route, older = held["appointments"]
    route.fulfill(response=older)

    expect(head).to_contain_text("Afspraken")
    expect(purpose.locator("option:checked")).to_have_text("Vergunningen")
    until(page, lambda: "permits" in held)
    route, newer = held["permits"]
    route.fulfill(response=newer)
    expect(head).to_contain_text("Vergunningen")
    page.unroute_all()


def test_the_messages_are_one_stop_of_the_tab_key(world: World, sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    world.phone("31612000028", name="Ilse Prins")
    world.says("31612000028", "Zie https://voorbeeld.example")
    open_conversation(world, page, "31612000028", "Ilse Prins")

    to_reply = page.get_by_role("link", name="Naar het antwoordveld")
    expect(to_reply).not_to_be_in_viewport()
    to_reply.focus()
    expect(to_reply).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#body")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("log")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Antwoord op het bericht van Ilse")).to_have_count(2)
    page.keyboard.press("Enter")

    expect(page.locator("#draft-quote")).to_contain_text("Vraag van Ilse Prins")
    expect(page.locator("#body")).to_be_focused()


def test_the_tab_counts_what_waits(world: World, sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000029", "Jet Wolters")
    expect(page.locator("#thread")).to_have_attribute("data-unread", "0")
    expect(page.get_by_role("link", name="Jet Wolters").get_by_text("ongelezen")).to_have_count(0)
    page.wait_for_timeout(500)
    before = page.title()
    world.phone("31612000030", name="Luuk Peeters")

    world.says("31612000030", "Is er iemand?")

    expect(page.get_by_role("link", name="Luuk Peeters")).to_be_visible()
    waiting = int(before[1 : before.index(")")]) if before.startswith("(") else 0
    expect(page).to_have_title(f"({waiting + 1}) Jet Wolters · Bode")


def test_a_question_with_buttons_is_asked_by_keyboard_and_its_answer_is_told(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000034", "Mees Dijkstra")
    page.locator("#write").get_by_label("Doel").select_option(label="Vergunningen")
    page.route("**/draft/", lambda _: None)  # the server never has it
    page.locator("#body").fill("Nog niet af")
    page.get_by_text("Meer sturen", exact=True).press("Enter")
    page.get_by_role("link", name="Vraag met knoppen").press("Enter")
    expect(page.get_by_label("Uw vraag")).to_be_focused()
    page.locator("#extra").get_by_label("Doel").select_option(value="")
    page.evaluate(CHANGE_AT_ONCE)
    page.locator("#extra").get_by_role("button", name="Versturen").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Kies eerst het doel")
    expect(page.locator("#extra").get_by_label("Doel")).to_be_focused()
    expect(page.locator("#body")).to_have_value("Nog niet af")
    page.unroute("**/draft/")
    page.locator("#extra").get_by_label("Doel").select_option(label="Vergunningen")
    page.get_by_label("Uw vraag").focus()
    page.keyboard.type("Waarvoor komt u?")
    phone = f"{world.simulator}/phones/31612000034?with=100000000000001"
    until(page, lambda: "is aan het typen" in page.request.get(phone).text())
    page.keyboard.press("Tab")
    page.keyboard.type("Een knop met veel te veel tekst")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“Knop 1” is te lang: hoogstens 20 tekens.")).to_be_visible()
    expect(page.get_by_label("Knop 1")).to_be_focused()
    page.get_by_label("Knop 1").fill("Dakkapel")
    page.keyboard.press("Enter")

    expect(page.get_by_role("log").get_by_role("listitem").get_by_text("Dakkapel")).to_be_visible()
    expect(page.locator("#body")).to_have_value("Nog niet af")
    expect(page.get_by_role("img", name="Gelezen")).to_be_visible()
    shown = world.control("GET", "/phones/31612000034/messages")["results"]
    asked = shown[-1]["id"]  # type: ignore[index]
    chosen = {"type": "button_reply", "button_reply": {"id": "button_1", "title": "Dakkapel"}}
    world.says("31612000034", type="interactive", interactive=chosen, context={"id": asked})
    expect(page.get_by_role("log")).to_contain_text("Gekozen knop")


def test_older_news_of_the_purpose_leaves_what_was_refused_since(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000035", "Sara Bosman")
    held: list[tuple[Route, APIResponse]] = []

    def hold_from_then_on(route: Route) -> None:
        response = route.fetch()
        if held or 'data-purpose="permits"' in response.text():
            held.append((route, response))
        else:
            route.fulfill(response=response)

    page.route("**/thread/**", hold_from_then_on)
    page.locator("#write").get_by_label("Doel").select_option(label="Vergunningen")
    until(page, lambda: bool(held))
    page.locator("#write").get_by_label("Doel").select_option(value="")
    page.locator("#body").fill("Dat mag.")
    page.locator("#write").get_by_role("button", name="Versturen").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Kies eerst het doel")
    world.phone("31612000038", name="Tess Mulder")
    world.says("31612000038", "Iets anders")
    expect(page.get_by_role("link", name="Tess Mulder")).to_be_visible()  # other news, from before

    route, response = held[0]
    route.fulfill(response=response)

    expect(page.locator("#head")).to_have_attribute("data-purpose", "permits")
    expect(page.get_by_role("alert")).to_contain_text("Kies eerst het doel")
    expect(page.locator("#write").get_by_label("Doel")).to_have_value("")


def test_what_is_sent_before_it_was_kept_as_a_draft_does_not_come_back(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000036", "Guus Terlouw")
    page.locator("#write").get_by_label("Doel").select_option(label="Afspraken")
    page.locator("#body").fill("Dat is geregeld.")

    page.get_by_role("button", name="Versturen", exact=True).click()

    expect(page.get_by_role("log")).to_contain_text("Dat is geregeld.")
    expect(page.locator("#body")).to_have_value("")
    assert drafts(page) == 0


def test_what_is_typed_on_while_it_is_sent_stands_in_the_new_box(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000039", "Ties Verbeek")
    held = hold_replies(page)
    write(page, "Dat mag.")
    until(page, lambda: bool(held))
    page.keyboard.type(" Kom maar langs.")

    held[0].continue_()

    expect(page.get_by_role("img", name="Gelezen")).to_be_visible()
    expect(page.locator("#body")).to_have_value("Kom maar langs.")
    expect(page.get_by_role("log")).not_to_contain_text("Kom maar langs.")
    page.reload()
    expect(page.locator("#body")).to_have_value("Kom maar langs.")


def test_what_is_typed_on_stays_too_when_the_answer_is_refused(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000045", "Jip Donker")
    held = hold_replies(page)
    page.locator("#body").fill("Dat mag.")
    page.locator("#body").press("Control+Enter")
    until(page, lambda: bool(held))
    page.keyboard.type(" Kom maar langs.")
    page.wait_for_timeout(1000)  # by then a draft would have gone

    held[0].continue_()

    expect(page.get_by_role("alert")).to_contain_text("Kies eerst het doel")
    expect(page.locator("#body")).to_have_value("Dat mag. Kom maar langs.")


@pytest.mark.parametrize(
    ("digits", "name", "comes"),
    [("31612000047", "Pleun Vos", "afterwards"), ("31612000048", "Rik Vos", "before")],
)
def test_what_was_sent_is_no_draft_for_who_looks_elsewhere_and_comes_back(
    world: World, sign_in: SignIn, digits: str, name: str, comes: str
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000046", "Noor Elders")
    open_conversation(world, page, digits, name)
    held = hold_replies(page)
    write(page, "Dat mag.")
    until(page, lambda: bool(held))
    page.get_by_role("link", name="Noor Elders").click()
    expect(page.get_by_label("Antwoord aan Noor Elders")).to_be_focused()

    def come_back() -> None:
        page.get_by_role("link", name=name).click()
        expect(page.get_by_label(f"Antwoord aan {name}")).to_be_focused()

    if comes == "before":
        come_back()
    with page.expect_response("**/reply/"):
        held[0].continue_()
    if comes == "afterwards":
        until(page, lambda: drafts(page) == 0)
        come_back()

    expect(page.get_by_role("log")).to_contain_text("Dat mag.")
    expect(page.locator("#body")).to_have_value("")


def test_what_was_refused_is_marked_as_a_draft_for_who_looks_elsewhere(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000050", "Nina Elders")
    open_conversation(world, page, "31612000049", "Saar Weigert")
    held = hold_replies(page)
    page.locator("#body").fill("Dat mag.")
    page.locator("#body").press("Control+Enter")  # without a purpose
    until(page, lambda: bool(held))
    page.get_by_role("link", name="Nina Elders").click()
    expect(page.get_by_label("Antwoord aan Nina Elders")).to_be_focused()

    held[0].continue_()

    row = page.get_by_role("link", name="Saar Weigert")
    expect(row.get_by_role("img", name="Uw concept")).to_be_visible()
    row.click()
    expect(page.locator("#body")).to_have_value("Dat mag.")


def test_who_goes_on_elsewhere_while_it_is_sent_stays_there(world: World, sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000037", "Hedwig Blom")
    held = hold_replies(page)
    write(page, "Een ogenblik.")
    until(page, lambda: bool(held))
    page.get_by_role("link", name="Antwoord op het bericht van Hedwig Blom").focus()

    held[0].continue_()

    expect(page.locator("#body")).to_have_value("")
    expect(page.get_by_role("img", name="Gelezen")).to_be_visible()
    expect(page.get_by_role("link", name="Antwoord op het bericht van Hedwig")).to_be_focused()


def hold_replies(page: Page) -> list[Route]:
    """What is sent from now on stays here until it is let go on."""
    held: list[Route] = []
    page.route("**/reply/", lambda route: held.append(route))
    return held


def drafts(page: Page) -> int:
    kept = "Object.keys(sessionStorage).filter((key) => key.startsWith('bode-draft-')).length"
    return int(page.evaluate(kept))
