"""The desk lives: what happens elsewhere shows by itself, and the keyboard is enough."""

from __future__ import annotations

import time
from statistics import median

from playwright.sync_api import Page, expect
from tests.browser.conftest import SignIn, World

AGENT = "klantcontact@voorbeeldstad.example"


def test_a_new_message_shows_within_a_second(world: World, sign_in: SignIn) -> None:
    world.phone("31612000011", name="Yara Vermeer")
    world.says("31612000011", "Eerste vraag")
    page = sign_in(AGENT)
    page.get_by_role("link", name="Yara Vermeer").click()
    expect(page.get_by_role("log")).to_contain_text("Eerste vraag")
    page.wait_for_timeout(500)

    waited = []
    for question in ("Tweede vraag", "Derde vraag", "Vierde vraag"):
        began = time.monotonic()
        world.says("31612000011", question)
        page.get_by_role("log").get_by_text(question).wait_for()
        page.get_by_role("link", name="Yara Vermeer").get_by_text(question).wait_for()
        waited.append(time.monotonic() - began)

    assert median(waited) < 1


def test_a_list_that_lacks_a_row_gets_it_with_the_next_change(
    world: World, sign_in: SignIn
) -> None:
    world.phone("31612000211", name="Gijs Overbeek")
    world.says("31612000211", "Staat dit er?")
    page = sign_in(AGENT)
    row = page.locator("#rows > li").filter(has_text="Gijs Overbeek")
    expect(row).to_have_count(1)
    page.wait_for_timeout(1000)  # until the list has come over the stream, too
    row.evaluate("row => row.remove()")
    world.phone("31612000212", name="Mies Overbeek")

    world.says("31612000212", "Nu verandert de lijst.")

    expect(row).to_have_count(1)
    expect(row).to_contain_text("Staat dit er?")


def test_what_one_agent_reads_is_read_for_all(world: World, sign_in: SignIn) -> None:
    world.phone("31612000012", name="Thijs Mulder")
    world.says("31612000012", "Hallo?")
    one, other = sign_in(AGENT), sign_in("balie@voorbeeldstad.example")
    unread = other.get_by_role("link", name="Thijs Mulder").get_by_text("ongelezen")
    expect(unread).to_have_count(1)

    one.get_by_role("link", name="Thijs Mulder").click()

    expect(unread).to_have_count(0)


def test_who_opened_the_tab_but_does_not_look_has_read_nothing(
    world: World, sign_in: SignIn
) -> None:
    world.phone("31612000018", name="Femke Post")
    world.says("31612000018", "Hallo?")
    page, other = sign_in(AGENT), sign_in("balie@voorbeeldstad.example")
    unread = other.get_by_role("link", name="Femke Post").get_by_text("ongelezen")
    expect(unread).to_have_count(1)
    page.add_init_script(
        "Object.defineProperty(document, 'visibilityState', {get: () => window.look || 'hidden'})"
    )
    page.goto(str(page.get_by_role("link", name="Femke Post").evaluate("link => link.href")))
    expect(page.get_by_role("log")).to_contain_text("Hallo?")
    page.wait_for_timeout(500)
    expect(unread).to_have_count(1)

    page.evaluate("look = 'visible'; document.dispatchEvent(new Event('visibilitychange'))")

    expect(unread).to_have_count(0)


def test_a_screen_reader_hears_what_is_new_and_no_change_of_ticks(
    world: World, sign_in: SignIn
) -> None:
    world.phone("31612000019", name="Bas Hendriks", reads=True)
    world.says("31612000019", "Bent u open?")
    page = sign_in(AGENT)
    page.get_by_role("link", name="Bas Hendriks").click()
    heard = page.locator("#heard")
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "off")
    page.wait_for_timeout(500)
    world.says("31612000019", "En morgen?")
    expect(heard).to_have_text("Nieuw bericht van Bas Hendriks: En morgen?")

    page.evaluate(
        "new MutationObserver(() => { window.again = true })"
        ".observe(document.getElementById('heard'), {childList: true})"
    )
    page.locator("#write").get_by_label("Doel").select_option(label="Afspraken")
    page.get_by_label("Antwoord aan Bas Hendriks").fill("Ja, van 9 tot 17 uur.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("img", name="Gelezen")).to_be_visible()

    assert page.evaluate("window.again") is None


def test_a_typed_answer_survives_a_new_message(world: World, sign_in: SignIn) -> None:
    world.phone("31612000013", name="Esra Kaya")
    world.says("31612000013", "Bent u er?")
    page = sign_in(AGENT)
    page.get_by_role("link", name="Esra Kaya").click()
    page.get_by_label("Antwoord aan Esra Kaya").fill("Ik zoek het")
    world.says("31612000013", "Het heeft haast")
    expect(page.get_by_role("log")).to_contain_text("Het heeft haast")

    expect(page.get_by_label("Antwoord aan Esra Kaya")).to_have_value("Ik zoek het")
    expect(page.get_by_label("Antwoord aan Esra Kaya")).to_be_focused()


def test_an_answer_needs_no_mouse(world: World, sign_in: SignIn) -> None:
    world.phone("31612000014", name="Nadia Smits")
    world.says("31612000014", "Kan ik vandaag langskomen?")
    page = sign_in(AGENT)
    page.get_by_role("link", name="Nadia Smits").wait_for()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Direct naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "Nadia Smits")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Antwoord aan Nadia Smits")).to_be_focused()
    page.keyboard.type("Ja, tot 17 uur.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Vet")).to_be_focused()  # the first of the tools
    page.keyboard.press("Tab")
    page.keyboard.type("Afspraken")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("log")).to_contain_text("Ja, tot 17 uur.")
    expect(page.get_by_label("Antwoord aan Nadia Smits")).to_be_focused()


def test_when_the_window_has_closed_a_template_does(world: World, sign_in: SignIn) -> None:
    world.phone("31612000015", name="Rachid Visser")
    yesterday = int(time.time()) - 25 * 3600
    world.says("31612000015", "Wanneer is mijn afspraak?", timestamp=yesterday)
    page = sign_in(AGENT)
    page.get_by_role("link", name="Rachid Visser").click()
    expect(page.get_by_text("meer dan 24 uur geleden")).to_be_visible()
    expect(page.get_by_label("Antwoord aan Rachid Visser")).to_be_hidden()

    page.get_by_label("Sjabloon", exact=True).select_option(
        label="Afspraak herinnering (Nederlands)"
    )
    for field, value in (("Naam", "heer Visser"), ("Datum", "1 december"), ("Tijd", "10:30")):
        page.get_by_label(field, exact=True).fill(value)
    expect(page.get_by_role("figure")).to_contain_text("Beste heer Visser, u heeft een afspraak")
    page.locator("#template-form").get_by_label("Doel").select_option(label="Afspraken")
    page.get_by_role("button", name="Sjabloon versturen").click()

    sent = page.get_by_role("log").get_by_text("Beste heer Visser")
    expect(sent).to_contain_text("op 1 december om 10:30 uur")


def test_a_message_that_failed_says_why_and_what_to_do(world: World, sign_in: SignIn) -> None:
    world.phone("31612000212", name="Joris Janssen", has_whatsapp=True)
    world.says("31612000212", "Ik ga zo van WhatsApp af.")
    page = sign_in(AGENT)
    page.get_by_role("link", name="Joris Janssen").click()
    page.locator("#write").get_by_label("Doel").select_option(label="Afspraken")
    world.phone("31612000212", has_whatsapp=False)
    page.get_by_label("Antwoord aan Joris Janssen").fill("Wij bellen u.")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("img", name="Niet verstuurd")).to_be_visible()
    expect(page.get_by_role("button", name="Opnieuw versturen")).to_be_visible()
    expect(page.locator("#heard")).not_to_be_empty()


def test_a_page_without_connection_says_so_and_catches_up(
    world: World, sign_in: SignIn, wrong: list[str]
) -> None:
    world.phone("31612000017", name="Wouter Dijkstra")
    page = sign_in(AGENT)
    silence = page.get_by_text("Geen verbinding.")
    expect(silence).to_be_hidden()
    page.wait_for_timeout(500)

    world.stop_web()
    expect(silence).to_be_visible()
    world.wait_for_web()
    world.says("31612000017", "Bent u daar weer?")

    expect(page.get_by_role("link", name="Wouter Dijkstra")).to_be_visible()
    expect(silence).to_be_hidden()
    wrong.clear()  # that the server was gone is an error to the browser


def tab_to(page: Page, target: str) -> None:
    """Press Tab until the focus is there: on a link with this name, or on this id."""
    for _ in range(60):
        page.keyboard.press("Tab")
        where = page.evaluate("[document.activeElement.id, document.activeElement.innerText || '']")
        if target == where[0] or target in where[1].split("\n"):
            return
    raise AssertionError(f"Tab never comes to {target}")
