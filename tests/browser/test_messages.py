"""What messages hold, looked at and listened to by keyboard, without leaving the conversation."""

from __future__ import annotations

from playwright.sync_api import FilePayload, expect
from tests.browser.conftest import SignIn, World
from tests.browser.test_accessibility import at_both_sizes
from tests.browser.test_attaching import send
from tests.browser.test_sending import AGENT, open_conversation
from tests.pdfs import pdf


def test_pictures_open_over_the_conversation_and_arrows_lead_along_them(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000081", "Noortje Prins")
    for caption in ("De voorkant", "De achterkant"):
        world.says("31612000081", type="image", image={"caption": caption})
    log = page.get_by_role("log")
    pictures = log.get_by_role("link", name="Foto van de inwoner")
    expect(pictures).to_have_count(2)
    address = page.url

    pictures.first.focus()
    page.keyboard.press("Enter")

    viewer = page.get_by_role("dialog", name="Foto van de inwoner")
    picture = viewer.get_by_role("img", name="De voorkant")
    expect(picture).to_have_js_property("naturalWidth", 640)
    expect(viewer).to_contain_text("1 van 2")
    assert at_both_sizes(page) == []
    page.keyboard.press("ArrowRight")
    expect(viewer.get_by_role("img", name="De achterkant")).to_be_visible()
    expect(viewer.get_by_role("button", name="Volgende")).to_be_disabled()
    page.keyboard.press("+")
    expect(viewer.get_by_role("button", name="Vergroten")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("-")
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(pictures.last).to_be_focused()
    assert page.url == address


def test_the_pages_of_a_document_are_read_one_by_one_by_keyboard(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000089", "Ilse Hoek")
    world.says("31612000089", type="document", document={"filename": "aanvraag.pdf"})
    plan: FilePayload = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": pdf(3)}
    page.locator("#file").set_input_files(plan)
    send(page, "Dit is het plan.")
    log = page.get_by_role("log")
    theirs = log.get_by_role("link", name="Eerste pagina van aanvraag.pdf")
    expect(theirs.get_by_role("img")).to_have_js_property("naturalHeight", 480)
    ours = log.get_by_role("link", name="Eerste pagina van plan.pdf")
    expect(log.get_by_role("link", name="plan.pdf Pdf")).to_contain_text("3 pagina’s")

    expect(page.get_by_role("img", name="Gelezen")).to_be_visible()
    ours.focus()
    ours.evaluate("link => { link.closest('li').dataset.version = 'of before'; }")
    page.evaluate("htmx.trigger(document.body, 'bode:changed')")
    expect(page.locator("li[data-version='of before']")).to_have_count(0)
    page.keyboard.press("Enter")

    viewer = page.get_by_role("dialog", name="plan.pdf (pagina 1 van 3)")
    drawn = viewer.get_by_role("img", name="plan.pdf (pagina 1 van 3)")
    expect(drawn).to_have_js_property("naturalWidth", 1200)
    expect(viewer.get_by_role("button", name="Vorige")).to_be_disabled()
    assert at_both_sizes(page) == []
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    last = page.get_by_role("dialog", name="plan.pdf (pagina 3 van 3)")
    expect(last.get_by_role("img", name="pagina 3 van 3")).to_be_visible()
    expect(last.get_by_role("group")).to_have_attribute("aria-busy", "false")
    expect(last.get_by_role("button", name="Volgende")).to_be_disabled()
    with page.expect_download() as saved:
        last.get_by_role("link", name="Bewaren").click()
    assert saved.value.suggested_filename == "plan.pdf"
    page.keyboard.press("Escape")
    expect(last).to_be_hidden()
    expect(ours).to_be_focused()


def test_sounds_play_at_the_speed_that_was_chosen_once(world: World, sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000082", "Ravi Singh")
    for _ in range(2):
        world.says("31612000082", type="audio", audio={})
    log = page.get_by_role("log")
    speeds = log.get_by_role("button", name="afspeelsnelheid")
    expect(speeds).to_have_text(["1×", "1×"])

    speeds.first.click()

    expect(speeds).to_have_text(["1,5×", "1,5×"])
    for sound in log.locator("audio").all():
        expect(sound).to_have_js_property("playbackRate", 1.5)
    assert at_both_sizes(page) == []
    world.says("31612000082", type="audio", audio={})
    expect(speeds).to_have_text(["1,5×"] * 3)


def test_the_day_of_what_one_reads_stands_above_it_while_one_scrolls(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000083", "Teun Wolf")
    for number in range(30):
        world.says("31612000083", f"Vraag {number}")
    log = page.get_by_role("log")
    expect(log.get_by_text("Vraag 29", exact=True)).to_be_visible()
    page.reload()  # all is read now: the day is named in the history, above the newest
    expect(log.get_by_text("Vraag 0", exact=True)).to_be_attached()
    day = page.locator("#day-now")
    log.evaluate("thread => thread.scrollTo(0, thread.scrollHeight)")
    expect(day).to_have_css("opacity", "0")

    log.evaluate("thread => thread.scrollBy(0, -100)")

    expect(day).to_have_text("vandaag")
    expect(day).to_have_css("opacity", "1")
    expect(day).to_be_in_viewport()
    expect(day).to_have_css("opacity", "0")  # it goes once one reads


def test_a_contact_card_is_read_and_saved(world: World, sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    open_conversation(world, page, "31612000084", "Yara Kok")
    card = {"name": {"formatted_name": "Jan de Boer"}, "phones": [{"phone": "+31 6 12000099"}]}
    world.says("31612000084", type="contacts", contacts=[card])
    log = page.get_by_role("log")
    expect(log).to_contain_text("+31 6 12000099")

    with page.expect_download() as download:
        log.get_by_role("link", name="Bewaren van de gegevens van Jan de Boer").click()

    assert download.value.suggested_filename == "Jan de Boer.vcf"
    assert at_both_sizes(page) == []


def test_the_page_itself_never_scrolls_away(world: World, sign_in: SignIn) -> None:
    page = sign_in(AGENT)
    page.set_viewport_size({"width": 1000, "height": 500})
    for number in range(10):
        digits = f"3161200010{number}"
        world.phone(digits, name=f"Rij {number}")
        world.says(digits, f"Vraag {number}")
    row = page.get_by_role("link", name="Rij 9")
    expect(row).to_be_visible()

    row.click()

    expect(page.get_by_role("log").get_by_text("Vraag 9")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
    expect(page.get_by_role("banner")).to_be_in_viewport()
