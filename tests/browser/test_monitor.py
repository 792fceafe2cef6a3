"""The map of the monitor by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect
from tests.browser.conftest import World
from tests.browser.test_story import picture


def test_the_map_is_one_stop_whose_arrows_lead_to_neighbours_and_enter_opens_the_page(
    world: World, context_for: Callable[..., BrowserContext]
) -> None:
    page = context_for(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{world.pages}/monitor/")
    hexagons = page.locator("[data-hexagons] a")
    assert hexagons.count() == 344
    assert page.locator("[data-hexagons] a[tabindex='0']").count() == 1

    page.get_by_role("link", name="Liever een tabel").focus()
    page.keyboard.press("Tab")
    expect(page.locator("[data-hexagons] a:focus")).to_have_count(1)
    page.locator("[data-hexagons] a[aria-label^='Utrecht:']").focus()
    page.keyboard.press("ArrowRight")
    there = page.locator("[data-hexagons] a:focus")
    name = str(there.get_attribute("aria-label"))
    assert not name.startswith("Utrecht:")
    expect(page.locator(".here")).to_have_text(name)
    expect(page.locator(".here")).to_be_in_viewport()
    page.keyboard.press("ArrowLeft")
    expect(there).to_have_attribute("aria-label", re.compile("^Utrecht:"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Utrecht")

    page.set_viewport_size({"width": 1280, "height": 1500})
    for name, path in (("map", ""), ("timeline", "timeline/"), ("shares", "shares/?by=size")):
        page.goto(f"{world.pages}/monitor/{path}")
        expect(page).to_have_title(re.compile("344 gemeenten"))
        picture(page, f"monitor-{name}")
