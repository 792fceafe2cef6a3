"""Every page, judged by axe-core: no violation of WCAG 2.2 AA."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page
from tests.browser.conftest import ROOT, SignIn, World
from tests.browser.pages import AGENT, PROVIDER, VISITS, VNG, go
from tests.browser.test_sending import until

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
NARROWEST = {"width": 320, "height": 640}
"""At which WCAG 1.4.10 wants nothing to scroll in two directions."""
TABLET = {"width": 1024, "height": 768}
SCROLLS = "document.documentElement.scrollWidth > innerWidth"
TOO_WIDE = """[...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth)
  .map((each) => each.outerHTML.slice(0, 80)).slice(-3).join(" ")"""


AXE_RUN = """async rules => {
    const found = await axe.run({runOnly: rules, resultTypes: ["violations"]});
    return found.violations.flatMap(
        each => each.nodes.map(node => `${each.id}: ${each.help} at ${node.target}`));
}"""


def violations(page: Page, rules: Sequence[str] = RULES) -> list[str]:
    """What axe finds on this page, one line for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return list(page.evaluate(AXE_RUN, list(rules)))


def at_both_sizes(page: Page) -> list[str]:
    """What is wrong on a desk in the light, in the dark, and on a phone; and on a tablet, whether
    all is on the screen."""
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {each}" for each in violations(page, ["color-contrast"])]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    found += [f"phone: {each}" for each in violations(page)]
    for size in (TABLET, NARROWEST):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        if page.evaluate(SCROLLS):
            found.append(f"scrolls sideways at {size['width']}: {page.evaluate(TOO_WIDE)}")
    return found


@pytest.mark.parametrize("who", sorted({visit.who for visit in VISITS}))
def test_no_page_has_a_violation(
    world: World,
    context_for: Callable[..., BrowserContext],
    sign_in: SignIn,
    wrong: list[str],
    who: str,
) -> None:
    world.phone("31612000002", name="Kees de Vries")
    world.says("31612000002", "Wanneer is het milieustation open?")
    page = sign_in(who) if who else context_for().new_page()
    found = []
    for visit in VISITS:
        if visit.who == who:
            go(page, world.pages, visit)
            found += [f"{visit.name} {each}" for each in at_both_sizes(page)]
    wrong[:] = [each for each in wrong if "status of 4" not in each]

    assert "\n".join(found) == ""


def press_yes(page: Page, world: World) -> None:
    """The citizen presses the first button of the question, once their phone shows it."""
    path = "/phones/31612000001/messages"
    until(page, lambda: "Ja graag" in str(world.control("GET", path)))
    question = world.control("GET", path)["results"][-1]  # type: ignore[index]
    button = question["interactive"]["action"]["buttons"][0]["reply"]
    chosen = {"type": "button_reply", "button_reply": button}
    context = {"id": question["id"]}
    world.says("31612000001", type="interactive", interactive=chosen, context=context)


def test_the_desk_has_no_violations(world: World, sign_in: SignIn) -> None:
    world.phone("31612000001", name="Aylin Yılmaz")
    for kind in ("image", "document", "audio", "video", "sticker"):
        world.says("31612000001", type=kind, **{kind: {}})
    world.says("31612000001", type="location", location={"latitude": 52.09, "longitude": 5.12})
    card = {"name": {"formatted_name": "Bouwbedrijf"}, "phones": [{"phone": "+31 85 000 0099"}]}
    world.says("31612000001", type="contacts", contacts=[card])
    world.says("31612000001", "Goedemiddag, dit zijn de tekeningen.")
    page = sign_in(AGENT)
    found = at_both_sizes(page)
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.get_by_role("link", name="Aylin Yılmaz").click()
    page.get_by_text("dit zijn de tekeningen").last.wait_for()
    page.get_by_text("Sjabloon sturen", exact=True).click()
    page.get_by_label("Sjabloon", exact=True).select_option(index=1)
    page.locator("#template-fields").get_by_text("Zo leest de inwoner het").wait_for()
    found += at_both_sizes(page)
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.get_by_text("Meer sturen", exact=True).click()
    page.get_by_role("link", name="Vraag met een keuzelijst").click()
    page.locator("#extra").get_by_label("Doel").select_option(label="Afspraken")
    page.locator("#extra").get_by_role("button", name="Versturen").click()
    page.get_by_text("Vul “Keuzes” in.").wait_for()
    found += at_both_sizes(page)
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.get_by_role("link", name="Reageren op het bericht van Aylin").last.click()
    page.get_by_role("button", name="Hart").wait_for()
    found += at_both_sizes(page)
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.goto(page.url.split("?")[0].rstrip("/") + "/consents/")
    page.get_by_role("button", name="Vraag toestemming Afspraken").click()
    page.get_by_text("De vraag is verstuurd.").wait_for()
    press_yes(page, world)
    until(page, lambda: "Getoonde tekst:" in page.request.get(page.url).text())
    page.reload()
    found += at_both_sizes(page)

    assert "\n".join(found) == ""


def test_an_application_a_licence_and_a_number_have_no_violations(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(PROVIDER)
    found = []
    for heading in ("Vergunningen", "Aanvragen"):
        page.goto(f"{world.pages}/licence/")
        link = page.get_by_role("region", name=heading).get_by_role("link").first
        with page.expect_navigation():
            link.click()
        found += at_both_sizes(page)
    application = page.url
    for part in ("dpia/", "dpia/questions/processing/", "dpia/questions/risks_platform/"):
        page.goto(application + part)
        found += at_both_sizes(page)
    page.goto(f"{world.pages}/numbers/")
    page.get_by_role("link", name="Profiel, keuzemenu en pincode").first.click()
    page.get_by_role("button", name="Profiel bewaren").wait_for()
    found += at_both_sizes(page)

    assert "\n".join(found) == ""


def test_the_journey_of_an_application_has_no_violations(world: World, sign_in: SignIn) -> None:
    page = sign_in("beheer@testdam.example")
    page.goto(f"{world.pages}/licence/new/")
    page.get_by_label("Met welke BSP doet u de aanvraag?").select_option(label="Berichtenbrug")
    page.get_by_role("checkbox", name="Afspraken").check()
    page.get_by_label("Waarvoor gebruikt u WhatsApp bij “Afspraken”?").fill("Afspraken.")
    page.get_by_role("button", name="Aanvraag maken").click()
    page.get_by_text("van 6 delen zijn klaar").wait_for()
    address = page.url
    found = at_both_sizes(page)
    for part in ("municipality", "contacts", "number", "forbidden", "purposes"):
        page.goto(f"{address}parts/{part}/")
        found += [f"{part} {each}" for each in at_both_sizes(page)]
    page.get_by_label("Voorbeelden van berichten").locator("visible=true").fill("Stem op lijst 3!")
    page.get_by_role("button", name="Bewaren en verder").click()
    page.get_by_role("region", name="Dit lijkt op verboden gebruik").wait_for()
    found += at_both_sizes(page)
    for path in ("review/", "timeline/"):
        page.goto(address + path)
        found += [f"{path} {each}" for each in at_both_sizes(page)]

    assert "\n".join(found) == ""


def test_how_vng_keeps_the_monitor_has_no_violations(
    world: World, sign_in: SignIn, wrong: list[str]
) -> None:
    page = sign_in("monitor@vng.example")
    found = []

    def look(at: str) -> None:
        found.extend(f"{at}: {each}" for each in at_both_sizes(page))

    def press(button: str) -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=button).click()

    def read_in(rows: str) -> None:
        page.goto(f"{world.pages}/monitor/imports/new/")
        content = f"code;route;first_day\n{rows}\n".encode()
        file = {"name": "onderzoek.csv", "mimeType": "text/csv", "buffer": content}
        page.get_by_label("CSV-bestand").set_input_files(file)  # type: ignore[arg-type]
        page.get_by_label("Van wie komt het?").fill("Onderzoek")
        page.get_by_label("Datum van de bron").fill("2026-01-01")
        press("Bekijken wat er verandert")

    read_in("GM0000;duif;morgen")
    look("a file with mistakes")
    wrong[:] = [each for each in wrong if "422" not in each]
    read_in("GM0344;bsp;2025-01-01")
    look("what a file would change")
    address = page.url
    press("Alles overnemen")
    page.goto(address)
    look("a file that was taken over")
    page.goto(f"{world.pages}/monitor/surveys/new/")
    look("a new round")
    page.get_by_label("Naam").fill("Najaar")
    page.get_by_label("Laatste dag").fill(f"{date.today() + timedelta(days=7)}")
    page.get_by_label("E-mailadressen").fill("GM0344;whatsapp@utrecht.example")
    press("Klaarzetten")
    press("Ronde openen")
    address = page.url
    page.goto(f"{world.pages}/mail/")
    page.goto(str(page.locator("a[href*='/monitor/answer/']").first.get_attribute("href")))
    page.get_by_role("radio").first.check()
    press("Antwoord sturen")
    look("an answer that is not whole")
    wrong[:] = [each for each in wrong if "422" not in each]
    page.get_by_role("radio", name="Nee, alleen VNG").check()
    press("Antwoord sturen")
    look("an answer")
    page.goto(address)
    look("a round with an answer")
    page.goto(f"{world.pages}/monitor/keep/")
    look("files and rounds")

    assert "\n".join(found) == ""


def test_a_dossier_from_elsewhere_and_a_merger_have_no_violations(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(PROVIDER)
    page.goto(f"{world.pages}/licence/")
    paths = page.evaluate("[...document.links].map(link => link.pathname)")
    application = next(
        each for each in paths if re.fullmatch(r"/licence/applications/\S{36}/", each)
    )
    dossier = page.request.get(f"{world.pages}{application}dossier.json").body()
    page.goto(f"{world.pages}/licence/dossiers/")
    file = {"name": "dossier.json", "mimeType": "application/json", "buffer": dossier}
    page.get_by_label("Het JSON-bestand van het dossier").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Dossier inlezen").click()
    page.get_by_text("Het dossier is ingelezen.").wait_for()
    found = [f"dossier {each}" for each in at_both_sizes(page)]

    page = sign_in(VNG)
    page.goto(f"{world.pages}/organisations/GM0307/")
    page.get_by_label("Eerste dag van de nieuwe indeling").fill("2031-01-01")
    page.get_by_label("Gaat op in").select_option(label="Hilversum")
    page.get_by_role("button", name="Aankondigen").click()
    page.get_by_role("link", name="Bevestigen").click()
    page.get_by_role("heading", level=1).wait_for()
    found += [f"merger {each}" for each in at_both_sizes(page)]
    page.goto(f"{world.pages}/organisations/GM0307/")
    page.get_by_role("button", name="Gaat niet door").click()

    assert "\n".join(found) == ""
