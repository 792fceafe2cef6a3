"""A citizen who means harm: all of it in one conversation, and the browser does nothing of it."""

from __future__ import annotations

from playwright.sync_api import Dialog, Page, Request, expect
from tests.browser.conftest import SignIn, World
from tests.browser.test_accessibility import PHONE, at_both_sizes
from tests.browser.test_sending import AGENT

from bode.simulator.samples import sample

DIGITS = "31612000091"
HARM = "\"'><img src=x onerror=alert(1)><script>alert(1)</script>"
TURNED = "foto\u202egpj.exe"
HTML = f"<html><script>alert(1)</script><img src='{'https://elders.example/'}'></html>".encode()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
TEXTS = [
    HARM,
    f"*{HARM}* ```{HARM}```",
    f"https://voorbeeld.example/{HARM}",
    f"javascript:alert(1)//{HARM}",
    "😀" * 4096,
    "👨‍👩‍👧‍👦" * 585,
    "W" * 4096,
    "https://voorbeeld.example/" + "w" * 4000,
    "a" + "\u0335\u0489\u0310\u032e" * 1000,
    "\u202e\u2066 alles andersom \u202e",
    "مرحبا، متى يكون مركز النفايات مفتوحا؟",
]


def bring(world: World, page: Page, data: bytes, mime_type: str, filename: str) -> str:
    """Bring a file to the platform; its id there."""
    answer = page.request.post(
        f"{world.simulator}/v23.0/100000000000001/media",
        headers={"Authorization": "Bearer simulator-token"},
        multipart={
            "messaging_product": "whatsapp",
            "type": mime_type,
            "file": {"name": filename, "mimeType": mime_type, "buffer": data},
        },
    )
    return str(answer.json()["id"])


def send_everything(world: World, page: Page) -> None:
    for text in TEXTS:
        world.says(DIGITS, text)
    place = {"latitude": 52.1, "longitude": 5.1, "name": HARM + "W" * 900, "address": TURNED}
    world.says(DIGITS, type="location", location=place)
    card = {"name": {"formatted_name": HARM}, "phones": [{"phone": HARM}], "org": {"company": HARM}}
    world.says(DIGITS, type="contacts", contacts=[card])
    chosen = {"type": "list_reply", "list_reply": {"id": "1", "title": HARM, "description": HARM}}
    world.says(DIGITS, type="interactive", interactive=chosen)
    world.says(DIGITS, type="nieuw_soort", nieuw_soort={HARM: HARM})
    for data, name in ((HTML, "pagina.html"), (SVG, "plan.svg"), (b"tekst", f"{TURNED}{HARM}")):
        file = bring(world, page, data, "text/plain", "a.txt")
        world.says(DIGITS, type="document", document={"id": file, "filename": name})
    page_as_picture = bring(world, page, HTML, "image/png", "a.png")
    world.says(DIGITS, type="image", image={"id": page_as_picture, "caption": HARM})
    both = bring(world, page, sample("image/png") + HTML, "image/png", "a.png")
    world.says(DIGITS, type="image", image={"id": both, "caption": TURNED})
    world.says(DIGITS, "Dit was alles.")


def test_nothing_that_a_citizen_sends_acts_on_the_desk(
    world: World, sign_in: SignIn, wrong: list[str]
) -> None:
    page = sign_in(AGENT)
    acted: list[str] = []
    elsewhere: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((world.pages, "data:")):
            elsewhere.append(request.url)

    def dismiss(dialog: Dialog) -> None:
        acted.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.on("request", note)
    world.phone(DIGITS, name=f"Mallory {HARM}\u202e")
    send_everything(world, page)

    row = page.get_by_role("link", name="Mallory").first
    expect(row).to_contain_text("Dit was alles.")
    row.click()
    log = page.get_by_role("log")
    expect(log.get_by_text("Dit was alles.")).to_be_visible()
    expect(log).to_contain_text("een ander soort bestand dan erbij staat")
    expect(log.get_by_role("img", name="Foto van de inwoner")).to_have_count(1)
    expect(log).not_to_contain_text("wordt opgehaald")
    assert page.evaluate("document.querySelectorAll('img[src=x], .thread script').length") == 0
    for words in ("fotogpj.exe", "pagina.html", "plan.svg"):
        expect(log.get_by_role("link", name=words).first).to_be_attached()

    with page.expect_download() as download:
        log.get_by_role("link", name="pagina.html").click()
    assert download.value.suggested_filename == "pagina.html"
    for link in log.locator("a[href*='/media/']").all():
        answer = page.request.get(world.pages + str(link.get_attribute("href")))
        kind = answer.headers["content-type"]
        assert kind in ("application/octet-stream", "image/png")
        assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"

    # The file opened by itself, as by a link that someone was sent.
    direct = log.get_by_role("img", name="Foto van de inwoner").locator("xpath=..")
    opened = page.context.new_page()
    opened.goto(world.pages + str(direct.get_attribute("href")))
    opened.close()
    # The browser's own page around it wants a style, and doesn't get it.
    wrong[:] = [each for each in wrong if "inline style" not in each]

    assert at_both_sizes(page) == []
    page.set_viewport_size({"width": 375, "height": 812})
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    thread = "document.getElementById('thread')"
    assert page.evaluate(f"{thread}.scrollWidth - {thread}.clientWidth") <= 0
    assert acted == []
    assert elsewhere == []
