"""The line goes while one types: the page says so; nothing is lost or doubled when it is back."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.browser.conftest import SignIn, World
from tests.browser.test_sending import AGENT, open_conversation, until, write

PHONE = "31612000199"
PROMISED = 5_000  # milliseconds until a page says that its line is gone
BACK = 60_000  # milliseconds: a browser waits longer after each try in vain


def test_what_is_written_and_what_comes_in_meanwhile_is_there_once(
    world: World, sign_in: SignIn, wrong: list[str]
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, PHONE, "Ilse Kramer")
    told = page.get_by_text("verbinding").filter(visible=True)
    silence = page.get_by_text("Geen verbinding.").filter(visible=True)
    log, body = page.get_by_role("log"), page.locator("#body")
    body.press_sequentially("Dat kan")

    page.context.set_offline(True)
    expect(silence).to_have_count(1, timeout=PROMISED)
    body.press_sequentially(" op donderdag.")
    page.locator("#write-purpose").select_option(label="Afspraken")
    body.press("Control+Enter")
    expect(page.get_by_text("Uw tekst staat er nog.").first).to_be_visible()
    expect(told).to_have_count(1)
    expect(page.get_by_text("U kunt hem gewoon versturen.")).to_be_hidden()
    world.says(PHONE, "Bent u daar nog?")
    page.context.set_offline(False)

    expect(log.get_by_text("Bent u daar nog?")).to_have_count(1, timeout=BACK)
    expect(told).to_have_text(
        "Nog niet verstuurd. De verbinding is er weer. U kunt uw bericht nu versturen.",
        timeout=BACK,
    )
    expect(body).to_have_value("Dat kan op donderdag.")
    write(page, "Dat kan op donderdag.")
    expect(log.get_by_text("Dat kan op donderdag.")).to_have_count(1)
    expect(body).to_have_value("")
    expect(told).to_have_count(0)
    path = f"/phones/{PHONE}/messages"
    until(page, lambda: "Dat kan op donderdag." in str(world.control("GET", path)))
    assert str(world.control("GET", path)).count("Dat kan op donderdag.") == 1
    wrong.clear()  # to the browser a lost line is an error
