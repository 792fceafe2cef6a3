"""What is refused leads to the field that it is about, and is red no longer than it is wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import SignIn, World
from tests.browser.test_accessibility import violations
from tests.browser.test_sending import AGENT, COLLEAGUE, open_conversation, write

WHY = "Waarom gaat het nu over iets anders?"


def answered(world: World, sign_in: SignIn, digits: str, name: str) -> Page:
    """A conversation in which something was said about permits."""
    page = sign_in(AGENT)
    open_conversation(world, page, digits, name)
    write(page, "Dat zoek ik uit.", "Vergunningen")
    expect(page.locator("#body")).to_have_value("")
    expect(page.locator("#body")).to_be_focused()
    return page


def purpose(page: Page) -> Locator:
    return page.locator("#write").get_by_label("Doel")


def test_a_template_without_a_reason_leads_to_the_reason_in_its_own_form(
    world: World, sign_in: SignIn
) -> None:
    page = answered(world, sign_in, "31612000423", "Evi Sjabloon")
    page.locator("#choose summary").click()
    page.get_by_label("Sjabloon", exact=True).select_option(index=1)
    form = page.locator("#template-form")
    form.get_by_label("Doel").select_option(label="Afspraken")
    for blank in form.locator("input[name^=body_]").all():
        blank.fill("mevrouw Jansen")

    form.get_by_role("button", name="Sjabloon versturen").click()

    expect(page.get_by_role("alert")).to_contain_text("Schrijf waarom.")
    expect(form.get_by_label(WHY)).to_be_focused()
    expect(page.locator("#reply [aria-invalid]")).to_have_count(1)


def test_ctrl_enter_sends_from_every_field_and_enter_from_the_reason(
    world: World, sign_in: SignIn
) -> None:
    page = answered(world, sign_in, "31612000424", "Fee Toets")
    why = page.locator("#write").get_by_label(WHY)
    page.locator("#body").fill("Morgen om 9 uur.")
    purpose(page).select_option(label="Afspraken")

    purpose(page).press("Control+Enter")
    expect(why).to_be_focused()
    why.fill("Vraagt nu een afspraak")
    why.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("Morgen om 9 uur.")
    expect(page.get_by_role("alert").filter(visible=True)).to_have_count(0)
    expect(page.locator("#body")).to_be_focused()

    page.locator("#body").fill("Toch de vergunning.")
    purpose(page).select_option(label="Vergunningen")
    why.fill("Toch weer daarover")
    why.press("Control+Enter")
    expect(page.get_by_role("log")).to_contain_text("Toch de vergunning.")


def test_who_chooses_a_purpose_stays_at_it(world: World, sign_in: SignIn) -> None:
    page = answered(world, sign_in, "31612000427", "Mo Blijver")
    purpose(page).focus()

    with page.expect_response("**/purpose/"):
        purpose(page).select_option(label="Afspraken")

    page.wait_for_timeout(200)  # what comes of the answer has settled
    expect(purpose(page)).to_be_focused()


@pytest.mark.parametrize(
    ("digits", "name", "is_refused"),
    [("31612000426", "Lot Keuze", False), ("31612000436", "Bo Keuze", True)],
)
def test_what_a_colleague_says_it_is_about_leaves_a_choice_that_lacks_its_reason(
    world: World, sign_in: SignIn, digits: str, name: str, is_refused: bool
) -> None:
    page = answered(world, sign_in, digits, name)
    purpose(page).select_option(label="Afspraken")
    why = page.locator("#write").get_by_label(WHY)
    expect(why).to_be_visible()
    if is_refused:  # then the box comes anew
        page.locator("#body").fill("Morgen om 9 uur.")
        page.locator("#body").press("Control+Enter")
        expect(why).to_be_focused()

    colleague = sign_in(COLLEAGUE)
    colleague.goto(f"{page.url}purpose/change/")
    colleague.get_by_label("Doel", exact=True).select_option(label="Diensten van de gemeente")
    colleague.get_by_label("Waarom een ander doel").fill("Het is een melding")
    colleague.get_by_role("button", name="Doel wijzigen").click()

    expect(page.locator("#head")).to_have_attribute("data-purpose", "municipal_services")
    expect(purpose(page)).to_have_value("appointments")
    expect(why).to_be_visible()


def test_a_missing_purpose_is_marked_until_one_is_chosen(world: World, sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000425", "Gijs Nolens")
    alert = page.get_by_role("alert").filter(visible=True)

    write(page, "Morgen om 9 uur.", "Kies een doel")

    expect(alert).to_contain_text("Kies eerst het doel van dit bericht.")
    expect(purpose(page)).to_be_focused()
    expect(purpose(page)).to_have_attribute("aria-invalid", "true")
    expect(purpose(page)).to_have_accessible_description("Kies eerst het doel van dit bericht.")
    assert violations(page) == []

    purpose(page).select_option(label="Vergunningen")

    expect(alert).to_have_count(0)
    expect(purpose(page)).not_to_have_attribute("aria-invalid", "true")
    expect(purpose(page)).to_be_focused()
    purpose(page).press("Control+Enter")
    expect(page.get_by_role("log")).to_contain_text("Morgen om 9 uur.")


def test_joining_contacts_without_a_reason_leads_to_the_reason(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    for digits in ("31612000426", "31612000427"):
        world.phone(digits, name="Hans Tweemaal")
        world.says(digits, f"Hier {digits}")
    page.get_by_role("link", name="Hans Tweemaal").nth(1).wait_for()
    page.get_by_role("link", name="Hans Tweemaal").first.click()
    page.get_by_role("heading", name="Hans Tweemaal", level=1).wait_for()
    page.goto(f"{page.url.rstrip('/')}/same/")
    page.get_by_role("link", name="Vergelijken").first.click()

    page.get_by_role("button", name="Samenvoegen").press("Enter")

    expect(page.get_by_label("Hoe weet u dat dit dezelfde persoon is?")).to_be_focused()
