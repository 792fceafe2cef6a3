"""The pages of a licence in force: judged by axe, and a suspension from both sides."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page
from tests.browser.conftest import SignIn, World
from tests.browser.pages import ADMINISTRATOR, AGENT, PROVIDER
from tests.browser.test_accessibility import at_both_sizes

SHOTS = os.environ.get("SHOTS")


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def test_a_licence_is_suspended_and_resumed_with_everyone_told(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(ADMINISTRATOR)
    page.goto(world.pages + "/licence/")
    page.locator("#main").get_by_role("link", name="Voorbeeldstad").first.click()
    page.get_by_role("heading", name="Vergunning van Voorbeeldstad").wait_for()
    licence = page.url
    shot(page, "licence")
    found = at_both_sizes(page)
    for path in ("review/", "last-day/", "move/", "exit/", "purposes/permits/withdraw/"):
        page.goto(licence + path)
        shot(page, path.split("/")[0])
        found += [f"{path}: {each}" for each in at_both_sizes(page)]
    page.goto(world.pages + "/licence/evidence/")
    shot(page, "evidence")
    page.goto(world.pages + "/licence/leaving/")
    shot(page, "leaving")

    page.goto(licence)
    page.get_by_role("link", name="Vergunning tijdelijk stoppen").click()
    page.get_by_role("button", name="Vergunning tijdelijk stoppen").click()
    page.get_by_text("Er is iets niet goed ingevuld").wait_for()
    shot(page, "suspend")
    found += at_both_sizes(page)
    page.get_by_label("Voorbeeldstad", exact=True).check()
    page.get_by_label("Op verzoek").check()
    page.get_by_label("Schrijf op waarom").fill("Onderhoud aan de website.")
    page.get_by_role("button", name="Vergunning tijdelijk stoppen").click()
    page.get_by_text("Gestopt door: Voorbeeldstad").wait_for()
    shot(page, "suspended")
    found += at_both_sizes(page)

    desk = sign_in(AGENT)
    assert "is tijdelijk gestopt" in desk.locator("section.stopped").first.inner_text()
    shot(desk, "desk")
    provider = sign_in(PROVIDER)
    provider.goto(licence)
    provider.get_by_text("Onderhoud aan de website.").wait_for()
    shot(provider, "provider")

    page.goto(licence)
    page.get_by_role("link", name="Vergunning weer aanzetten").click()
    page.get_by_label("Schrijf op waarom de vergunning weer aan kan").fill("Klaar.")
    page.get_by_role("button", name="Vergunning weer aanzetten").click()
    page.get_by_text("Weer aangezet.").wait_for()
    desk.locator("section.stopped").first.wait_for(state="detached")  # by itself

    assert "\n".join(found) == ""
