"""Citizens subscribe by a word, and a list of consents is read in, as people do it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect
from tests.browser.conftest import SignIn, World
from tests.browser.pages import ADMINISTRATOR, BROADCASTER
from tests.browser.test_accessibility import at_both_sizes
from tests.browser.test_sending import until

CITIZEN = "31687100001"
FILE = (
    "telefoonnummer;doel;tekst;bron;datum;gebied\n"
    "0687100002;tourism;Ja graag;balie;2026-01-31;\n"
    "0687100003;crisis_response;Ja graag;balie;2026-01-31;Proefbuurt\n"
    "0687100003;crisis_response;Ja graag;balie;2026-02-01;Proefbuurt\n"
    "0687100004;crisis_response;Ja graag;balie;2026-01-31;Andere buurt\n"
)


def shown(world: World, kind: str) -> list[dict[str, Any]]:
    """What the citizen's phone shows of Voorbeeldstad, of one type."""
    found: Any = world.control("GET", f"/phones/{CITIZEN}/messages")["results"]
    return [each for each in found if each["direction"] == "to_citizen" and each["type"] == kind]


def add_word(page: Page, world: World) -> None:
    page.goto(f"{world.pages}/settings/keywords/")
    page.get_by_label("Woord").fill("Proefbuurt")
    page.get_by_label("Waarover krijgt de inwoner berichten?").select_option("crisis_response")
    page.get_by_label("Gebied").fill("Proefbuurt")
    page.get_by_role("button", name="Woord toevoegen").click()
    expect(page.get_by_role("heading", name="PROEFBUURT")).to_be_visible()


def test_a_citizen_subscribes_by_a_word_and_sees_what_they_get(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(ADMINISTRATOR)
    add_word(page, world)
    picture = page.get_by_alt_text("QR-code die WhatsApp opent met het woord PROEFBUURT")
    until(page, lambda: picture.evaluate("image => image.naturalWidth") > 0)
    assert at_both_sizes(page) == []

    world.says(CITIZEN, "proefbuurt")
    until(page, lambda: len(shown(world, "interactive")) == 1)
    [asked] = shown(world, "interactive")
    reply = asked["interactive"]["action"]["buttons"][0]["reply"]
    pressed = {"type": "button_reply", "button_reply": reply}
    world.says(CITIZEN, type="interactive", interactive=pressed)
    world.says(CITIZEN, "Wat krijg ik?")
    until(page, lambda: len(shown(world, "text")) == 1)
    assert "Hulp bij een crisis: Proefbuurt" in shown(world, "text")[0]["text"]["body"]

    page.get_by_role("button", name="Verwijderen (PROEFBUURT)").click()
    expect(page.get_by_text("Het woord is weg.")).to_be_visible()


def test_a_list_is_looked_at_taken_over_and_counted_where_areas_are_chosen(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(BROADCASTER)
    page.goto(f"{world.pages}/broadcasts/")
    page.get_by_role("link", name="Toestemmingen van elders inlezen").click()
    file = {"name": "lijst.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    page.get_by_label("CSV-bestand").set_input_files(files=[file])  # type: ignore[list-item]
    page.get_by_role("button", name="Bekijken wat erin staat").click()
    expect(page.get_by_text("Rij 4 zegt hetzelfde als rij 3")).to_be_visible()
    assert at_both_sizes(page) == []
    page.get_by_role("button", name="Alles overnemen").click()
    expect(page.get_by_text("Het bestand is overgenomen.")).to_be_visible()

    page.goto(f"{world.pages}/broadcasts/new/")
    page.get_by_role("button", name="Kies").click()
    reach = page.locator("#broadcast-reach")
    before = reach.inner_text()
    page.get_by_label("Proefbuurt").check()
    expect(reach).not_to_have_text(before)
    expect(reach).to_contain_text("om deze berichten.")
    assert at_both_sizes(page) == []
