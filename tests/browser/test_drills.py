"""A drill, as those see it who lead it and those who take part; what axe finds there."""

from __future__ import annotations

import subprocess
import sys

from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import ROOT, SignIn, World
from tests.browser.pages import BROADCASTER
from tests.browser.test_accessibility import at_both_sizes


def test_a_drill_from_its_beginning_to_its_report(
    world: World, sign_in: SignIn, wrong: list[str]
) -> None:
    page = sign_in(BROADCASTER)
    page.goto(f"{world.pages}/broadcasts/drills/new/")
    page.get_by_label("Wat oefent u?").fill("Rook in de haven")
    page.get_by_label("Er is geen verbinding met WhatsApp", exact=True).check()
    page.get_by_role("button", name="Begin de oefening").click()
    expect(drill_page(page)).to_be_visible()
    assert at_both_sizes(page) == []
    take_part(page, world)
    page.get_by_role("link", name="Rook in de haven").click()
    expect(drill_page(page)).to_be_visible()
    assert at_both_sizes(page) == []
    left_open = page.context.new_page()
    left_open.goto(page.url)
    page.get_by_role("button", name="Beëindig de oefening").click()

    expect(page.get_by_text("Er is geen bericht verstuurd.")).to_be_visible()
    expect(page.get_by_text("OEFENING", exact=True)).to_have_count(0)
    assert at_both_sizes(page) == []
    forget_report(world)
    page.reload()
    expect(page.get_by_role("heading", name="Geen rapport van de oefening")).to_be_visible()
    assert at_both_sizes(page) == []
    left_open.get_by_role("button", name="Beëindig de oefening").click()
    expect(left_open.get_by_role("heading", name="Er is niets gedaan")).to_be_visible()
    assert at_both_sizes(left_open) == []
    wrong[:] = [each for each in wrong if "409" not in each]


def forget_report(world: World) -> None:
    """As where none could be made."""
    subprocess.run(
        [sys.executable, "-m", "tests.browser.untold_drill"],
        env=world.demo.environ(),
        cwd=ROOT,
        timeout=60,
        check=True,
    )


def drill_page(page: Page) -> Locator:
    return page.get_by_role("heading", name="Oefening: Rook in de haven")


def take_part(page: Page, world: World) -> None:
    """In a drill it stands above every page, until one leaves."""
    page.get_by_role("button", name="Doe mee").click()
    expect(page.get_by_text("OEFENING", exact=True)).to_be_visible()
    page.goto(f"{world.pages}/broadcasts/new/")
    expect(page.get_by_text("OEFENING", exact=True)).to_be_visible()
    assert at_both_sizes(page) == []
