"""A template with many buttons: written, sent with a link to one's own case, and answered."""

from __future__ import annotations

import httpx
from playwright.sync_api import Page, expect
from tests.browser.conftest import SignIn, World
from tests.browser.test_accessibility import DESKTOP, at_both_sizes
from tests.processes.running import wait_until

ADMINISTRATOR = "beheer@voorbeeldstad.example"
AGENT = "klantcontact@voorbeeldstad.example"
HIDDEN = "31612345688"  # known to the simulator alone
NUMBER = "100000000000001"


def add_button(page: Page, place: int, kind: str, **fields: str) -> None:
    """Fill in a row; the next one appears as soon as this has a kind."""
    at = f"#nl-buttons-{place}"
    expect(page.locator(f"{at}-type")).to_be_visible()
    page.locator(f"{at}-type").select_option(kind)
    for name, value in fields.items():
        page.locator(f"{at}-{name}").fill(value)


def write_template(world: World, page: Page) -> None:
    """A template with ten buttons, in the editor."""
    page.goto(f"{world.pages}/templates/new/?ready=afspraak_morgen")
    page.locator("#name").fill("zaak_bekijken")
    address = "https://voorbeeldstad.example/zaak/{{1}}"
    add_button(page, 0, "URL", text="Bekijk uw zaak", value=address, example="Z-2026-1")
    add_button(page, 1, "REQUEST_CONTACT_INFO")
    add_button(page, 2, "PHONE_NUMBER", text="Bel ons", value="+31850000091")
    for place in range(3, 10):
        add_button(page, place, "QUICK_REPLY", text=f"Keuze {place - 2}")


def test_only_the_fields_of_a_kind_are_shown_and_one_empty_row(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(ADMINISTRATOR)
    page.goto(f"{world.pages}/templates/new/")
    page.get_by_text("Knoppen", exact=True).first.click()
    expect(page.locator("#nl-buttons-0-type")).to_be_visible()
    expect(page.locator("#nl-buttons-0-text")).to_be_hidden()
    expect(page.locator("#nl-buttons-1-type")).to_be_hidden()

    page.locator("#nl-buttons-0-type").select_option("QUICK_REPLY")
    expect(page.locator("#nl-buttons-0-text")).to_be_visible()
    expect(page.locator("#nl-buttons-0-value")).to_be_hidden()
    expect(page.locator("#nl-buttons-1-type")).to_be_visible()
    expect(page.locator("#nl-buttons-2-type")).to_be_hidden()

    page.locator("#nl-buttons-1-type").select_option("URL")
    expect(page.locator("#nl-buttons-1-example")).to_be_visible()


def test_a_citizen_gets_a_link_to_their_case_and_shares_their_number(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(ADMINISTRATOR)
    write_template(world, page)
    preview = page.locator("#nl-preview")
    expect(preview.get_by_text("Alle opties bekijken")).to_be_visible()
    expect(preview.get_by_text("Keuze 7")).to_be_visible()
    assert at_both_sizes(page) == []
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.get_by_role("button", name="Indienen bij WhatsApp").click()
    expect(page.get_by_text("Uw sjabloon gaat naar WhatsApp")).to_be_visible()
    wait_until(lambda: _is_approved(page), 20)

    page.wait_for_load_state()

    world.phone(HIDDEN, name="Wilma Wit", username="wilma.wit")
    world.says(HIDDEN, "Hoe staat het met mijn zaak?")
    agent = sign_in(AGENT)
    agent.get_by_role("link", name="Wilma Wit").click()
    agent.get_by_text("Sjabloon sturen", exact=True).click()
    form = agent.locator("#template-form")
    form.get_by_label("Sjabloon", exact=True).select_option(label="Zaak bekijken (Nederlands)")
    form.get_by_label("Waarde voor knop “Bekijk uw zaak”").fill("Z-2026-0077")
    expect(form.get_by_text("Alle opties bekijken")).to_be_visible()
    for blank in form.locator("input[name^=body_], input[name^=header_]").all():
        blank.fill("morgen")
    form.get_by_label("Doel").select_option(label="Afspraken")
    form.get_by_role("button", name="Sjabloon versturen").click()

    page.goto(f"{world.simulator}/phones/{HIDDEN}?with={NUMBER}")
    link = page.get_by_role("link", name="Bekijk uw zaak")
    expect(link).to_have_attribute("href", "https://voorbeeldstad.example/zaak/Z-2026-0077")
    expect(page.get_by_role("button", name="Keuze 7")).to_be_hidden()
    page.get_by_role("button", name="Mijn nummer delen").click()

    wait_until(lambda: _phone_of(world, "Wilma Wit") == HIDDEN, 15)


def _is_approved(page: Page) -> bool:
    page.reload()
    return page.locator('[data-status="APPROVED"]').count() == 2


def _phone_of(world: World, name: str) -> str | None:
    answer = httpx.get(
        f"{world.pages}/api/v1/conversations",
        headers={"Authorization": "Bearer bode-demo-voorbeeldstad"},
    )
    contacts = [each["contact"] for each in answer.json()["results"]]
    found = next(each for each in contacts if each["name"] == name)
    return str(found["phone"]).removeprefix("+")
