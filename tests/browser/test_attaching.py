"""A file goes from the desk to the citizen's phone: chosen, pasted, or one that can't be sent."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, FilePayload, Page, expect
from tests.browser.conftest import SignIn, World
from tests.browser.test_accessibility import at_both_sizes
from tests.browser.test_sending import AGENT, open_conversation

from bode.simulator.samples import sample

PHOTO: FilePayload = {
    "name": "dakkapel.png",
    "mimeType": "image/png",
    "buffer": sample("image/png"),
}
PASTE = """body => {
  const files = new DataTransfer();
  files.items.add(new File(["naam;aantal\\n"], "lijst.csv", {type: "text/csv"}));
  const init = {clipboardData: files, bubbles: true, cancelable: true};
  body.dispatchEvent(new ClipboardEvent("paste", init));
}"""


DROP = """place => {
  const files = new DataTransfer();
  files.items.add(new File(["naam;aantal\\n"], "gesleept.csv", {type: "text/csv"}));
  const init = {dataTransfer: files, bubbles: true, cancelable: true};
  return place.dispatchEvent(new DragEvent("drop", init));
}"""
"""Whether the browser would open what is dropped there."""


def send(page: Page, text: str) -> None:
    page.locator("#write").get_by_label("Doel").select_option(label="Vergunningen")
    page.locator("#body").fill(text)
    page.get_by_role("button", name="Versturen", exact=True).click()


def test_a_picture_reaches_the_citizens_phone(
    world: World, sign_in: SignIn, context_for: Callable[..., BrowserContext]
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000041", "Lotte Visser")

    page.locator("#file").set_input_files(PHOTO)
    send(page, "Bedoelt u deze dakkapel?")

    small = page.get_by_role("log").get_by_role("img", name="Foto van de gemeente")
    expect(small).to_have_js_property("naturalWidth", 480)
    expect(page.get_by_role("img", name="Gelezen")).to_be_visible()
    phone = context_for().new_page()
    phone.goto(f"{world.simulator}/phones/31612000041")
    picture = phone.get_by_role("img", name="Bedoelt u deze dakkapel?")
    expect(picture).to_have_js_property("naturalWidth", 640)
    assert at_both_sizes(page) == []


def test_what_cannot_be_sent_says_so_beside_what_was_typed(world: World, sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000042", "Bas Smit")

    page.locator("#file").set_input_files(
        {"name": "dakkapel.png", "mimeType": "image/png", "buffer": b"MZ"}
    )
    send(page, "Bedoelt u deze?")

    expect(page.locator("#files")).to_contain_text("iets anders dan de naam zegt")
    expect(page.get_by_role("button", name="dakkapel.png weghalen")).to_be_focused()
    expect(page.locator("#body")).to_have_value("Bedoelt u deze?")
    told = page.locator("#reply").get_by_text("Haal eerst weg wat niet kan.").first
    expect(told).to_be_visible()
    assert at_both_sizes(page) == []
    page.get_by_role("button", name="dakkapel.png weghalen").click()
    expect(told).to_be_hidden()


def test_a_template_reaches_the_citizens_phone_with_its_document(
    world: World, sign_in: SignIn, context_for: Callable[..., BrowserContext]
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000044", "Mila de Boer")
    page.get_by_text("Sjabloon sturen", exact=True).click()
    form = page.locator("#template-form")
    form.get_by_label("Sjabloon").select_option(label="Besluit met brief (Nederlands)")
    form.get_by_label("Naam").fill("Mila")
    form.get_by_label("Doel").select_option(label="Vergunningen")
    form.get_by_role("button", name="Sjabloon versturen").click()
    expect(form.get_by_text("kan niet weg zonder zo’n bestand")).to_be_visible()
    expect(form.get_by_label("Naam")).to_have_value("Mila")

    form.get_by_label("Document").set_input_files(
        {"name": "besluit.pdf", "mimeType": "application/pdf", "buffer": sample("application/pdf")}
    )

    expect(form.get_by_role("figure")).to_contain_text("besluit.pdf")
    assert at_both_sizes(page) == []
    form.get_by_role("button", name="Sjabloon versturen").click()
    expect(page.get_by_role("log").get_by_role("link", name="besluit.pdf Pdf")).to_be_visible()
    expect(page.get_by_role("img", name="Gelezen")).to_be_visible()
    phone = context_for().new_page()
    phone.goto(f"{world.simulator}/phones/31612000044")
    expect(phone.get_by_role("link", name="besluit.pdf")).to_be_visible()


def test_a_file_can_be_pasted_and_waits_while_something_else_is_amiss(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000043", "Fenna Bos")
    assert page.locator("#rows").evaluate(DROP) is False
    expect(page.locator("#reply")).not_to_contain_text("gesleept.csv")
    assert page.locator("#thread").evaluate(DROP) is False
    expect(page.get_by_role("button", name="gesleept.csv weghalen")).to_be_visible()
    page.locator("#body").evaluate(PASTE)

    page.locator("#body").fill("De lijst")
    page.get_by_role("button", name="Versturen", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("Kies eerst het doel")
    expect(page.locator("#reply")).to_contain_text("lijst.csv")
    assert at_both_sizes(page) == []
    send(page, "De lijst")
    expect(page.get_by_role("log").get_by_role("link", name="lijst.csv")).to_be_visible()
