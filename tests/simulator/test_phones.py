"""Citizens' phones in the browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect, sync_playwright
from tests.simulator.running import ACCOUNT, NUMBER, World, eventually

from bode.simulator.samples import sample

DIGITS = "31612345601"
PATH = f"/phones/{DIGITS}"
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BUTTONS = {
    "type": "button",
    "body": {"text": "Wilt u een afspraak?"},
    "action": {
        "buttons": [
            {"type": "reply", "reply": {"id": "ja", "title": "Ja, graag"}},
            {"type": "reply", "reply": {"id": "nee", "title": "Nee"}},
        ]
    },
}
ROW = {"id": "afval", "title": "Afval", "description": "Containers"}
LIST = {
    "type": "list",
    "body": {"text": "Waarover gaat het?"},
    "action": {"button": "Onderwerpen", "sections": [{"title": "Alles", "rows": [ROW]}]},
}
CONTACT = {
    "type": "request_contact_info",
    "body": {"text": "Wat is uw nummer?"},
    "action": {"name": "request_contact_info"},
}


@pytest.fixture
def pages(world: World) -> Iterator[httpx.Client]:
    """A browser without scripts."""
    with httpx.Client(base_url=world.address, follow_redirects=True) as client:
        yield client


def test_the_root_leads_to_the_phones(pages: httpx.Client) -> None:
    page = pages.get("/")
    assert page.url.path == "/phones"
    assert "geen echte berichten" in page.text
    assert "Fatima el Amrani" in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]


def test_someone_makes_a_phone(pages: httpx.Client, world: World) -> None:
    page = pages.post("/phones", data={"name": "Els <b>", "number": "06 12345609"})
    assert page.url.path == "/phones/31612345609"
    assert "Els &lt;b&gt;" in page.text
    wrong = pages.post("/phones", data={"name": "Els", "number": "geen nummer"})
    assert wrong.status_code == 422
    assert "Vul een telefoonnummer in" in wrong.text
    assert 'value="geen nummer"' in wrong.text


def test_what_a_citizen_types_reaches_the_business(pages: httpx.Client, world: World) -> None:
    page = pages.post(f"{PATH}/messages", data={"with": NUMBER, "text": "Is het <i>open</i>?"})
    assert "Is het &lt;i&gt;open&lt;/i&gt;?" in page.text
    message = eventually(lambda: world.receiver.messages)[0]
    assert message["text"] == {"body": "Is het <i>open</i>?"}
    empty = pages.post(f"{PATH}/messages", data={"with": NUMBER, "text": " "})
    assert empty.status_code == 422
    assert "Typ eerst een bericht." in empty.text


def test_a_picture_and_a_place_reach_the_business(pages: httpx.Client, world: World) -> None:
    data = {"with": NUMBER, "text": "Losse tegel"}
    files = {"file": ("a.png", sample("image/png"), "image/png")}
    page = pages.post(f"{PATH}/messages", data=data, files=files)
    pages.post(f"{PATH}/messages", data={"with": NUMBER, "latitude": "52,1", "longitude": "5.1"})
    picture, place = eventually(
        lambda: len(world.receiver.messages) == 2 and world.receiver.messages
    )
    assert picture["image"]["caption"] == "Losse tegel"
    assert place["location"] == {"latitude": 52.1, "longitude": 5.1}
    address = f"{PATH}/files/{picture['image']['id']}"
    assert address in page.text
    assert pages.get(address).content == sample("image/png")
    assert pages.get(address.replace(DIGITS, "31612345602")).status_code == 404
    odd = {"file": ("a.sh", b"x", "application/x-sh")}
    assert pages.post(f"{PATH}/messages", data=data, files=odd).status_code == 422


def test_what_stands_above_a_template_is_on_the_screen(pages: httpx.Client, world: World) -> None:
    parts = [{"type": "HEADER", "format": "LOCATION"}, {"type": "BODY", "text": "Hier staan wij."}]
    new = {"name": "waar", "language": "nl", "category": "UTILITY", "components": parts}
    world.graph.post(f"/{ACCOUNT}/message_templates", json=new)
    place = {"latitude": 52.1, "longitude": 5.1, "name": "Stadhuis", "address": "Markt 1"}
    header = {"type": "header", "parameters": [{"type": "location", "location": place}]}
    sent = {"name": "waar", "language": {"code": "nl"}, "components": [header]}

    eventually(lambda: world.send(DIGITS, type="template", template=sent).status_code == 200)

    eventually(lambda: world.stats()["delivered"] == 1)
    page = pages.get(PATH, params={"with": NUMBER}).text
    assert "Locatie: Stadhuis, Markt 1" in page
    assert "Hier staan wij." in page


def test_a_template_with_many_buttons_shows_two_and_asks_for_a_number(
    pages: httpx.Client, world: World
) -> None:
    replies = [{"type": "QUICK_REPLY", "text": f"Keuze {place}"} for place in range(3)]
    buttons = [{"type": "REQUEST_CONTACT_INFO"}, *replies]
    parts = [{"type": "BODY", "text": "Kies maar."}, {"type": "BUTTONS", "buttons": buttons}]
    new = {"name": "kies", "language": "nl", "category": "UTILITY", "components": parts}
    world.graph.post(f"/{ACCOUNT}/message_templates", json=new)
    sent = {"name": "kies", "language": {"code": "nl"}}
    answer = eventually(
        lambda: (one := world.send(DIGITS, type="template", template=sent)).is_success and one
    )
    wamid = answer.json()["messages"][0]["id"]
    eventually(lambda: world.stats()["delivered"] == 1)

    first, _, others = pages.get(PATH, params={"with": NUMBER}).text.partition("Alle opties")
    assert ("Keuze 0" in first, "Keuze 1" in first, "Keuze 2" in others) == (True, False, True)
    pages.post(f"{PATH}/messages", data={"with": NUMBER, "pressed": f"0:{wamid}"})
    [card] = eventually(lambda: world.receiver.messages)
    assert card["contacts"][0]["origin"] == "contact_request"


def test_pressing_answers_what_was_asked(pages: httpx.Client, world: World) -> None:
    world.write(DIGITS)
    asked = [
        world.send(DIGITS, type="interactive", interactive=one).json()["messages"][0]["id"]
        for one in (BUTTONS, LIST, CONTACT)
    ]
    eventually(lambda: world.stats()["delivered"] == 3)
    for wamid in asked:
        answer = pages.post(f"{PATH}/messages", data={"with": NUMBER, "pressed": f"0:{wamid}"})
        assert answer.status_code == 200
    button, row, card = eventually(
        lambda: len(world.receiver.messages) == 4 and world.receiver.messages[1:]
    )
    assert button["interactive"]["button_reply"] == {"id": "ja", "title": "Ja, graag"}
    assert button["context"] == {"from": "31850000001", "id": asked[0]}
    assert row["interactive"]["list_reply"] == ROW
    assert card["contacts"][0]["origin"] == "contact_request"
    gone = pages.post(f"{PATH}/messages", data={"with": NUMBER, "pressed": "9:wamid.x"})
    assert gone.status_code == 422


def test_a_citizen_changes_and_deletes_what_they_sent(pages: httpx.Client, world: World) -> None:
    pages.post(f"{PATH}/messages", data={"with": NUMBER, "text": "Om tien uur"})
    wamid = world.shown(DIGITS)[0]["id"]
    form = pages.get(PATH, params={"with": NUMBER, "edit": wamid}).text
    assert "Om tien uur</textarea>" in form
    change = {"with": NUMBER, "edited": wamid, "new_text": "Om elf uur"}
    page = pages.post(f"{PATH}/messages", data=change).text
    assert "Om elf uur" in page
    assert "bewerkt" in page
    page = pages.post(f"{PATH}/messages", data={"with": NUMBER, "revoked": wamid}).text
    assert "Dit bericht is verwijderd" in page
    assert "Wijzig</a>" not in page
    _, edit, revoke = eventually(
        lambda: len(world.receiver.messages) == 3 and world.receiver.messages
    )
    changed = {"type": "text", "text": {"body": "Om elf uur"}}
    assert edit["edit"] == {"original_message_id": wamid, "message": changed}
    assert revoke["revoke"] == {"original_message_id": wamid}


def test_nobody_changes_what_they_did_not_send(pages: httpx.Client, world: World) -> None:
    world.write(DIGITS, type="location", location={"latitude": 52.1, "longitude": 5.1})
    place = world.shown(DIGITS)[0]["id"]
    ours = world.send(DIGITS).json()["messages"][0]["id"]
    for field, wamid in (("edited", place), ("edited", ours), ("revoked", ours), ("revoked", "x")):
        data = {"with": NUMBER, field: wamid, "new_text": "Anders"}
        assert pages.post(f"{PATH}/messages", data=data).status_code == 422
    assert len(world.shown(DIGITS)) == 2


def test_a_citizen_takes_a_username_and_gives_it_up(pages: httpx.Client, world: World) -> None:
    page = pages.post(f"{PATH}/username", data={"with": NUMBER, "username": "@Fatima.E"}).text
    assert "@fatima.e" in page
    world.write(DIGITS)
    first = eventually(lambda: world.receiver.values)[0]
    assert first["contacts"][0]["profile"]["username"] == "fatima.e"
    assert "wa_id" not in first["contacts"][0]
    assert "@fatima.e" not in pages.post(f"{PATH}/username", data={"username": ""}).text
    world.write(DIGITS)
    last = eventually(lambda: len(world.receiver.values) == 2 and world.receiver.values)[1]
    assert last["contacts"][0]["wa_id"] == DIGITS


def test_what_cannot_be_a_username_is_told_beside_the_field(
    pages: httpx.Client, world: World
) -> None:
    page = pages.post(f"{PATH}/username", data={"with": NUMBER, "username": "Fa tima"})
    assert page.status_code == 422
    assert "Gebruik 3 tot 35 kleine letters" in page.text
    assert 'value="Fa tima"' in page.text
    assert world.control.get(f"/phones/{DIGITS}").json()["username"] is None


def test_a_template_reads_as_the_citizen_sees_it(pages: httpx.Client, world: World) -> None:
    parameters = [
        {"type": "text", "parameter_name": name, "text": text}
        for name, text in (("zaaknummer", "ZAAK-1"), ("status", "verleend"))
    ]
    send = {
        "name": "vergunning_status",
        "language": {"code": "nl"},
        "components": [{"type": "body", "parameters": parameters}],
    }
    world.send(DIGITS, type="template", template=send)
    eventually(lambda: world.stats()["delivered"] == 1)
    assert (
        "Er is nieuws over uw aanvraag ZAAK-1. De status is nu: verleend." in pages.get(PATH).text
    )


def test_a_form_of_another_site_is_refused(pages: httpx.Client, world: World) -> None:
    headers = {"Origin": "https://elders.example"}
    answer = pages.post(f"{PATH}/messages", data={"text": "x"}, headers=headers)
    assert answer.status_code == 403
    assert world.shown(DIGITS) == []


def test_a_phone_chats_live_by_keyboard_and_has_no_barriers(world: World) -> None:
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        reason = "no browser on this machine"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    # In a thread of its own, because another test's browser may be open in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_chat, world, path).result()


def _chat(world: World, browser_path: str) -> None:
    world.write(DIGITS, type="image", image={"caption": "Losse tegel"})
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(10_000)
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(world.address)
        assert _barriers(page) == []
        page.get_by_role("link", name="Fatima el Amrani").click()
        page.get_by_label("Bericht aan Gemeente Voorbeeldstad").fill("Goedemiddag")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Goedemiddag")).to_be_visible()
        page.locator(".mine", has_text="Goedemiddag").get_by_role("link", name="Wijzig").click()
        page.get_by_label("Wijzig uw bericht").fill("Goedenavond")
        assert _barriers(page) == []
        page.keyboard.press("Enter")
        expect(page.locator(".mine", has_text="Goedenavond")).to_contain_text("bewerkt")
        page.locator(".mine", has_text="Losse").get_by_role("button", name="Verwijder").click()
        expect(page.get_by_text("Dit bericht is verwijderd")).to_be_visible()
        world.send(DIGITS, type="interactive", interactive=BUTTONS)
        page.get_by_role("button", name="Ja, graag").click()
        expect(page.locator(".mine", has_text="Ja, graag")).to_be_visible()
        page.get_by_label("Staat aan").uncheck()
        eventually(lambda: not world.control.get(f"/phones/{DIGITS}").json()["online"])
        world.send(DIGITS, type="text", text={"body": "Tot morgen"})
        expect(page.get_by_text("1 bericht wacht")).to_be_visible()
        assert _barriers(page) == []
        page.get_by_label("Staat aan").check()
        expect(page.get_by_text("Tot morgen")).to_be_visible()
        page.get_by_label("Gebruikersnaam").fill("fatima")
        page.keyboard.press("Enter")
        expect(page.get_by_text("@fatima")).to_be_visible()
        assert _barriers(page) == []
        page.goto(world.address + "/simulator")
        page.get_by_label("Zet de klok vooruit").select_option("1 dag")
        page.get_by_role("button", name="Laat tijd verstrijken").click()
        expect(page.get_by_role("heading", name="Het platform")).to_be_visible()
        page.locator("summary").first.click()
        assert _barriers(page) == []
        page.set_viewport_size({"width": 390, "height": 844})
        assert _barriers(page) == []
        assert complaints == []
        browser.close()


def _barriers(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    violations = page.evaluate("axe.run(document)")["violations"]
    return [f"{one['id']}: {node['target']}" for one in violations for node in one["nodes"]]
