"""Writing a template in the browser: the preview and the checks follow what is typed."""

from __future__ import annotations

from playwright.sync_api import FilePayload, expect
from tests.browser.conftest import SignIn, World
from tests.browser.test_accessibility import violations
from tests.licensing.test_template_examples import picture

ADMINISTRATOR = "beheer@voorbeeldstad.example"


def test_preview_and_checks_follow_the_keyboard(world: World, sign_in: SignIn) -> None:
    page = sign_in(ADMINISTRATOR)
    page.goto(f"{world.pages}/templates/new/?ready=afspraak_morgen")
    body = page.locator("#nl-body")
    expect(page.locator("#nl-preview")).to_contain_text("mevrouw Jansen")

    body.fill("Beste {{naam}}, uw {{document}} ligt klaar op het stadhuis van de gemeente.")

    expect(page.locator("#nl-preview")).to_contain_text("ligt klaar op het stadhuis")
    expect(page.locator("#nl-examples-document")).to_be_visible()
    expect(body).to_be_focused()

    page.locator("#nl-examples-document").fill("paspoort")
    expect(page.locator("#nl-preview")).to_contain_text("uw paspoort ligt klaar")

    body.fill("{{naam}}, uw {{document}} ligt klaar op het stadhuis van de gemeente.")
    expect(page.locator("#nl-body-findings")).to_contain_text("begint of eindigt")
    expect(page.locator("#checks")).to_contain_text("te verbeteren")


def test_a_template_goes_from_the_library_to_whatsapp_and_is_approved(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(ADMINISTRATOR)
    page.goto(f"{world.pages}/templates/")
    page.get_by_label("Woorden in naam of tekst").fill("zaaknummer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Vergunning status (Nederlands)")).to_be_visible()
    expect(page.get_by_role("link", name="Afspraak herinnering")).to_have_count(0)

    page.goto(f"{world.pages}/templates/library/")
    card = page.get_by_role("listitem").filter(has_text="Parkeervergunning klaar")
    card.get_by_role("link", name="Gebruik deze tekst").click()
    page.get_by_role("button", name="Indienen bij WhatsApp").click()
    expect(page.get_by_text("Uw sjabloon gaat naar WhatsApp")).to_be_visible()

    for _ in range(40):
        page.reload()
        if page.locator('[data-status="APPROVED"]').count() == 2:
            break
        page.wait_for_timeout(500)

    expect(page.locator('[data-status="APPROVED"]')).to_have_count(2)
    expect(page.get_by_text("gelukt").first).to_be_visible()


def test_a_photo_above_the_message_is_shown_as_soon_as_it_is_chosen(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(ADMINISTRATOR)
    page.goto(f"{world.pages}/templates/new/?ready=afspraak_morgen")
    page.locator("#nl-header-kind").select_option("IMAGE")
    photo: FilePayload = {"name": "stad.png", "mimeType": "image/png", "buffer": picture()}
    page.get_by_label("Voorbeeldbestand").set_input_files(photo)

    shown = page.locator("#nl-preview img")
    expect(shown).to_be_visible()
    page.wait_for_function("document.querySelector('#nl-preview img').naturalWidth === 640")
    expect(page.locator("#nl-header-file")).to_have_value("")

    page.locator("#en-header-kind").select_option("IMAGE")
    expect(page.locator("#en-preview img")).to_be_visible()
    assert violations(page) == []
