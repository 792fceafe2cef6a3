"""The whole way, with every party's own page open: from application to read receipt."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect
from tests.applications import PDF
from tests.browser.conftest import SignIn, World
from tests.browser.test_accessibility import DESKTOP, at_both_sizes

CITIZEN = "31612000077"
NUMBER = "100000000000003"
BECAUSE = "WhatsApp stuurde bericht dat de aanvraag is goedgekeurd."
CONTINUE = "Bewaren en verder"


def picture(page: Page, name: str) -> None:
    """Keep a picture of this step for the documents, when BODE_SCREENS names a folder."""
    folder = os.environ.get("BODE_SCREENS")
    if folder:
        # Hiding the caret would put a style into the page, which its policy forbids.
        page.screenshot(path=Path(folder) / f"{name}.png", caret="initial")


def judge(page: Page) -> None:
    """Axe finds nothing on a page that one only comes to in the midst of things."""
    assert at_both_sizes(page) == []
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def test_from_application_to_read_receipt(
    world: World, sign_in: SignIn, context_for: Callable[..., BrowserContext]
) -> None:
    municipality = sign_in("beheer@testdam.example")
    apply_by_a_wrong_route(municipality)
    address = apply(municipality)
    fill_in(municipality)
    make_dpia(municipality, address)
    sign(municipality, address)
    provider = sign_in("account@waterlijn.example")
    send_back(provider, address)
    answer_the_remark(municipality, address)
    refuse(provider, address)
    object_to_it(municipality, address)
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

    forbidden = "Uw vergunning is verleend. Stem op lijst 3!"
    answer(agent, forbidden, purpose="Vergunningen")
    expect(agent.get_by_role("alert")).to_contain_text("Dit bericht is niet verstuurd.")
    expect(agent.get_by_label("Antwoord aan Kees Bakker")).to_have_value(forbidden)
    picture(agent, "6-refused")

    answer(agent, "Uw vergunning is gisteren verleend.", purpose="Vergunningen")
    expect(agent.get_by_role("img", name="Gelezen")).to_be_visible()
    expect(phone.get_by_text("Uw vergunning is gisteren verleend.")).to_be_visible()
    expect(phone.get_by_text("Stem op lijst 3")).to_have_count(0)
    picture(agent, "7-read")
    picture(phone, "8-phone")


def apply_by_a_wrong_route(page: Page) -> None:
    """A software vendor's connection is refused, with the rule and its source."""
    begin(page, route="Via een ISV")
    page.get_by_role("button", name="Aanvraag maken").click()
    expect(page.get_by_role("alert")).to_contain_text("niet toe om via een ISV te werken")
    expect(page.get_by_role("group", name="Langs welke weg?")).to_contain_text("Bron: VNG")
    expect(page.get_by_label("Waarvoor gebruikt u WhatsApp bij “Vergunningen”?")).to_have_value(
        "Inwoners vragen hoe het met hun aanvraag staat."
    )
    picture(page, "1-route-refused")


def apply(page: Page) -> str:
    """The municipality applies through its BSP; the application's address."""
    begin(page, route="Via een BSP")
    page.get_by_role("button", name="Aanvraag maken").click()
    expect(page.get_by_text("van 6 delen zijn klaar")).to_be_visible()
    picture(page, "2-tasks")
    return page.url


def begin(page: Page, *, route: str) -> None:
    page.get_by_role("link", name="Vergunning", exact=True).first.click()
    page.get_by_role("link", name="Nieuwe aanvraag").click()
    page.get_by_label("Met welke BSP doet u de aanvraag?").select_option(label="Waterlijn")
    page.get_by_label(route).check()
    page.get_by_role("checkbox", name="Vergunningen").check()
    page.get_by_label("Waarvoor gebruikt u WhatsApp bij “Vergunningen”?").fill(
        "Inwoners vragen hoe het met hun aanvraag staat."
    )


def fill_in(page: Page) -> None:
    """Section after section; what is wrong is told beside its field."""
    page.get_by_role("link", name="Gegevens van de gemeente").click()
    expect(page.get_by_label("Officiële naam")).to_have_value("Gemeente Testdam")
    fill(page, "KVK-nummer", "9999021")
    page.get_by_role("button", name=CONTINUE).click()
    expect(page.get_by_label("KVK-nummer")).to_have_value("9999021")
    expect(page.get_by_text("Een KVK-nummer heeft 8 cijfers.").first).to_be_visible()
    picture(page, "2-wrong-number")
    fill(page, "KVK-nummer", "99990218")
    fill(page, "OIN", "00000099999902180000")
    fill(page, "Straat en huisnummer", "Damplein 1")
    fill(page, "Postcode", "9999xy")
    page.get_by_role("button", name=CONTINUE).click()

    page.get_by_role("button", name="Voorbeelden invullen").click()  # the contact persons
    page.get_by_role("button", name=CONTINUE).click()

    fill(page, "Telefoonnummer", "14 0999")
    page.get_by_label("Nee, dit nummer staat niet op WhatsApp").check()
    page.get_by_role("button", name=CONTINUE).click()
    expect(page.get_by_text("Een 14-nummer kan niet: WhatsApp moet").first).to_be_visible()
    fill(page, "Telefoonnummer", "085 000 0003")
    page.get_by_role("button", name=CONTINUE).click()

    fill(page, "Hoeveel berichten verwacht u per maand?", "300")
    fill(page, "Wie krijgen deze berichten?", "Inwoners die iets aanvroegen.")
    fill(page, "Voorbeelden van berichten", "Uw vergunning is verleend.\nStem op lijst 3!")
    page.get_by_role("button", name=CONTINUE).click()

    smell = page.get_by_role("region", name="Dit lijkt op verboden gebruik")
    expect(smell).to_contain_text("Stem op lijst 3")
    smell.scroll_into_view_if_needed()
    picture(page, "2-forbidden")
    smell.get_by_role("link", name="Vergunningen").first.click()
    fill(page, "Voorbeelden van berichten", "Uw vergunning is verleend.")
    page.get_by_role("button", name=CONTINUE).click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name=CONTINUE).click()
    expect(page.get_by_role("heading", name="DPIA van Testdam")).to_be_visible()


def fill(page: Page, label: str, text: str) -> None:
    # On a page that is still coming, what its script folds away is in sight.
    page.locator(".has-script").get_by_label(label).locator("visible=true").first.fill(text)


def make_dpia(page: Page, address: str) -> None:
    """Testdam has made a DPIA, and its privacy officer gave an advice on paper."""
    page.goto(f"{address}dpia/document/")
    judge(page)
    page.get_by_label("Het document", exact=True).set_input_files(
        {"name": "dpia.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.locator("[name=made_on]").fill("2026-03-02")
    page.locator("[name=author]").fill("IBD")
    page.locator("[name=outcome]").first.check()
    page.locator("[name=summary]").fill("Er blijft weinig risico over.")
    page.get_by_role("button", name="DPIA plaatsen").click()
    page.get_by_role("button", name="Voorleggen voor advies").click()
    page.get_by_label("Positief", exact=True).check()
    page.get_by_label("Toelichting").fill("Akkoord, mits niemand een BSN vraagt.")
    page.get_by_label("Naam van de privacyfunctionaris").fill("Pim Terpstra")
    page.get_by_role("button", name="Advies vastleggen").click()
    page.get_by_role("button", name="DPIA afronden").click()
    expect(page.get_by_text("Opnieuw openen")).to_be_visible()


def sign(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Nakijken en ondertekenen").click()
    page.get_by_label("Uw functie").fill("Gemeentesecretaris")
    page.get_by_label("volgens het mandaatregister").check()
    page.get_by_label("Ik heb alles nagekeken").check()
    page.get_by_role("button", name="Ondertekenen").scroll_into_view_if_needed()
    picture(page, "2-sign")
    page.get_by_role("button", name="Ondertekenen").click()
    expect(page.get_by_text("De BSP moet de aanvraag beoordelen.")).to_be_visible()


def send_back(page: Page, address: str) -> None:
    """The BSP makes a remark at a field, and sends the application back."""
    page.goto(address)
    page.get_by_role("link", name="Alles nakijken").click()
    part = page.get_by_role("region", name="Doelen")
    part.get_by_text("Opmerking maken of akkoord geven").click()
    part.get_by_label("Waarover?").select_option(label="Vergunningen, ontvangers")
    part.get_by_label("Wat moet er anders?").fill("Gaat het ook om bedrijven?")
    part.get_by_role("button", name="Opmerking bewaren").click()
    expect(part.get_by_text("Gaat het ook om bedrijven?")).to_be_visible()
    page.get_by_role("link", name="Verder: aannemen of terugsturen").click()
    page.get_by_role("button", name="Terugsturen").click()
    expect(page.get_by_text("Schrijf op waarom.")).to_be_visible()
    page.get_by_label("Reden van terugsturen").fill("Eén vraag over de ontvangers.")
    page.get_by_role("button", name="Terugsturen").click()
    expect(page.get_by_text("De gemeente past de aanvraag aan")).to_be_visible()


def answer_the_remark(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_text("1 opmerking", exact=True)).to_be_visible()
    picture(page, "3-returned")
    page.get_by_role("link", name="Doelen", exact=True).click()
    expect(page.get_by_text("Gaat het ook om bedrijven?")).to_be_visible()
    fill(page, "Wie krijgen deze berichten?", "Inwoners en bedrijven die iets aanvroegen.")
    page.get_by_role("button", name="Bewaren en stoppen").click()
    sign(page, address)


def refuse(page: Page, address: str) -> None:
    """The BSP accepts, submits, and records WhatsApp's no."""
    page.goto(f"{address}review/")
    expect(page.get_by_text("Dit onderdeel is daarna aangepast.")).to_be_visible()
    page.get_by_role("button", name="Opgelost").click()
    page.goto(address)
    page.get_by_role("button", name="Aannemen").click()
    page.get_by_role("button", name="Indienen bij WhatsApp").click()
    decide(page, "Afgewezen", "Het nummer is nog van een ander.")
    expect(page.get_by_text("Het nummer is nog van een ander.").first).to_be_visible()


def object_to_it(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Bezwaar maken").click()
    judge(page)
    page.get_by_label("Waarom bent u het er niet mee eens?").fill("Het nummer is van ons.")
    page.get_by_role("button", name="Bezwaar indienen").click()
    expect(page.get_by_text("Het bezwaar is vastgelegd.")).to_be_visible()


def decide(page: Page, outcome: str, because: str) -> None:
    """What WhatsApp answered; without a reason it can't be recorded."""
    page.get_by_role("link", name=re.compile("vastleggen$")).click()
    page.get_by_label(outcome).check()
    page.get_by_role("button", name="Antwoord vastleggen").click()
    expect(page.get_by_text("Schrijf op waarom.").first).to_be_visible()
    judge(page)
    page.get_by_label("Toelichting").fill(because)
    picture(page, "3-decision")
    page.get_by_role("button", name="Antwoord vastleggen").click()


def grant(page: Page, address: str) -> None:
    """On second thoughts WhatsApp agrees."""
    page.goto(address)
    decide(page, "Goedgekeurd: alle doelen mogen", BECAUSE)
    page.get_by_role("link", name="Naar de vergunning").click()


def connect_number(page: Page) -> None:
    """The demo has filled in what the simulator gave this BSP."""
    page.get_by_label("Nummer-id bij WhatsApp").fill("geen cijfers")
    page.get_by_role("button", name="Nummer koppelen").click()
    expect(page.get_by_label("Nummer-id bij WhatsApp")).to_have_value("geen cijfers")
    expect(page.get_by_text("Een nummer-id heeft 5 tot 40 cijfers").first).to_be_visible()
    page.get_by_label("Nummer-id bij WhatsApp").fill(NUMBER)
    page.get_by_role("button", name="Nummer koppelen").click()
    expect(page.get_by_role("region", name="Telefoonnummers")).to_contain_text("+31 85 000 0003")


def answer(page: Page, text: str, *, purpose: str) -> None:
    page.get_by_label("Antwoord aan").fill(text)
    page.locator("#write").get_by_label("Doel").select_option(label=purpose)
    page.get_by_role("button", name="Versturen", exact=True).click()
