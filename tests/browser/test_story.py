"""The whole way, with every party's own page open: from application to read receipt."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.conftest import SignIn, World

CITIZEN = "31612000077"
NUMBER = "100000000000002"
BECAUSE = "WhatsApp stuurde bericht dat de aanvraag is goedgekeurd."


def picture(page: Page, name: str) -> None:
    """Keep a picture of this step for the documents, when BODE_SCREENS names a folder."""
    folder = os.environ.get("BODE_SCREENS")
    if folder:
        # Hiding the caret would put a style into the page, which its policy forbids.
        page.screenshot(path=Path(folder) / f"{name}.png", caret="initial")


def test_from_application_to_read_receipt(
    world: World, sign_in: SignIn, context_for: Callable[..., BrowserContext]
) -> None:
    municipality = sign_in("beheer@testdam.example")
    apply_by_a_wrong_route(municipality)
    address = apply(municipality)
    provider = sign_in("account@berichtenbrug.example")
    grant(provider, address)
    connect_number(provider)
    municipality.goto(address)
    expect(municipality.get_by_text("Goedgekeurd door WhatsApp")).to_be_visible()
    picture(municipality, "4-approved")

    world.phone(CITIZEN, name="Kees Bakker", reads=True)
    phone = context_for(viewport={"width": 1280, "height": 860}).new_page()
    phone.goto(f"{world.simulator}/phones/{CITIZEN}?with={NUMBER}")
    agent = sign_in("klantcontact@testdam.example")
    question = "Hoe staat het met mijn dakkapel?"

    phone.get_by_label("Bericht aan Gemeente Testdam").fill(question)
    phone.get_by_role("button", name="Stuur", exact=True).click()
    agent.get_by_role("link", name=re.compile("Kees Bakker.*1 ongelezen")).click()
    expect(agent.get_by_role("log")).to_contain_text(question)
    picture(agent, "5-question")

    answer(agent, "Bezoek ook ons mooie museum!", purpose="Toerisme")
    expect(agent.get_by_role("alert")).to_contain_text("Dit doel staat niet in de vergunning")
    expect(agent.get_by_role("alert")).to_contain_text("Kies een ander doel")
    expect(agent.get_by_label("Antwoord aan Kees Bakker")).to_have_value(
        "Bezoek ook ons mooie museum!"
    )
    picture(agent, "6-refused")

    answer(agent, "Uw vergunning is gisteren verleend.", purpose="Vergunningen")
    expect(agent.get_by_role("img", name="Gelezen")).to_be_visible()
    expect(phone.get_by_text("Uw vergunning is gisteren verleend.")).to_be_visible()
    expect(phone.get_by_text("Bezoek ook ons mooie museum!")).to_have_count(0)
    picture(agent, "7-read")
    picture(phone, "8-phone")


def apply_by_a_wrong_route(page: Page) -> None:
    """A software vendor's connection is refused, with the rule and its source."""
    fill_application(page, route="Via een ISV")
    page.get_by_role("button", name="Aanvraag maken").click()
    expect(page.get_by_role("alert")).to_contain_text("niet toe om via een ISV te werken")
    expect(page.get_by_role("group", name="Langs welke weg?")).to_contain_text("Bron: VNG")
    expect(page.get_by_label("Waarvoor gebruikt u WhatsApp bij “Vergunningen”?")).to_have_value(
        "Inwoners vragen hoe het met hun aanvraag staat."
    )
    picture(page, "1-route-refused")


def apply(page: Page) -> str:
    """The municipality applies through its BSP and signs; the application's address."""
    fill_application(page, route="Via een BSP")
    page.get_by_role("button", name="Aanvraag maken").click()
    page.get_by_role("button", name="Ondertekenen").click()
    expect(page.get_by_text("De BSP moet de aanvraag beoordelen.")).to_be_visible()
    picture(page, "2-signed")
    return page.url


def fill_application(page: Page, *, route: str) -> None:
    page.get_by_role("link", name="Vergunning", exact=True).first.click()
    page.get_by_role("link", name="Nieuwe aanvraag").click()
    page.get_by_label("Met welke BSP doet u de aanvraag?").select_option(label="Berichtenbrug")
    page.get_by_label(route).check()
    page.get_by_role("checkbox", name="Vergunningen").check()
    page.get_by_label("Waarvoor gebruikt u WhatsApp bij “Vergunningen”?").fill(
        "Inwoners vragen hoe het met hun aanvraag staat."
    )


def grant(page: Page, address: str) -> None:
    """The BSP accepts, submits, and records WhatsApp's yes; without a reason it can't."""
    page.goto(address)
    page.get_by_role("button", name="Aannemen").click()
    page.get_by_role("button", name="Indienen bij WhatsApp").click()
    page.get_by_role("button", name="Goedkeuring vastleggen").click()
    expect(page.get_by_text("Schrijf op waarom.")).to_be_visible()
    page.get_by_label("Reden van goedkeuring").fill(BECAUSE)
    picture(page, "3-decision")
    page.get_by_role("button", name="Goedkeuring vastleggen").click()
    page.get_by_role("link", name="Naar de vergunning").click()


def connect_number(page: Page) -> None:
    """The demo has filled in what the simulator gave this BSP."""
    page.get_by_label("Nummer-id bij WhatsApp").fill("geen cijfers")
    page.get_by_role("button", name="Nummer koppelen").click()
    expect(page.get_by_label("Nummer-id bij WhatsApp")).to_have_value("geen cijfers")
    expect(page.get_by_text("Een nummer-id heeft 5 tot 40 cijfers").first).to_be_visible()
    page.get_by_label("Nummer-id bij WhatsApp").fill(NUMBER)
    page.get_by_role("button", name="Nummer koppelen").click()
    expect(page.get_by_role("region", name="Telefoonnummers")).to_contain_text("+31 85 000 0002")


def answer(page: Page, text: str, *, purpose: str) -> None:
    page.get_by_label("Antwoord aan").fill(text)
    page.locator("#write").get_by_label("Doel").select_option(label=purpose)
    page.get_by_role("button", name="Versturen", exact=True).click()
