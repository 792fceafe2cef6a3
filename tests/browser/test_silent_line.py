"""A line that stays open and brings nothing: the page says so, and takes it back by itself."""

from __future__ import annotations

import os
import signal

from playwright.sync_api import expect
from tests.browser.conftest import SignIn, World
from tests.browser.test_sending import AGENT

BEAT = 15  # seconds between two signs of life of the server
QUIET = 40  # seconds: then the line is dead


def test_after_forty_silent_seconds_the_page_says_that_it_hears_nothing(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(AGENT)
    page.clock.install()  # the page's own clock alone; server and line are as they are
    page.goto(f"{world.pages}/desk/")
    page.wait_for_function("document.documentElement.classList.contains('has-script')")
    page.get_by_role("heading", name="Gesprekken").wait_for()
    silence = page.get_by_text("Geen verbinding.").first
    web = world.demo.pid_of("web")
    assert web is not None
    os.kill(web, signal.SIGSTOP)
    try:
        page.clock.fast_forward((QUIET - BEAT - 5) * 1000)
        expect(silence).to_be_hidden()

        page.clock.fast_forward((BEAT + 6) * 1000)
        expect(silence).to_be_visible()
    finally:
        os.kill(web, signal.SIGCONT)

    expect(silence).to_be_hidden(timeout=(BEAT + 5) * 1000)
