"""The municipality switches the menu on; a citizen chooses, and the desk knows what it is about."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.conftest import SignIn, World

CITIZEN = "31612000078"
NUMBER = "100000000000001"


def switch(page: Page, *, on: bool) -> None:
    page.get_by_role("checkbox", name="Stuur het keuzemenu").set_checked(on)
    page.get_by_role("button", name="Keuzemenu bewaren").click()
    expect(page.get_by_text(f"Het keuzemenu staat {'aan' if on else 'uit'}.")).to_be_visible()


def test_a_citizen_says_by_one_press_what_it_is_about(
    world: World, sign_in: SignIn, context_for: Callable[..., BrowserContext]
) -> None:
    administrator = sign_in("beheer@voorbeeldstad.example")
    administrator.goto(f"{world.pages}/numbers/")
    administrator.get_by_role("link", name="Profiel, keuzemenu en pincode").click()
    switch(administrator, on=True)
    try:
        world.phone(CITIZEN, name="Noor de Wit", reads=True)
        phone = context_for(viewport={"width": 1280, "height": 860}).new_page()
        phone.goto(f"{world.simulator}/phones/{CITIZEN}?with={NUMBER}")
        phone.get_by_label("Bericht aan Gemeente Voorbeeldstad").fill("Goedemorgen")
        phone.get_by_role("button", name="Stuur", exact=True).click()
        phone.get_by_text("Kies een onderwerp", exact=True).click()
        phone.get_by_role("button", name="Afspraken").click()
        agent = sign_in("klantcontact@voorbeeldstad.example")
        agent.get_by_role("link", name="Noor de Wit").click()
        expect(agent.get_by_role("log")).to_contain_text("Gekozen uit de lijst")
        expect(agent.get_by_label("Doel", exact=True).first).to_have_value("appointments")
    finally:
        switch(administrator, on=False)
