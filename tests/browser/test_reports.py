"""The wallboard follows what happens."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from tests.browser.conftest import SignIn, World
from tests.browser.pages import ADMINISTRATOR

WAITED = re.compile(r"\d+ (seconde|seconden|minuut|minuten|uur|dag|dagen)")


def test_the_wallboard_follows_without_anyone_touching_it(world: World, sign_in: SignIn) -> None:
    page = sign_in(ADMINISTRATOR)
    page.goto(f"{world.pages}/wallboard/")
    expect(page.locator("#board-at")).to_be_visible()
    received = page.locator("#tile-received .tile__value")
    before = int(received.inner_text())
    world.phone("31612000196", name="Els Brouwer")
    world.says("31612000196", "Is het zwembad open?")

    expect(received).to_have_text(str(before + 1))
    expect(page.locator("#tile-longest .tile__value")).to_have_text(WAITED)
    assert "Els Brouwer" not in page.content()
    assert "zwembad" not in page.content()
